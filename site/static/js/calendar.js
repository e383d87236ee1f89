// "Lịch đăng": dragging to another day, the small form for everybody who does not drag, and copying the address.
// Without scripts the links lead to the same form on a page of its own.
// A browser shows the day as its own language writes it, so the day also stands there in words.
const IN_WORDS = new Intl.DateTimeFormat("vi-VN", { weekday: "long", day: "numeric", month: "numeric", year: "numeric", timeZone: "UTC" });
const dialog = document.querySelector("[data-calendar-dialog]");
const form = dialog?.querySelector("form");
let dragged = null;

function sayDay(field) {
  const words = field.closest("form").querySelector("[data-calendar-words]");
  const day = new Date(`${field.value}T00:00:00Z`);
  words.textContent = Number.isNaN(day.getTime()) ? "" : IN_WORDS.format(day);
}

function fill(entry, day, isDragged) {
  form.elements.bai.value = entry.dataset.calendarEntry;
  form.elements.thay.value = entry.dataset.seen ?? "";
  form.elements.ngay.value = day ?? entry.dataset.day ?? "";
  form.elements.gio.value = entry.dataset.time ?? "07:30";
  form.elements.keo.value = isDragged ? "1" : "";
  sayDay(form.elements.ngay);
}

function ask(entry, day) {
  fill(entry, day, false);
  dialog.dataset.showing = entry.dataset.seen ? "planned" : "draft";
  dialog.querySelector("[data-calendar-title]").textContent = entry.dataset.title;
  dialog.showModal();
  form.elements.ngay.focus();
}

function drop(entry, day) {
  if (entry.dataset.day === day && entry.dataset.seen) return;
  if (!entry.dataset.seen) return ask(entry, day);
  fill(entry, day, true); // the time of day stays
  form.requestSubmit();
}

for (const entry of document.querySelectorAll("[data-calendar-entry]")) {
  entry.addEventListener("dragstart", (event) => {
    dragged = entry;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", entry.dataset.title);
    entry.classList.add("calendar-dragged");
  });
  entry.addEventListener("dragend", () => {
    dragged = null;
    entry.classList.remove("calendar-dragged");
  });
  entry.querySelector(".calendar-entry-move")?.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    ask(entry);
  });
}

for (const day of document.querySelectorAll("[data-calendar-day]")) {
  day.addEventListener("dragover", (event) => {
    if (!dragged) return;
    event.preventDefault();
    day.classList.add("calendar-over");
  });
  day.addEventListener("dragleave", (event) => {
    if (!day.contains(event.relatedTarget)) day.classList.remove("calendar-over");
  });
  day.addEventListener("drop", (event) => {
    day.classList.remove("calendar-over");
    if (!dragged) return;
    event.preventDefault();
    drop(dragged, day.dataset.calendarDay);
  });
}

for (const field of document.querySelectorAll("input[name=ngay][type=date]")) {
  sayDay(field);
  field.addEventListener("input", () => sayDay(field));
}

dialog?.querySelector("[data-calendar-dismiss]").addEventListener("click", () => dialog.close());
