// Ctrl+S, on a Mac Cmd+S: save and go on editing.
(function () {
  "use strict";
  var button = document.querySelector("[name=_continue]") || document.querySelector("[name=_save]");
  if (!button) { return; }
  document.addEventListener("keydown", function (event) {
    if (event.key.toLowerCase() !== "s" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) { return; }
    event.preventDefault();
    if (!event.isComposing) { button.click(); }
  });
})();
