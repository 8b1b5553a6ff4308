// Copies of unsaved text in this browser, for the time until the server has it: a crash, a network that
// is gone and a session that ended lose nothing. What an earlier page left behind is sent to the
// server, as unsaved text of the same person, as soon as any page of the desk opens.
(function () {
  "use strict";
  var desk = window.desk;
  var KEPT_FOR = 60 * 24 * 3600 * 1000; // as long as the server keeps unsaved texts
  var WHOLE = "desk-copy/";
  var mine = WHOLE + desk.person() + "/";

  function read(key) {
    try { return JSON.parse(localStorage.getItem(key)); } catch (error) { return null; }
  }
  function drop(key) {
    try { localStorage.removeItem(key); } catch (error) { /* storage is off: there is no copy */ }
  }
  function keys() {
    try {
      return Object.keys(localStorage).filter(function (key) { return key.indexOf(WHOLE) === 0; });
    } catch (error) { return []; }
  }

  // Pairs of names and values, without what says nothing of the text.
  function content(form) {
    return Array.from(new FormData(form)).filter(function (pair) {
      return typeof pair[1] === "string" && pair[0][0] !== "_" && pair[0] !== "csrfmiddlewaretoken";
    });
  }
  function encode(pairs) { return new URLSearchParams(pairs).toString(); }
  function text(body) { // what somebody wrote, without the state that the form had shown
    return encode(Array.from(new URLSearchParams(body)).filter(function (pair) { return pair[0] !== "opened"; }));
  }

  // The copy of one form that is open now.
  function copyOf(url) {
    var key = mine + Date.now().toString(36) + Math.random().toString(36).slice(2);
    var isKept = false;
    return {
      key: key,
      isKept: function () { return isKept; },
      keep: function (body, submitted) {
        var copy = { url: url, page: location.pathname, body: body, at: Date.now(), submitted: submitted || false };
        try { localStorage.setItem(key, JSON.stringify(copy)); isKept = true; } catch (error) { isKept = false; }
      },
      drop: function () { drop(key); isKept = false; }
    };
  }

  // Whether the server has it: only its own word for when it was kept counts.
  function isSaved(response) {
    return response.ok ? response.json().then(function (answer) {
      return Number.isNaN(Date.parse(answer.saved_at)) ? null : answer.saved_at;
    }).catch(function () { return null; }) : Promise.resolve(null);
  }

  window.deskCopies = { content: content, copyOf: copyOf, encode: encode, isSaved: isSaved, text: text };

  var words = document.getElementById("desk-copies");
  if (!words || !desk.person()) { return; }

  function say(sentence, copy) {
    var line = document.createElement("p");
    line.className = "desk-notice desk-notice--text";
    line.append(sentence.replace("{t}", new Date(copy.at).toLocaleString(document.documentElement.lang)), " ");
    var link = document.createElement("a");
    link.href = words.dataset.list;
    link.textContent = words.dataset.look;
    line.append(link);
    words.append(line);
    words.hidden = false;
    return line;
  }

  function show(key, copy) { // what the server does not take can at least be read and copied
    var line = say(words.dataset.stuck, copy);
    var field = document.createElement("textarea");
    var button = document.createElement("button");
    line.querySelector("a").remove();
    field.readOnly = true;
    field.rows = 8;
    field.setAttribute("aria-label", words.dataset.text);
    field.value = Array.from(new URLSearchParams(text(copy.body))).filter(function (pair) { return pair[1]; })
      .map(function (pair) { return pair[0] + ": " + pair[1]; }).join("\n");
    button.type = "button";
    button.className = "quiet-button";
    button.textContent = words.dataset.discard;
    button.addEventListener("click", function () { drop(key); line.remove(); field.remove(); });
    line.append(button);
    line.after(field);
  }

  function isDone(copy) {
    var form = document.querySelector("form:has(#desk-autosave)");
    var isHere = form && copy.page === location.pathname;
    return (copy.submitted && document.querySelector(".messagelist .success"))
      || (isHere && text(copy.body) === text(encode(content(form))));
  }

  function deliver(key) {
    var copy = read(key);
    if (!copy || Date.now() - copy.at > KEPT_FOR) { return drop(key); }
    if (key.indexOf(mine) !== 0) { return undefined; } // of somebody else who uses this browser
    if (isDone(copy)) { return drop(key); }
    return desk.request(copy.url, { method: "POST", body: new URLSearchParams(copy.body) }).then(function (response) {
      if (response.status === 401) { return undefined; }
      return isSaved(response).then(function (at) {
        if (!at) { return show(key, copy); }
        drop(key);
        if (copy.page === location.pathname && !document.querySelector(".save-bar__unsaved:not([hidden])")) {
          return location.reload(); // the page offers it as unsaved text
        }
        return say(words.dataset.found, copy);
      });
    }).catch(function () { /* not reached: it stays here, and is sent another time */ });
  }

  window.addEventListener("load", function () { keys().forEach(deliver); });
})();
