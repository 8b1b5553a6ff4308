// A picture can be dropped on its field, which stays an ordinary file input for everybody else. The
// chosen picture is shown before it is sent; nothing leaves the page until the form is saved.
(function () {
  "use strict";
  var INPUTS = "input[type=file][data-drop]";

  function show(input) {
    var cell = input.closest(".cell");
    var shown = cell.querySelector(".picture-thumb");
    var file = input.files[0];
    if (!file || !/^image\/(png|jpeg|webp)$/.test(file.type)) { if (shown) { shown.remove(); } return; }
    if (!shown) {
      shown = document.createElement("img");
      shown.className = "picture-thumb";
      input.after(shown);
    }
    shown.alt = file.name;
    var reader = new FileReader();
    reader.addEventListener("load", function () { shown.src = reader.result; });
    reader.readAsDataURL(file);
  }

  function inputOf(event) {
    var cell = event.target.closest && event.target.closest(".cell");
    return cell && cell.querySelector(INPUTS);
  }

  document.addEventListener("dragover", function (event) {
    var input = inputOf(event);
    if (!input) { return; }
    event.preventDefault();
    input.classList.add("drop--over");
  });
  document.addEventListener("dragleave", function (event) {
    var input = inputOf(event);
    if (input) { input.classList.remove("drop--over"); }
  });
  document.addEventListener("drop", function (event) {
    var input = inputOf(event);
    if (!input || !event.dataTransfer.files.length) { return; }
    event.preventDefault();
    input.classList.remove("drop--over");
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  document.addEventListener("change", function (event) {
    if (event.target.matches(INPUTS)) { show(event.target); }
  });
})();
