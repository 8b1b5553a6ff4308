// Bring out the relations of the framework that is pointed at or focused; the picture is whole without it.
(function () {
  "use strict";
  document.querySelectorAll("[data-lineage]").forEach(function (picture) {
    function bringOut(node) {
      var key = node && node.dataset.node;
      picture.classList.toggle("picture--picked", Boolean(key));
      picture.querySelectorAll("[data-ends]").forEach(function (arc) {
        arc.classList.toggle("arc--picked", Boolean(key) && arc.dataset.ends.split(" ").includes(key));
      });
    }
    ["pointerover", "focusin"].forEach(function (name) {
      picture.addEventListener(name, function (event) { bringOut(event.target.closest("[data-node]")); });
    });
    ["pointerleave", "focusout"].forEach(function (name) {
      picture.addEventListener(name, function () { bringOut(null); });
    });
  });
})();
