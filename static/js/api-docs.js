// Swagger UI speaks English only. Its own words are put into the language of the page as they
// appear; what the description says is in that language already.
const entries = [...document.querySelectorAll("#swagger-words dt")];
const words = new Map(entries.map((word) => [word.textContent, word.nextElementSibling.textContent]));
const SPOKEN = ["aria-label", "placeholder", "title"];
const VERBATIM = "pre, code, textarea, option, .opblock-summary-path, .parameter__name:not(h4)";

function translateText(text) {
  const word = text.data.trim();
  if (words.has(word) && !text.parentElement?.closest(VERBATIM)) {
    text.data = text.data.replace(word, words.get(word));
  }
}

function translateElement(element) {
  for (const name of SPOKEN) {
    const word = element.getAttribute(name);
    if (words.has(word)) element.setAttribute(name, words.get(word));
  }
  for (const child of element.childNodes) translate(child);
}

function translate(node) {
  if (node.nodeType === Node.TEXT_NODE) translateText(node);
  else if (node.nodeType === Node.ELEMENT_NODE) translateElement(node);
}

if (words.size) {
  new MutationObserver((changes) => {
    for (const { target, addedNodes } of changes) for (const node of [...addedNodes, target]) translate(node);
  }).observe(document.getElementById("swagger-ui"), {
    attributeFilter: SPOKEN,
    characterData: true,
    childList: true,
    subtree: true,
  });
}
