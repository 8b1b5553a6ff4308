// Citing the same sources again: each box of sources takes over, with one button, those that were
// chosen last in this form; before anything was chosen, those of the nearest row above that has any.
(function () {
  "use strict";
  var words = document.getElementById("desk-words");
  var $ = window.django && window.django.jQuery;
  if (!words || !$) { return; }
  var status = document.getElementById("desk-status");
  var BOXES = 'select.admin-autocomplete[multiple][data-field-name="sources"]';
  var last = null;

  function chosenIn(select) {
    return Array.from(select.selectedOptions, function (option) {
      return { id: option.value, text: option.text };
    });
  }

  function sourcesAbove(select) {
    var boxes = Array.from(document.querySelectorAll(BOXES));
    var above = boxes.slice(0, boxes.indexOf(select)).reverse();
    var found = above.find(function (box) { return chosenIn(box).length; });
    return found ? chosenIn(found) : [];
  }

  function titles(sources) {
    return sources.map(function (source) { return source.text; }).join(", ");
  }

  function add(select, source) {
    var option = Array.from(select.options).find(function (one) { return one.value === source.id; });
    if (option) { option.selected = true; } else { select.add(new Option(source.text, source.id, true, true)); }
  }

  function again(select) {
    var sources = last || sourcesAbove(select);
    var there = new Set(chosenIn(select).map(function (source) { return source.id; }));
    var missing = sources.filter(function (source) { return !there.has(source.id); });
    missing.forEach(function (source) { add(select, source); });
    if (missing.length) { $(select).trigger("change"); }
    status.textContent = missing.length ? words.dataset.sourcesAdded.replace("{s}", titles(missing))
      : sources.length ? words.dataset.sourcesThere.replace("{s}", titles(sources)) : words.dataset.sourcesNone;
  }

  function addButton(select) {
    var cell = select.closest(".cell");
    if (!cell || cell.querySelector(".same-source")) { return; }
    var button = document.createElement("button");
    button.type = "button";
    button.className = "quiet-button same-source";
    button.textContent = words.dataset.sameSource;
    select.closest(".related-widget-wrapper").after(button);
  }

  document.querySelectorAll(BOXES).forEach(addButton);
  document.addEventListener("click", function (event) {
    var button = event.target.closest(".same-source");
    if (button) { again(button.closest(".cell").querySelector("select")); }
  });
  $(document).on("change", BOXES, function () { // jQuery's own event: Select2 sends no other
    if (chosenIn(this).length) { last = chosenIn(this); }
  });
})();
