// Where a Word file is dropped or chosen: sends it with its progress, then goes to the screen that reads it.
// Without scripts the form of the screen, or the link of the panel, does the same.
const SIGNED_OUT = 200; // an answer that is a page: the sign-in form
const REFUSED = 403;
const TOO_LARGE = 413;

function setUp(zone) {
  const form = zone.closest("[data-word-form]");
  const box = form ? form.querySelector("input[type=file]") : zone.querySelector("[data-word-file]");
  const progress = zone.querySelector("[data-word-progress]");
  const sentence = zone.querySelector("[data-word-sentence]");
  const bar = zone.querySelector("[data-word-bar]");
  const error = zone.querySelector("[data-word-error]");
  const plain = form?.querySelector("[data-word-unscripted]");
  let sending = false;

  if (plain) plain.hidden = true; // the zone does all of it

  function fail(words) {
    sending = false;
    progress.hidden = true;
    error.textContent = words;
    error.hidden = false;
    if (box) box.value = "";
  }

  function answered(request) {
    let answer = null;
    try {
      answer = JSON.parse(request.responseText);
    } catch {
      // a page, or nothing
    }
    if (answer?.url) window.location.assign(answer.url);
    else if (answer?.errors) fail(answer.errors.join(" "));
    else if (request.status === REFUSED) fail(zone.dataset.refused);
    else if (request.status === TOO_LARGE) fail(zone.dataset.tooLarge);
    else if (request.status === SIGNED_OUT) fail(zone.dataset.signedOut);
    else fail(zone.dataset.cutOff);
  }

  function send(file) {
    if (!file || sending) return;
    error.hidden = true;
    if (file.size > Number(zone.dataset.mostBytes)) {
      fail(zone.dataset.tooLarge);
      return;
    }
    sending = true;
    const request = new XMLHttpRequest();
    const content = new FormData();
    content.append("file", file);
    request.open("POST", zone.dataset.url);
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("X-CSRFToken", window.wagtailConfig.CSRF_TOKEN);
    request.upload.addEventListener("progress", (event) => {
      const percent = event.total ? Math.floor((100 * event.loaded) / event.total) : 0;
      bar.value = percent;
      sentence.textContent =
        percent < 100 ? zone.dataset.sending.replace("%s", String(percent)) : zone.dataset.received;
    });
    request.addEventListener("load", () => answered(request));
    request.addEventListener("error", () => fail(zone.dataset.cutOff));
    sentence.textContent = zone.dataset.sending.replace("%s", "0");
    bar.value = 0;
    progress.hidden = false;
    request.send(content);
  }

  for (const kind of ["dragenter", "dragover"]) {
    zone.addEventListener(kind, (event) => {
      if (!event.dataTransfer.types.includes("Files")) return;
      event.preventDefault();
      zone.classList.add("word-drop-over");
    });
  }
  for (const kind of ["dragleave", "drop"]) {
    zone.addEventListener(kind, () => zone.classList.remove("word-drop-over"));
  }
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    send(event.dataTransfer.files[0]);
  });
  zone.querySelector("[data-word-choose]")?.addEventListener("click", (event) => {
    event.preventDefault();
    box.click();
  });
  box?.addEventListener("change", (event) => {
    event.stopPropagation(); // the form of the page must not take the file for a change of its own
    send(box.files[0]);
  });
  box?.addEventListener("input", (event) => event.stopPropagation());
  form?.addEventListener("submit", (event) => {
    if (!box.files[0]) return; // the server says what is missing
    event.preventDefault();
    send(box.files[0]);
  });
}

document.querySelectorAll("[data-word-drop]").forEach(setUp);
