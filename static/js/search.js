// Suggest names while somebody types in a search box, as an ARIA combobox with a list.
// Without this script the form searches just the same. Nothing happens while an input method composes:
// its arrow keys, Enter and Escape belong to it.
(function () {
  "use strict";
  var PAUSE = 120; // milliseconds without a key; a request for every key would mostly be wasted

  function composes(event) { return event.isComposing || event.keyCode === 229; }

  function textOf(parts) {
    var span = document.createElement("span");
    parts.forEach(function (part) {
      var node = document.createElement(part[1] ? "mark" : "span");
      node.textContent = part[0];
      span.append(node);
    });
    return span;
  }

  function optionOf(found, id) {
    var option = document.createElement("li");
    option.id = id;
    option.className = "search-form__option";
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.dataset.url = found.url;
    option.append(textOf(found.name));
    if (found.other_name.length) {
      var other = textOf(found.other_name);
      other.className = "search-form__other";
      option.append(" ", other);
    }
    var kind = document.createElement("span");
    kind.className = "search-form__kind";
    kind.textContent = found.kind;
    option.append(" ", kind);
    return option;
  }

  function start(form) {
    var box = form.querySelector("[role=combobox], input[name=q]");
    var list = form.querySelector("[role=listbox]");
    var status = form.querySelector("[data-status]");
    var timer = 0;
    var request = null;
    var active = -1;

    function options() { return list.querySelectorAll("[role=option]"); }

    function close() {
      clearTimeout(timer);
      if (request) { request.abort(); request = null; }
      list.hidden = true;
      box.setAttribute("aria-expanded", "false");
      choose(-1);
    }

    function choose(number) {
      active = number;
      options().forEach(function (option, place) {
        option.setAttribute("aria-selected", String(place === number));
        if (place === number) { option.scrollIntoView({ block: "nearest" }); }
      });
      if (number < 0) { box.removeAttribute("aria-activedescendant"); }
      else { box.setAttribute("aria-activedescendant", options()[number].id); }
    }

    function show(found) {
      list.replaceChildren.apply(list, found.map(function (one, place) {
        return optionOf(one, list.id + "-" + place);
      }));
      choose(-1);
      list.hidden = !found.length;
      box.setAttribute("aria-expanded", String(!list.hidden));
      status.textContent = found.length ? form.dataset.some.replace("#", found.length) : form.dataset.none;
    }

    function ask() {
      var typed = box.value.trim();
      if (request) { request.abort(); }
      if (!typed) { status.textContent = ""; close(); return; }
      var mine = request = new AbortController();
      fetch(form.dataset.suggestions + "?q=" + encodeURIComponent(typed), { signal: mine.signal, credentials: "omit" })
        .then(function (response) { return response.ok ? response.json() : { suggestions: [] }; })
        .then(function (answer) { if (request === mine) { show(answer.suggestions); } })
        .catch(function (error) { if (error.name !== "AbortError") { close(); } }); // offline: no suggestions
    }

    function askSoon() {
      clearTimeout(timer);
      timer = setTimeout(ask, PAUSE);
    }

    function move(step) {
      var count = options().length;
      if (list.hidden) {
        if (count && box.value.trim()) { list.hidden = false; box.setAttribute("aria-expanded", "true"); }
        else { return askSoon(); }
      }
      var last = count - 1;
      var next = active + step;
      choose(next > last ? -1 : next < -1 ? last : next);
    }

    var keys = {
      ArrowDown: function () { move(1); return true; },
      ArrowUp: function () { move(-1); return true; },
      Enter: function () {
        if (list.hidden || active < 0) { return false; } // the form submits
        location.assign(options()[active].dataset.url);
        return true;
      },
      Escape: function () {
        if (list.hidden) { return false; } // the browser empties the box
        close();
        return true;
      }
    };

    box.setAttribute("role", "combobox");
    box.setAttribute("aria-autocomplete", "list");
    box.setAttribute("aria-controls", list.id);
    box.setAttribute("aria-expanded", "false");

    var composing = false;
    box.addEventListener("compositionstart", function () { composing = true; clearTimeout(timer); });
    box.addEventListener("compositionend", function () { composing = false; askSoon(); });
    box.addEventListener("input", function (event) { if (!composing && !event.isComposing) { askSoon(); } });
    box.addEventListener("keydown", function (event) {
      if (composing || composes(event)) {
        if (event.key === "Enter") { event.preventDefault(); } // it ends the composition, and no more
        return;
      }
      if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) { return; }
      var act = keys[event.key];
      if (act && act()) { event.preventDefault(); }
    });
    form.addEventListener("submit", function (event) { if (composing) { event.preventDefault(); } });
    box.addEventListener("blur", close);
    list.addEventListener("mousedown", function (event) { event.preventDefault(); }); // keep the focus in the box
    list.addEventListener("click", function (event) {
      var option = event.target.closest("[role=option]");
      if (option) { location.assign(option.dataset.url); }
    });
  }

  document.querySelectorAll("form[data-suggestions]").forEach(start);
})();
