// How long a text is: Chinese in characters, English in words and characters, without white space.
// Above the usual length a calm hint, which is said aloud once, when the text crosses it.
(function () {
  "use strict";
  var words = document.getElementById("desk-words");
  if (!words) { return; }
  var status = document.getElementById("desk-status");

  function characters(text) { return Array.from(text.replace(/\s/g, "")).length; }

  function wordsIn(text) {
    return (text.match(/[\p{L}\p{N}]+(?:['’.\-][\p{L}\p{N}]+)*/gu) || []).length;
  }

  function fieldOf(counter) {
    return counter.closest(".cell").querySelector("textarea, input[type=text]");
  }

  function update(counter) {
    var field = fieldOf(counter);
    var english = counter.dataset.count === "en";
    var length = english ? wordsIn(field.value) : characters(field.value);
    var usual = Number(field.dataset.usual);
    var isLong = usual > 0 && length > usual;
    var text = (english ? words.dataset.words : words.dataset.characters)
      .replace("{w}", length).replace("{n}", characters(field.value));
    if (isLong) { text += " · " + words.dataset.longer.replace("{u}", usual); }
    counter.textContent = text;
    return isLong;
  }

  function counterOf(target) {
    var cell = target.closest && target.closest(".cell");
    return cell && cell.querySelector("[data-count]");
  }

  function describe(field, counter) {
    counter.id = field.id + "_count";
    var said = (field.getAttribute("aria-describedby") || "").split(" ").filter(function (id) {
      return id && !/_count$/.test(id);
    });
    field.setAttribute("aria-describedby", said.concat(counter.id).join(" "));
  }

  function typed(event) {
    var counter = counterOf(event.target);
    if (!counter || event.isComposing) { return; }
    var isLong = update(counter);
    if (isLong && counter.dataset.long !== "true" && status) { status.textContent = counter.textContent; }
    counter.dataset.long = String(isLong);
  }

  document.addEventListener("input", typed);
  document.addEventListener("compositionend", typed);
  document.addEventListener("focusin", function (event) {
    var counter = counterOf(event.target);
    if (counter && fieldOf(counter) === event.target) { describe(event.target, counter); }
  });
  document.addEventListener("formset:added", function (event) {
    event.target.querySelectorAll("[data-count]").forEach(update);
  });
  document.querySelectorAll("[data-count]").forEach(function (counter) {
    counter.dataset.long = String(update(counter));
  });
})();
