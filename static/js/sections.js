// The list of sections counts the rows as they are added and removed, and marks where one is.
(function () {
  "use strict";
  var list = document.querySelector(".form-sections");
  if (!list) { return; }

  function linkTo(id) { return list.querySelector('a[href="#' + CSS.escape(id) + '"]'); }

  function count(event) {
    var group = document.getElementById(event.detail.formsetName + "-group");
    var link = group && linkTo(group.id);
    if (!link) { return; }
    var rows = group.querySelectorAll(".inline-related:not(.empty-form)").length;
    link.querySelector(".form-sections__rows").textContent = rows;
  }

  function mark(entries) {
    entries.forEach(function (entry) {
      var link = linkTo(entry.target.id);
      if (!link || !entry.isIntersecting) { return; }
      list.querySelectorAll("[aria-current]").forEach(function (one) { one.removeAttribute("aria-current"); });
      link.setAttribute("aria-current", "location");
    });
  }

  document.addEventListener("formset:added", count);
  document.addEventListener("formset:removed", count);
  var watch = new IntersectionObserver(mark, { rootMargin: "-25% 0px -70% 0px" });
  list.querySelectorAll("a").forEach(function (link) {
    var section = document.getElementById(link.hash.slice(1));
    if (section) { watch.observe(section); }
  });
})();
