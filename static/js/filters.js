// Filters beside the results on a wide screen, folded above them on a narrow one.
// A form with data-autosubmit is sent when a choice changes; without this script its own button does it.
(function () {
  "use strict";
  var KEY = "atlas-facet-focus";
  var isWide = matchMedia("(min-width: 60rem)").matches;

  function sendOnChange(form) {
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
  }

  // Keep the keyboard where it was. On a narrow screen the results come into view instead.
  function restoreFocus(form) {
    try {
      var last = sessionStorage.getItem(KEY) && document.getElementById(sessionStorage.getItem(KEY));
      sessionStorage.removeItem(KEY);
      if (last && isWide && form.contains(last)) { last.focus({ preventScroll: true }); }
    } catch (e) { /* storage may be off */ }
  }

  document.querySelectorAll("form[data-filters]").forEach(function (form) {
    if (isWide) { // the results are in view anyway, and a jump would hide the heading of the page
      form.querySelector("details").open = true;
      form.setAttribute("action", "");
    }
    if ("autosubmit" in form.dataset) {
      sendOnChange(form);
      restoreFocus(form);
    }
  });
})();
