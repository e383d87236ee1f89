// In the grid of a week's reading the up and down arrows, and Enter, go along a column; Tab goes along the row by
// itself. Without this script Enter saves, as in any form.

const grid = document.querySelector("[data-reading-grid]");
const STEPS = { ArrowUp: -1, ArrowDown: 1, Enter: 1 };

grid?.addEventListener("keydown", (event) => {
  const step = STEPS[event.key];
  const cell = event.target.closest("td, th");
  if (!step || !cell || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  const rows = [...grid.rows].filter((row) => row.querySelector("input[type=text]"));
  const next = rows[rows.indexOf(cell.parentElement) + step];
  const box = next?.cells[cell.cellIndex].querySelector("input[type=text]");
  // Below the last row Enter goes to the button, so that a second Enter saves.
  const target = box ?? (event.key === "Enter" ? grid.closest("form").querySelector("[type=submit]") : null);
  event.preventDefault();
  target?.focus();
  box?.select();
});
