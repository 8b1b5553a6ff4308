// Open the filters where there is room for them beside the results; components.css shows them before.
// Submit a facets form when a choice changes. Without this script the form's own button does the same.
(function () {
  "use strict";
  var KEY = "atlas-facet-focus";
  document.querySelectorAll("form[data-autosubmit]").forEach(function (form) {
    var filters = form.querySelector("details");
    if (filters && matchMedia("(min-width: 60rem)").matches) { filters.open = true; }
    var composing = false;
    var timer = 0;
    form.addEventListener("compositionstart", function () { composing = true; });
    form.addEventListener("compositionend", function () { composing = false; });
    form.addEventListener("submit", function () { clearTimeout(timer); });
    form.addEventListener("change", function (event) {
      if (composing || !event.target.matches("select, [type=checkbox], [type=radio]")) { return; }
      clearTimeout(timer);
      timer = setTimeout(function () {
        try { sessionStorage.setItem(KEY, event.target.id); } catch (e) { /* storage may be off */ }
        form.requestSubmit();
      }, 350);
    });
    try { // keep the keyboard where it was
      var last = sessionStorage.getItem(KEY) && document.getElementById(sessionStorage.getItem(KEY));
      sessionStorage.removeItem(KEY);
      if (last && form.contains(last)) {
        if (filters) { filters.open = true; }
        last.focus({ preventScroll: true });
      }
    } catch (e) { /* storage may be off */ }
  });
})();
