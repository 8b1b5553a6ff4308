// Keeps what is typed as a private copy on the server, and in this browser until the server says that
// it has it, so that a closed or broken browser loses nothing. It only reads the form: a composition
// of Chinese is never disturbed. It publishes nothing, and a form is sent when its text is safe.
(function () {
  "use strict";
  var AFTER = 2000; // milliseconds without a change
  var MOST = 5000; // between two copies on the server
  var LOCAL = 250; // between two copies in this browser
  var STAYED = 5000; // after a save that led nowhere, it goes on
  var desk = window.desk, copies = window.deskCopies;
  var place = document.getElementById("desk-autosave");
  var form = place && place.closest("form");
  if (!form || !form.elements.opened) { return; }
  var status = document.getElementById("desk-status");
  var copy = copies.copyOf(place.dataset.url);
  var known = null, timer = null, local = null, sentAt = 0, sending = null;
  var isPressed = false, isLeaving = false;

  function content() { return copies.encode(copies.content(form)); } // files are too large to be sent so often

  function say(words, at) {
    if (status) {
      status.textContent = words.replace("{t}", at
        ? new Date(at).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" }) : "");
    }
  }
  function sayNotKept(words) { say(words + (copy.isKept() ? " " + place.dataset.here : "")); }

  function keepHere() {
    local = null;
    var body = content();
    if (known !== null && body !== known) { copy.keep(body); }
  }

  function schedule() {
    if (local === null) { local = setTimeout(keepHere, LOCAL); }
    clearTimeout(timer);
    timer = setTimeout(send, Math.max(AFTER, sentAt + MOST - Date.now()));
  }

  function taken(body, at) {
    known = body;
    if (content() === body) { copy.drop(); }
    say(place.dataset.kept, at);
    return "kept";
  }

  function refused(response) {
    if (response.status === 401) { sayNotKept(place.dataset.loggedOut); return "login"; }
    return response.json().catch(function () { return {}; }).then(function (answer) {
      sayNotKept(answer.message || place.dataset.failed);
      return "refused";
    });
  }

  function post() {
    var body = content();
    timer = null;
    sentAt = Date.now();
    copy.keep(body);
    return desk.request(place.dataset.url, { method: "POST", body: new URLSearchParams(body) }).then(function (response) {
      return copies.isSaved(response.clone()).then(function (at) { return at ? taken(body, at) : refused(response); });
    }).catch(function (error) { // a slow server may still save; one that is not reached can not
      sayNotKept(place.dataset.failed);
      return error.name === "TimeoutError" ? "refused" : "offline";
    });
  }

  // A promise of what came of it: "kept", "login", "refused" or "offline".
  function deliver() {
    sending = sending || post().then(function (outcome) {
      sending = null;
      // Without a session it is tried again after the login, or after the next change.
      if (!isLeaving && outcome !== "login" && content() !== known) { schedule(); }
      return outcome;
    });
    return sending;
  }

  function send() {
    timer = null;
    if (known !== null && !isLeaving && content() !== known) { deliver(); }
  }

  // What is in the form when it opens is on the server already.
  window.addEventListener("load", function () {
    known = document.querySelector(".faults, .errornote") ? "" : content();
    if (known === "") { schedule(); }
  });
  form.addEventListener("input", schedule);
  form.addEventListener("change", schedule);
  document.addEventListener("formset:removed", schedule);
  document.addEventListener("desk:login", send);
  if (window.django && window.django.jQuery) { window.django.jQuery(form).on("change", schedule); }
  document.addEventListener("visibilitychange", function () {
    if (document.visibilityState === "hidden") { keepHere(); send(); }
  });
  window.addEventListener("pagehide", function () { if (!isLeaving) { keepHere(); } });
  window.addEventListener("online", send);

  // A form is sent when the server has its text, so that nothing can be lost on the way.
  function go(button, outcome) {
    if (outcome === "login") {
      desk.logIn().then(function (isHere) { if (isHere) { save(button); } else { isPressed = false; } });
      return;
    }
    isPressed = false;
    if (outcome === "offline") { return; }
    if (outcome === "refused") { copy.keep(content(), true); }
    isLeaving = true;
    clearTimeout(timer);
    form.requestSubmit(button);
    setTimeout(function () { isLeaving = false; }, STAYED);
  }

  function save(button) {
    isPressed = true;
    say(place.dataset.saving);
    (sending || Promise.resolve()).then(deliver).then(function (outcome) { go(button, outcome); });
  }

  form.addEventListener("submit", function (event) { // before every other script hears of it
    if (isLeaving) { return; }
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!isPressed) { save(event.submitter); }
  }, true);
  window.addEventListener("pageshow", function () { isLeaving = false; });
})();
