// The page of a print job: asks how far it is until it is over. Without scripts the page comes again by itself.
const LOOK_MS = 500;
const LATER_MS = 3000;

const section = document.querySelector("[data-print-job]");
const sentence = section?.querySelector("[data-print-job-sentence]");
const bar = section?.querySelector("[data-print-job-bar]");
const file = section?.querySelector("[data-print-job-file]");

function show(job) {
  section.dataset.state = job.state;
  if (sentence.textContent !== job.sentence) sentence.textContent = job.sentence;
  if (job.is_over) {
    bar?.remove();
  } else if (bar && job.total) {
    bar.max = job.total;
    bar.value = job.done;
  }
  if (job.file_url) {
    file.href = job.file_url;
    file.hidden = false;
    file.focus();
  }
}

async function look() {
  let pause = LOOK_MS;
  try {
    const answer = await fetch(section.dataset.printJob, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    const job = await answer.json();
    show(job);
    if (job.is_over) return;
  } catch {
    pause = LATER_MS; // the server may be starting anew
  }
  setTimeout(look, pause);
}

if (section && bar) look();
