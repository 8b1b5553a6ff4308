// Keeps what is typed as a private copy on the server, so that a closed or broken browser loses
// nothing. It only reads the form: a composition of Chinese is never disturbed. It neither saves nor
// publishes, and it never stands in the way of either.
(function () {
  "use strict";
  var AFTER = 2000; // milliseconds without a change
  var MOST = 5000; // between two copies
  var place = document.getElementById("desk-autosave");
  var form = place && place.closest("form");
  if (!form || !form.elements.opened) { return; }
  var status = document.getElementById("desk-status");
  var known = null, timer = null, sentAt = 0, request = null;

  function content() { // files can be chosen again, and are too large to be sent so often
    var pairs = Array.from(new FormData(form)).filter(function (pair) { return typeof pair[1] === "string"; });
    return new URLSearchParams(pairs).toString();
  }

  function schedule() {
    if (timer !== null) { clearTimeout(timer); }
    timer = setTimeout(send, Math.max(AFTER, sentAt + MOST - Date.now()));
  }

  function time() {
    return new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
  }

  function say(text) { if (status) { status.textContent = text; } }

  function send() {
    var body = content();
    timer = null;
    if (known === null || body === known || request) { return; }
    sentAt = Date.now();
    request = new AbortController();
    fetch(place.dataset.url, {
      method: "POST",
      body: new URLSearchParams(body),
      credentials: "same-origin",
      signal: request.signal
    }).then(function (response) {
      if (response.ok) {
        known = body;
        say(place.dataset.kept.replace("{t}", time()));
        return null;
      }
      return response.json().then(function (answer) { say(answer.message || place.dataset.failed); });
    }).catch(function (error) {
      if (error.name !== "AbortError") { say(place.dataset.failed); }
    }).finally(function () {
      request = null;
      if (content() !== known) { schedule(); }
    });
  }

  // What is in the form when it opens is on the server already.
  window.addEventListener("load", function () {
    known = document.querySelector(".faults, .errornote") ? "" : content();
    if (known === "") { schedule(); }
  });
  form.addEventListener("input", schedule);
  form.addEventListener("change", schedule);
  document.addEventListener("formset:removed", schedule);
  if (window.django && window.django.jQuery) { window.django.jQuery(form).on("change", schedule); }
  document.addEventListener("visibilitychange", function () {
    if (document.visibilityState === "hidden") { send(); }
  });
  form.addEventListener("submit", function () {
    known = null; // a copy that arrives after the save would only repeat it
    clearTimeout(timer);
    if (request) { request.abort(); }
  });
})();
