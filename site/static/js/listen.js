// "Nghe bài": the browser's own Vietnamese voice reads title, lead and text, and the paragraph at hand is marked.
// The buttons show only where there is such a voice (css/reading.css).

const PARTS = "main h1, main .lead, [data-readable] :is(h2, h3, h4, p, li, figcaption, caption, tr)";
const SKIPPED = "nav, button, .notice, .viewer, .visually-hidden";
const LONGEST = 180; // letters at once: some browsers stop an utterance after about fifteen seconds
const speech = window.speechSynthesis;
const box = document.querySelector("[data-listen]");
const play = box?.querySelector("[data-listen-play]");
const stop = box?.querySelector("[data-listen-stop]");
const place = box?.querySelector("[data-listen-place]");

let pieces = []; // {part, text}: pieces of text in order, each of one element
let at = 0;
let state = "idle"; // idle, playing, paused
let turn = 0; // an utterance that was cancelled still reports its end: only the newest counts

function voice() {
  return speech?.getVoices().find((one) => one.lang.toLowerCase().startsWith("vi"));
}

function sentences(text) {
  const found = [];
  for (const sentence of text.split(/([.!?…:;]["”)]*)\s+/)) {
    const last = found.length - 1;
    const isEnd = /^[.!?…:;]["”)]*$/.test(sentence);
    if (isEnd) found[last] += sentence;
    else if (last >= 0 && found[last].length + sentence.length < LONGEST) found[last] += ` ${sentence}`;
    else if (sentence) found.push(sentence);
  }
  return found;
}

function readable() {
  const parts = [...document.querySelectorAll(PARTS)].filter(
    (part) => !part.closest(SKIPPED) && !part.querySelector("p, li") && part.getClientRects().length,
  );
  return parts.flatMap((part) => {
    // The cells of a row are read with a pause between them.
    const text = part.matches("tr")
      ? [...part.cells].map((cell) => cell.innerText.trim()).filter(Boolean).join(", ")
      : part.innerText;
    return sentences(text.replace(/\s+/g, " ").trim()).map((sentence) => ({ part, text: sentence }));
  });
}

function isInView(part) {
  const { top, bottom } = part.getBoundingClientRect();
  return bottom > 0 && top < window.innerHeight;
}

function mark(part) {
  const before = document.querySelector(".is-being-read");
  if (before === part) return;
  before?.classList.remove("is-being-read");
  if (!part) return;
  part.classList.add("is-being-read");
  // Who has scrolled elsewhere is left there.
  if ((!before || isInView(before)) && !isInView(part)) part.scrollIntoView({ block: "center" });
}

function show(next) {
  state = next;
  for (const words of play.querySelectorAll("[data-when]")) words.hidden = words.dataset.when !== state;
  box.classList.toggle("is-active", state !== "idle");
  stop.hidden = place.hidden = state === "idle";
  place.removeAttribute("role");
  if (state === "idle") mark(null);
  else place.textContent = `Đoạn ${at + 1} trên ${pieces.length}`;
}

function speak() {
  const mine = ++turn;
  if (at >= pieces.length) {
    finish();
    return;
  }
  show("playing");
  mark(pieces[at].part);
  const utterance = new SpeechSynthesisUtterance(pieces[at].text);
  utterance.voice = voice();
  utterance.lang = "vi-VN";
  utterance.onend = () => {
    if (mine !== turn) return;
    at += 1;
    speak();
  };
  utterance.onerror = () => {
    if (mine !== turn) return;
    finish();
    // A voice that comes over the network, and no network.
    place.textContent = "Máy không đọc được. Bạn thử lại sau.";
    place.setAttribute("role", "alert");
    place.hidden = false;
  };
  speech.speak(utterance);
}

// Not speech.pause(): on Android it ends the utterance and nothing goes on afterwards.
function pause() {
  turn += 1;
  speech.cancel();
  show("paused");
}

function finish() {
  const hadFocus = stop === document.activeElement;
  turn += 1;
  speech?.cancel();
  at = 0;
  show("idle");
  if (hadFocus) play.focus();
}

function toggle() {
  if (state === "playing") {
    pause();
    return;
  }
  if (state === "idle") pieces = readable();
  speak();
}

function showWhereServed() {
  document.documentElement.toggleAttribute("data-voice", Boolean(voice()));
}

if (box && speech) {
  play.addEventListener("click", toggle);
  stop.addEventListener("click", finish);
  speech.addEventListener?.("voiceschanged", showWhereServed);
  // A voice that goes on speaking on the next page cannot be stopped from there.
  window.addEventListener("pagehide", finish);
  showWhereServed();
}
