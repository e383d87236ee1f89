// Text size, read-aloud and print. Every page reads well without this file: controls that need it are
// `hidden` in the markup and shown here only when the browser can serve them.

const STORAGE_KEY = "text-size";
const SIZES = ["normal", "large", "largest"];
const root = document.documentElement;

function storedSize() {
  try {
    const size = localStorage.getItem(STORAGE_KEY);
    return SIZES.includes(size) ? size : "normal";
  } catch {
    return "normal"; // storage is switched off: the choice lasts for this page only
  }
}

function applySize(size) {
  root.dataset.textSize = size;
  for (const button of document.querySelectorAll("[data-text-size-choice]")) {
    button.setAttribute("aria-pressed", String(button.dataset.textSizeChoice === size));
  }
}

function chooseSize(size) {
  applySize(size);
  try {
    localStorage.setItem(STORAGE_KEY, size);
  } catch {
    // Nothing to do: see storedSize.
  }
}

function vietnameseVoice() {
  return window.speechSynthesis?.getVoices().find((voice) => voice.lang.toLowerCase().startsWith("vi"));
}

// Paragraph by paragraph: some browsers stop an utterance that lasts longer than about fifteen seconds.
function readAloud(button) {
  const speech = window.speechSynthesis;
  if (speech.speaking) {
    speech.cancel();
    button.setAttribute("aria-pressed", "false");
    return;
  }
  const parts = [...document.querySelectorAll("[data-readable] :is(h2, h3, p, li, figcaption)")]
    .filter((part) => !part.querySelector("p"))
    .map((part) => part.innerText.trim())
    .filter(Boolean);
  parts.forEach((part, index) => {
    const utterance = new SpeechSynthesisUtterance(part);
    utterance.voice = vietnameseVoice();
    utterance.lang = "vi-VN";
    if (index === parts.length - 1) {
      utterance.onend = () => button.setAttribute("aria-pressed", "false");
    }
    speech.speak(utterance);
  });
  button.setAttribute("aria-pressed", String(parts.length > 0));
}

function showServedControls() {
  const served = {
    "[data-text-size-choice]": true,
    "[data-print]": true,
    "[data-read-aloud]": Boolean(vietnameseVoice()),
  };
  for (const [selector, isServed] of Object.entries(served)) {
    for (const control of document.querySelectorAll(selector)) control.hidden = !isServed;
  }
}

function start() {
  applySize(storedSize());
  showServedControls();
  window.speechSynthesis?.addEventListener("voiceschanged", showServedControls);
}

document.addEventListener("click", (event) => {
  const control = event.target.closest("[data-text-size-choice], [data-print], [data-read-aloud]");
  if (!control) return;
  if (control.dataset.textSizeChoice) chooseSize(control.dataset.textSizeChoice);
  else if ("print" in control.dataset) window.print();
  else readAloud(control);
});

// A voice that goes on speaking on the next page cannot be stopped from there.
window.addEventListener("pagehide", () => window.speechSynthesis?.cancel());

applySize(storedSize()); // before the first paint, so that no text moves
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();
