// Requests of the desk's scripts, and what happens when the session has ended: nothing that is written
// is taken for sent, a notice stands above the save bar, and one logs in again without leaving the form.
(function () {
  "use strict";
  var SOON = 10000; // milliseconds; what answers later counts as not reached
  var place = document.currentScript.dataset;
  var dialog = document.getElementById("desk-login");
  var notice = document.getElementById("desk-logged-out");
  var waiting = []; // what goes on after the login, or gives up

  // Nothing appears under a finger that is down: the click would go elsewhere.
  var isDown = false, later = [];
  document.addEventListener("pointerdown", function () { isDown = true; }, true);
  ["pointerup", "pointercancel"].forEach(function (name) {
    document.addEventListener(name, function () {
      isDown = false;
      setTimeout(function () { later.splice(0).forEach(function (act) { act(); }); }, 0);
    }, true);
  });
  function calmly(act) { if (isDown) { later.push(act); } else { act(); } }
  function warn() { if (notice) { calmly(function () { notice.hidden = false; }); } }

  function tokens() { return document.querySelectorAll("input[name=csrfmiddlewaretoken]"); }
  function token() { return tokens().length ? tokens()[0].value : ""; }
  function person() { return place.person; }

  function send(url, options) {
    return fetch(url, Object.assign({
      credentials: "same-origin",
      redirect: "error", // no page of the desk's scripts leads elsewhere
      signal: AbortSignal.timeout(SOON)
    }, options, {
      headers: { "Accept": "application/json", "X-CSRFToken": token(), "X-Desk-Person": person() }
    }));
  }

  function body(response) { return response.clone().json().catch(function () { return {}; }); }

  // The person is logged in: perhaps again, perhaps in another tab.
  function here() {
    if (!notice || notice.hidden) { return; }
    notice.hidden = true;
    document.dispatchEvent(new CustomEvent("desk:login"));
  }

  // Take over the token of the session that there is now. Whether the person is logged in.
  function refresh(answer) {
    if (answer.csrf) { tokens().forEach(function (input) { input.value = answer.csrf; }); }
    var isHere = answer.user !== "" && answer.user === person();
    if (isHere) { here(); } else { warn(); }
    return isHere;
  }

  function look() {
    return fetch(place.url, { credentials: "same-origin", headers: { "Accept": "application/json" } })
      .then(function (response) { return response.json(); }).then(refresh);
  }

  function request(url, options) {
    return send(url, options).then(function (response) {
      if (response.status === 401) { warn(); }
      if (response.ok) { here(); }
      if (response.status !== 403) { return response; }
      return body(response).then(function (answer) { // somebody logged in anew in another tab
        return answer.code === "csrf" ? look().then(function () { return send(url, options); }) : response;
      });
    });
  }

  function settle(isHere) { waiting.splice(0).forEach(function (one) { one(isHere); }); }

  // Ask for the password. A promise of whether the person is logged in afterwards.
  function logIn() {
    if (!dialog) { return Promise.resolve(false); }
    if (!dialog.open) { dialog.showModal(); }
    return new Promise(function (resolve) { waiting.push(resolve); });
  }

  function tryPassword(form, fault) {
    var sent = new URLSearchParams(new FormData(form));
    return look().then(function () { // a token, where the cookie went with the session
      return send(place.url, { method: "POST", body: sent });
    }).then(function (response) {
      return body(response).then(function (answer) {
        fault.textContent = response.ok ? "" : answer.message || dialog.dataset.failed;
        if (response.ok && refresh(answer)) { form.reset(); dialog.close("in"); }
      });
    }).catch(function () { fault.textContent = dialog.dataset.failed; });
  }

  if (dialog) {
    var form = dialog.querySelector("form");
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      tryPassword(form, dialog.querySelector("[role=alert]"));
    });
    dialog.querySelector("[data-close]").addEventListener("click", function () { dialog.close("out"); });
    dialog.addEventListener("close", function () { settle(dialog.returnValue === "in"); dialog.returnValue = ""; });
  }
  if (notice) { notice.querySelector("button").addEventListener("click", logIn); }
  var $ = window.django && window.django.jQuery;
  if ($) { // the autocomplete boxes
    $(document).on("ajaxError", function (event, answer) { if (answer.status === 401) { warn(); } });
  }
  window.desk = { calmly: calmly, logIn: logIn, look: look, person: person, request: request };
})();
