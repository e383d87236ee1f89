// The writers' form: says before sending that the files are too heavy together, and while sending that it takes a while.
// Without scripts the server says the former, and the browser shows the latter.
const PRESSED_AGAIN = 20_000; // milliseconds; who has stopped the sending may press once more
const form = document.querySelector("form[data-most-bytes]");

if (form) {
  const tooMuch = form.querySelector("[data-too-much]");
  const sending = form.querySelector("[data-sending]");
  const button = form.querySelector("button[type=submit]");

  form.addEventListener("submit", (event) => {
    let bytes = 0;
    for (const box of form.querySelectorAll("input[type=file]")) {
      for (const file of box.files) bytes += file.size;
    }
    tooMuch.hidden = bytes <= Number(form.dataset.mostBytes);
    if (!tooMuch.hidden) {
      event.preventDefault();
      return;
    }
    sending.hidden = bytes === 0;
    button.disabled = true; // a second press would begin the sending anew
    setTimeout(ready, PRESSED_AGAIN);
  });

  function ready() {
    button.disabled = false;
    sending.hidden = true;
  }

  window.addEventListener("pageshow", ready); // back by the browser's button
}
