// After a refused save the first field in error has the focus; each link of the summary leads to its
// field, through a closed row, the other language's tab or an autocomplete box.
(function () {
  "use strict";
  var summary = document.querySelector(".faults");
  if (!summary) { return; }

  function reveal(field) {
    for (var row = field.closest("details"); row; row = row.parentElement.closest("details")) { row.open = true; }
    var cell = field.closest("[data-language]");
    if (cell) { document.dispatchEvent(new CustomEvent("desk:show-language", { detail: cell.dataset.language })); }
  }

  function goTo(id) {
    var field = document.getElementById(id);
    if (!field) { return false; }
    reveal(field);
    var box = field.classList.contains("select2-hidden-accessible") && field.parentElement.querySelector(".select2-search__field, .select2-selection");
    if (!field.matches("input, select, textarea, button")) { field.tabIndex = -1; }
    (box || field).focus();
    field.closest(".cell, fieldset, .inline-group").scrollIntoView({ block: "center" });
    return true;
  }

  summary.addEventListener("click", function (event) {
    var link = event.target.closest("a");
    if (link && goTo(link.hash.slice(1))) { event.preventDefault(); }
  });
  window.django.jQuery(function () { // after Select2 has built its boxes
    var first = summary.querySelector("a");
    if (first) { goTo(first.hash.slice(1)); }
  });
})();
