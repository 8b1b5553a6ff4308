// n goes to the next stale text, p to the one before: on this page, then by the link over entries.
// No key is taken while somebody types or composes Chinese, and the keys can be switched off.
(function () {
  "use strict";
  var STORE = "atlas-stale-keys";
  function isOn() { try { return localStorage.getItem(STORE) !== "off"; } catch (error) { return true; } }
  function remember(on) { try { localStorage.setItem(STORE, on ? "on" : "off"); } catch (error) { /* then only for this page */ } }
  var on = isOn();

  function isTyping(target) {
    return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
  }
  function stale() { return Array.prototype.slice.call(document.querySelectorAll("[data-stale]")); }
  function cards() { return Array.prototype.slice.call(document.querySelectorAll(".tr-card")); }
  // The card with the focus, else the one that the address names, else none.
  function current() {
    var within = document.activeElement && document.activeElement.closest(".tr-card");
    return within || document.querySelector(".tr-card:target");
  }
  function show(card) {
    history.replaceState(null, "", "#" + card.id);
    card.focus();
    card.scrollIntoView({ block: "start" });
  }
  function follow(card, way) {
    var link = (card || document).querySelector("[data-" + way + "]");
    if (link) { location.assign(link.href); }
  }
  function go(way) {
    var here = current(), all = cards(), place = here ? all.indexOf(here) : -1;
    var found = stale().filter(function (card) {
      return way === "next" ? all.indexOf(card) > place : all.indexOf(card) < place;
    });
    var card = way === "next" ? found[0] : found[found.length - 1];
    if (card) { show(card); } else { follow(here || all[way === "next" ? all.length - 1 : 0], way); }
  }

  document.addEventListener("keydown", function (event) {
    if (!on || event.isComposing || event.keyCode === 229 || event.defaultPrevented) { return; }
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || isTyping(event.target)) { return; }
    if (event.key !== "n" && event.key !== "p") { return; }
    event.preventDefault();
    go(event.key === "n" ? "next" : "previous");
  });

  var help = document.querySelector("[data-keys-help]");
  if (!help) { return; }
  help.hidden = false;
  var button = help.querySelector("button");
  button.setAttribute("aria-pressed", String(on));
  button.addEventListener("click", function () {
    on = !on;
    remember(on);
    button.setAttribute("aria-pressed", String(on));
  });
  var target = document.querySelector(".tr-card:target");
  if (target) { target.focus(); }
})();
