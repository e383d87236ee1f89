// The buttons of the reader's text size, which base.html has set before the first paint, and the one that prints.
// Where scripts do not run, css/reading.css shows neither.

const STORAGE_KEY = "text-size";
const SIZES = ["normal", "large", "largest"];
const root = document.documentElement;

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
    // Storage is switched off: the choice lasts for this page only.
  }
}

document.addEventListener("click", (event) => {
  const control = event.target.closest("[data-text-size-choice], [data-print]");
  if (control?.dataset.textSizeChoice) chooseSize(control.dataset.textSizeChoice);
  else if (control) window.print();
});

applySize(SIZES.includes(root.dataset.textSize) ? root.dataset.textSize : "normal");
