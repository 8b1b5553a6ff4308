// Citing the same sources again: one button takes over the sources of the row above in the same section.
(function () {
  "use strict";
  var words = document.getElementById("desk-words");
  var $ = window.django && window.django.jQuery;
  if (!words || !$) { return; }
  var status = document.getElementById("desk-status");
  var BOXES = '.inline-related:not(.empty-form) select.admin-autocomplete[multiple][data-field-name="sources"]';

  function chosenIn(select) {
    return Array.from(select.selectedOptions, function (option) {
      return { id: option.value, text: option.text };
    });
  }

  // The sources of the row above, or none: a row that is to be deleted is no row.
  function sourcesAbove(select) {
    var row = select.closest(".inline-related").previousElementSibling;
    while (row && row.querySelector(".delete input:checked")) { row = row.previousElementSibling; }
    var box = row && row.matches(".inline-related") && row.querySelector('select[data-field-name="sources"]');
    return box ? chosenIn(box) : [];
  }

  function titles(sources) {
    return sources.map(function (source) { return source.text; }).join(", ");
  }

  function add(select, source) {
    var option = Array.from(select.options).find(function (one) { return one.value === source.id; });
    if (option) { option.selected = true; } else { select.add(new Option(source.text, source.id, true, true)); }
  }

  function again(select) {
    var sources = sourcesAbove(select);
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
  document.addEventListener("formset:added", function (event) { event.target.querySelectorAll(BOXES).forEach(addButton); });
  document.addEventListener("click", function (event) {
    var button = event.target.closest(".same-source");
    if (button) { again(button.closest(".cell").querySelector("select")); }
  });
})();
