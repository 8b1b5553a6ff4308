// After “save and continue” the form stands where it stood: the same rows open, the same place in
// sight, the same field in focus. Nothing is kept when the save was refused, or by the next session.
(function () {
  "use strict";
  var words = document.getElementById("desk-words");
  var form = words && words.closest("form");
  if (!form) { return; }
  var KEY = "desk-place";

  function rows() { return Array.from(form.querySelectorAll(".inline-related > details.row")); }

  function nameOf(row) {
    var key = row.parentElement.querySelector('input[type=hidden][name$="-id"]');
    return key && key.value ? key.name.replace(/-\d+-id$/, "") + "/" + key.value : "";
  }

  function keep() {
    var place = {
      path: location.pathname,
      top: window.scrollY,
      focus: document.activeElement.id,
      open: rows().filter(function (row) { return row.open; }).map(nameOf)
    };
    try { sessionStorage.setItem(KEY, JSON.stringify(place)); } catch (error) { /* storage is off */ }
  }

  function take() {
    try {
      var place = JSON.parse(sessionStorage.getItem(KEY));
      sessionStorage.removeItem(KEY);
      return place;
    } catch (error) { return null; }
  }

  var place = take();
  form.addEventListener("submit", keep);
  if (!place || place.path !== location.pathname || document.querySelector(".faults")) { return; }
  rows().forEach(function (row) { row.open = row.open || place.open.indexOf(nameOf(row)) >= 0; });
  window.django.jQuery(function () {
    var field = place.focus && document.getElementById(place.focus);
    if (field) { field.focus({ preventScroll: true }); }
    window.scrollTo(0, place.top);
    var message = document.querySelector(".messagelist .success");
    if (message) { document.getElementById("desk-status").textContent = message.textContent; }
  });
})();
