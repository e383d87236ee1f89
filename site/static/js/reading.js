// The reader's text size, set before the first paint, and the button that prints. Where scripts do not run,
// css/reading.css shows neither.

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

document.addEventListener("click", (event) => {
  const control = event.target.closest("[data-text-size-choice], [data-print]");
  if (control?.dataset.textSizeChoice) chooseSize(control.dataset.textSizeChoice);
  else if (control) window.print();
});

applySize(storedSize()); // before the first paint, so that no text moves
if (document.readyState === "loading") {
  document.addEventListener("DOMContentLoaded", () => applySize(storedSize())); // the buttons
}
