// A form that was carried through the login page goes where it was meant for.
(function () {
  "use strict";
  var form = document.getElementById("send-again");
  // The form may hold a field named "submit", which would hide the method of that name.
  if (form) { HTMLFormElement.prototype.submit.call(form); }
})();
