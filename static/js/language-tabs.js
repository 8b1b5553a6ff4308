// On a narrow screen the two languages of a form stand in tabs, one shown at a time. Without this
// script, and on a wide screen, both are shown. `desk:show-language` asks for one: detail "zh", "en".
(function () {
  "use strict";
  var words = document.getElementById("desk-words");
  var form = words && words.closest("form");
  var panel = form && form.querySelector(":scope > div:last-of-type");
  if (!panel || !panel.querySelector("[data-language]")) { return; }
  var narrow = window.matchMedia("(max-width: 47.99rem)");
  var order = document.documentElement.lang.indexOf("en") === 0 ? ["en", "zh"] : ["zh", "en"];
  var names = { zh: words.dataset.chinese, en: words.dataset.english };
  var list = document.createElement("div");
  var tabs = {};

  function errorsIn(language) {
    return panel.querySelectorAll('[data-language="' + language + '"] .errorlist').length;
  }

  function makeTab(language) {
    var tab = document.createElement("button");
    var errors = errorsIn(language);
    tab.type = "button";
    tab.className = "language-tabs__tab";
    tab.id = "language-tab-" + language;
    tab.setAttribute("role", "tab");
    tab.setAttribute("aria-controls", panel.id);
    tab.textContent = names[language] + (errors ? " (" + words.dataset.errors + ": " + errors + ")" : "");
    tab.addEventListener("click", function () { show(language); });
    tabs[language] = tab;
    list.append(tab);
  }

  function show(language) {
    panel.dataset.shows = language;
    panel.setAttribute("aria-labelledby", tabs[language].id);
    order.forEach(function (one) {
      tabs[one].setAttribute("aria-selected", String(one === language));
      tabs[one].tabIndex = one === language ? 0 : -1;
    });
    try { sessionStorage.setItem("desk-language", language); } catch (error) { /* storage is off */ }
  }

  function remembered() {
    try { return sessionStorage.getItem("desk-language"); } catch (error) { return null; }
  }

  function move(event) {
    var steps = { ArrowLeft: -1, ArrowRight: 1 };
    var at = order.indexOf(panel.dataset.shows);
    var next = event.key === "Home" ? 0 : event.key === "End" ? order.length - 1
      : event.key in steps ? (at + steps[event.key] + order.length) % order.length : null;
    if (next === null) { return; }
    event.preventDefault();
    show(order[next]);
    tabs[order[next]].focus();
  }

  function fit() {
    list.hidden = !narrow.matches;
    if (narrow.matches) {
      panel.setAttribute("role", "tabpanel");
      show(panel.dataset.shows || (names[remembered()] ? remembered() : order[0]));
    } else {
      ["role", "aria-labelledby", "data-shows"].forEach(function (name) { panel.removeAttribute(name); });
    }
  }

  panel.id = panel.id || "language-panel";
  list.className = "language-tabs";
  list.setAttribute("role", "tablist");
  list.setAttribute("aria-label", words.dataset.languages);
  list.addEventListener("keydown", move);
  order.forEach(makeTab);
  panel.before(list);
  document.addEventListener("desk:show-language", function (event) {
    if (narrow.matches && tabs[event.detail]) { show(event.detail); }
  });
  narrow.addEventListener("change", fit);
  fit();
})();
