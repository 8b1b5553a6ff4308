// The text of a prose field as readers will see it, rendered by the server while it is written.
// Without this script the link beside the field leads to the preview page of what is saved.
(function () {
  "use strict";
  var words = document.getElementById("desk-words");
  if (!words) { return; }
  var running = new WeakMap();
  var waiting = new WeakMap();

  function labelOf(cell) {
    return cell.querySelector("label").textContent.trim().replace(/[:：]$/, "");
  }

  function upgrade(link) {
    var button = document.createElement("button");
    button.type = "button";
    button.className = "quiet-button cell__preview";
    button.setAttribute("aria-expanded", "false");
    button.setAttribute("aria-label", words.dataset.previewOf.replace("{s}", labelOf(link.closest(".cell"))));
    button.textContent = link.textContent;
    button.dataset.livePreview = "";
    link.replaceWith(button);
  }

  function makePane(cell) {
    var field = cell.querySelector("textarea");
    var pane = document.createElement("div");
    pane.className = "live-preview rendered";
    pane.id = field.id + "_preview";
    pane.lang = field.lang;
    pane.setAttribute("role", "region");
    pane.setAttribute("aria-label", words.dataset.previewOf.replace("{s}", labelOf(cell)));
    pane.setAttribute("aria-live", "off");
    cell.append(pane);
    return pane;
  }

  function say(pane, text) {
    var line = document.createElement("p");
    line.className = "live-preview__remark";
    line.lang = document.documentElement.lang;
    line.textContent = text;
    pane.replaceChildren(line);
  }

  function show(pane, response) {
    if (response.status === 413) { return say(pane, words.dataset.previewLong); }
    if (!response.ok || !response.headers.has("X-Desk-Rendered")) { return say(pane, words.dataset.previewFailed); }
    return response.text().then(function (html) {
      if (html.trim()) { pane.innerHTML = html; } else { say(pane, words.dataset.previewEmpty); }
    });
  }

  function render(cell) {
    var pane = cell.querySelector(".live-preview");
    var field = cell.querySelector("textarea");
    if (running.has(pane)) { running.get(pane).abort(); }
    var control = new AbortController();
    running.set(pane, control);
    window.desk.request(words.dataset.renderUrl, {
      method: "POST",
      body: new URLSearchParams({ text: field.value }),
      signal: control.signal
    }).then(function (response) { return show(pane, response); }).catch(function (error) {
      if (error.name !== "AbortError") { say(pane, words.dataset.previewFailed); }
    });
  }

  document.querySelectorAll("a[data-live-preview]").forEach(upgrade);
  document.addEventListener("click", function (event) {
    var button = event.target.closest("button[data-live-preview]");
    if (!button) { return; }
    var cell = button.closest(".cell");
    var pane = cell.querySelector(".live-preview") || makePane(cell);
    var open = button.getAttribute("aria-expanded") !== "true";
    pane.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
    button.setAttribute("aria-controls", pane.id);
    if (open) { render(cell); }
  });
  document.addEventListener("input", function (event) {
    var cell = event.target.closest && event.target.closest(".cell");
    var pane = cell && cell.querySelector(".live-preview");
    if (!pane || pane.hidden) { return; }
    clearTimeout(waiting.get(pane));
    waiting.set(pane, setTimeout(function () { render(cell); }, 300));
  });
})();
