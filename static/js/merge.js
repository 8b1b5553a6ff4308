// Writing a text anew chooses it: nobody loses a sentence because a button was not pressed.
(function () {
  "use strict";
  document.querySelectorAll(".merge__choices textarea").forEach(function (text) {
    text.addEventListener("input", function () {
      text.closest(".merge__choices").querySelector("[value=edit]").checked = true;
    });
  });
})();
