// Enter that ends the composition of Chinese is no Enter: it neither submits the form nor picks
// something from an autocomplete box. Listens before all others, Select2 included.
(function () {
  "use strict";
  document.addEventListener("keydown", function (event) {
    var composing = event.isComposing || event.keyCode === 229;
    if (!composing || (event.key !== "Enter" && event.keyCode !== 229)) { return; }
    event.stopImmediatePropagation();
    // Safari ends the composition before it sends the key, and would then submit. Where the
    // composition is still open, the key belongs to the input method and is left alone.
    if (event.key === "Enter" && !event.isComposing) { event.preventDefault(); }
  }, true);
})();
