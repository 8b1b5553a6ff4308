// Leaving a form with changes that are not saved asks first. What counts is what the form holds: a
// word typed and taken back is no change. `desk:saved` on the form says that its present content is
// safe, for example because it was kept on the server.
(function () {
  "use strict";
  var words = document.getElementById("desk-words");
  var form = words && words.closest("form");
  if (!form || !form.querySelector("[name=_save], [name=_continue]")) { return; }
  var mark = document.createElement("span");
  var known = null;
  var saving = false;

  function content() {
    return JSON.stringify(Array.from(new FormData(form), function (pair) {
      return [pair[0], pair[1] instanceof File ? pair[1].name : pair[1]];
    }).filter(function (pair) { return pair[0] !== "csrfmiddlewaretoken" && pair[0][0] !== "_"; }));
  }

  function isChanged() { return known !== null && content() !== known; }
  function show() { mark.hidden = !isChanged(); }
  function settle() { known = content(); show(); }

  mark.className = "save-bar__unsaved";
  mark.textContent = words.dataset.unsaved;
  mark.hidden = true;
  document.querySelector(".save-bar").prepend(mark);
  form.addEventListener("submit", function () { saving = true; });
  form.addEventListener("desk:saved", settle);
  form.addEventListener("input", show);
  form.addEventListener("change", show);
  document.addEventListener("formset:added", show);
  document.addEventListener("formset:removed", show);
  window.addEventListener("pageshow", function () { saving = false; });
  window.addEventListener("beforeunload", function (event) {
    if (!saving && isChanged()) { event.preventDefault(); }
  });
  window.django.jQuery(function ($) { // Select2's changes reach jQuery only
    $(form).on("change", show);
    // A save that was refused comes back with what was written: that is not saved yet.
    if (document.querySelector(".faults, .errornote")) { known = ""; show(); } else { settle(); }
  });
})();
