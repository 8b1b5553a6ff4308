// All rows of a section opened or closed at once; and a row opens by itself when a link, an error
// or the browser's own search leads into it.
(function () {
  "use strict";
  var words = document.getElementById("desk-words");
  if (!words) { return; }

  function rowsOf(group) {
    return Array.from(group.querySelectorAll(".inline-related:not(.empty-form) > details.row"));
  }

  function addButton(group) {
    var heading = group.querySelector(".inline-heading");
    if (!heading || rowsOf(group).length < 2) { return; }
    var button = document.createElement("button");
    button.type = "button";
    button.className = "quiet-button inline-toggle";
    button.setAttribute("aria-describedby", heading.id);
    function name() {
      var closed = rowsOf(group).some(function (row) { return !row.open; });
      button.textContent = closed ? words.dataset.openAll : words.dataset.closeAll;
      return closed;
    }
    button.addEventListener("click", function () {
      var open = name();
      rowsOf(group).forEach(function (row) { row.open = open; });
      name();
    });
    group.addEventListener("toggle", name, true);
    heading.after(button);
    name();
  }

  function openAround(element) {
    for (var row = element && element.closest("details"); row; row = row.parentElement.closest("details")) {
      row.open = true;
    }
  }

  function followHash() {
    openAround(location.hash.length > 1 && document.getElementById(location.hash.slice(1)));
  }

  document.querySelectorAll(".js-inline-admin-formset").forEach(addButton);
  window.addEventListener("hashchange", followHash);
  followHash();
})();
