// Buttons that copy a text of the page. Where the clipboard is refused or missing (no permission, no
// HTTPS, an old browser) the older command is tried, and at last the text is left selected.
(function () {
  "use strict";

  function select(target) {
    var range = document.createRange();
    range.selectNodeContents(target);
    var selection = window.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  }

  function copySelected(target) {
    select(target);
    try { return document.execCommand("copy"); } catch (e) { return false; }
  }

  function copy(target) {
    if (!navigator.clipboard) { return Promise.resolve(copySelected(target)); }
    return navigator.clipboard.writeText(target.textContent).then(
      function () { return true; },
      function () { return copySelected(target); }
    );
  }

  document.querySelectorAll("[data-copy]").forEach(function (place) {
    var status = place.querySelector("[role=status]");
    place.hidden = false;
    place.querySelector("button").addEventListener("click", function () {
      status.textContent = "";
      copy(document.getElementById(place.dataset.copy)).then(function (isCopied) {
        status.textContent = isCopied ? place.dataset.copied : place.dataset.selected;
      });
    });
  });
})();
