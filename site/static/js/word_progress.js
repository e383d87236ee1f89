// The screen of a Word file that is being read: asks how far it is, then shows what was read.
// Without scripts the page comes again by itself.
const LOOK_MS = 500;
const LATER_MS = 3000;

const section = document.querySelector("[data-word-import]");
const sentence = section?.querySelector("[data-word-sentence]");
const bar = section?.querySelector("[data-word-bar]");

async function look() {
  let pause = LOOK_MS;
  try {
    const answer = await fetch(section.dataset.wordImport, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    const state = await answer.json();
    if (state.is_over) {
      window.location.reload();
      return;
    }
    if (sentence.textContent !== state.sentence) sentence.textContent = state.sentence;
    if (state.total) {
      bar.max = state.total;
      bar.value = state.done;
    }
  } catch {
    pause = LATER_MS; // the server may be starting anew
  }
  setTimeout(look, pause);
}

if (section) look();
