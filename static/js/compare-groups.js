// One box accepts or leaves all differences of a section; it is half set where they are mixed.
(function () {
  "use strict";
  var table = document.querySelector(".comparison[data-accept-all]");
  if (!table) { return; }

  function addBox(group) {
    var boxes = Array.from(group.querySelectorAll("input[name=accept]"));
    if (boxes.length < 2) { return; }
    var label = document.createElement("label");
    var all = document.createElement("input");
    var section = group.querySelector(".comparison__section");
    all.type = "checkbox";
    label.className = "comparison__all";
    label.append(all, " ", table.dataset.acceptAll.replace("{s}", section.textContent));

    function show() {
      var accepted = boxes.filter(function (box) { return box.checked; }).length;
      all.checked = accepted === boxes.length;
      all.indeterminate = accepted > 0 && accepted < boxes.length;
    }

    all.addEventListener("change", function () {
      boxes.forEach(function (box) { box.checked = all.checked; });
    });
    group.addEventListener("change", show);
    section.parentElement.append(label);
    show();
  }

  table.querySelectorAll(".comparison__rows").forEach(addBox);
})();
