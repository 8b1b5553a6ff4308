// Says who else has the form open, and whether somebody saved meanwhile. It blocks nobody.
(function () {
  "use strict";
  var EVERY = 20000;
  var notice = document.getElementById("desk-presence");
  var form = notice && notice.closest("form");
  if (!form) { return; }

  function show(answer) {
    if (typeof answer.message !== "string") { return; } // not the answer of the desk
    var words = [answer.message];
    if (String(answer.version) !== notice.dataset.version && answer.version !== null) { words.push(notice.dataset.moved); }
    var text = words.filter(Boolean).join(" ");
    if (notice.textContent !== text) { notice.textContent = text; } // else it would be read out again
    notice.hidden = !text;
  }

  function ask() {
    if (document.visibilityState === "hidden") { return; }
    window.desk.request(notice.dataset.url, { method: "POST" }).then(function (response) {
      return response.ok ? response.json().then(function (answer) { window.desk.calmly(function () { show(answer); }); }) : null;
    }).catch(function () {}); // not reached: the private copy says so
  }

  ask();
  setInterval(ask, EVERY);
  document.addEventListener("visibilitychange", ask);
})();
