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
  var $ = window.django && window.django.jQuery;
  if (!$) { return; }
  $(function () { nameBoxes(document); }); // registered after Select2's own start, so it runs after it
  document.addEventListener("formset:added", function (event) {
    setTimeout(function () { nameBoxes(event.target); }, 0); // after Select2 has built the new row
  });
})();
