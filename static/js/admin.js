// Name the autocomplete boxes for screen readers: Select2 builds them without a label.
(function () {
  "use strict";
  function nameBoxes(root) {
    root.querySelectorAll("select.admin-autocomplete").forEach(function (select) {
      var label = document.querySelector('label[for="' + CSS.escape(select.id) + '"]');
      var box = select.nextElementSibling;
      if (!label || !box) { return; }
      box.querySelectorAll(".select2-selection, .select2-selection__rendered, .select2-search__field").forEach(function (part) {
        part.setAttribute("aria-label", label.textContent.trim().replace(/[:：]$/, ""));
      });
    });
  }
  if (window.matchMedia("(max-width: 48rem)").matches) { // so that the form begins in sight
    document.querySelectorAll("details[data-closed-on-phones]").forEach(function (one) { one.open = false; });
  }

  // Django numbers the ids of an added row anew, but not what refers to them.
  function renumber(row) {
    var number = row.id.match(/^(.+)-(\d+)$/);
    if (!number) { return; }
    var old = new RegExp("(?<![A-Za-z0-9])" + number[1] + "-(\\d+|__prefix__)-", "g");
    ["aria-describedby", "aria-labelledby", "aria-controls"].forEach(function (name) {
      row.querySelectorAll("[" + name + "]").forEach(function (part) {
        part.setAttribute(name, part.getAttribute(name).replace(old, row.id + "-"));
      });
    });
  }
  document.addEventListener("formset:added", function (event) { renumber(event.target); });
  document.addEventListener("formset:removed", function (event) {
    setTimeout(function () { // after Django has numbered the rows that stay
      document.querySelectorAll("#" + CSS.escape(event.detail.formsetName + "-group") + " .inline-related").forEach(renumber);
    }, 0);
  });
  var $ = window.django && window.django.jQuery;
  if (!$) { return; }
  $(function () { nameBoxes(document); }); // registered after Select2's own start, so it runs after it
  document.addEventListener("formset:added", function (event) {
    setTimeout(function () { nameBoxes(event.target); }, 0); // after Select2 has built the new row
  });
})();
