// Plays a board. One tree of elements, filled again and again; one timer, which looks at the clock twice a second, so
// that a clock that jumps, a network that comes and goes and a month without a restart are all the same to it.
const { local, reason, weekday } = await import(document.getElementById("windows").href);

const TICK = 500;
const FETCH_EVERY = 20_000;
const SAY_EVERY = 60_000;
const LONGEST_WAIT = 10_000; // for an answer, and for a picture
const WRONG_CLOCK = 5 * 60_000;
const TRY_PICTURE_AGAIN = 5 * 60_000;
const REVOKED_AFTER = 3; // answers in a row that there is no such board
const MOST_ENTRIES = 3;
const SMALLEST_FIT = 4;
const DAYS = ["", "Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật"];

const root = document.documentElement;
const part = Object.fromEntries(
  ["stage", "photo", "kicker", "title", "text", "list", "clock", "day", "message"].map((id) => [
    id,
    document.getElementById(id),
  ]),
);
const idle = { form: "words", kicker: part.kicker.textContent, title: part.title.textContent };
const lines = [...part.list.children];

let content = null;
let skew = remembered("skew"); // what this device's clock lacks, in milliseconds
let fetchedAt = -Infinity;
let saidAt = -Infinity;
let isFetching = false;
let missing = 0;
let current = null; // { key, slide, seconds }
let phase = "shown"; // leaving, filling, shown
let phaseAt = 0;
let next = null;
const broken = new Map(); // key of a slide whose picture did not come, and when

function remembered(name) {
  try {
    return Number(localStorage.getItem(`board-${name}`)) || 0;
  } catch {
    return 0;
  }
}

function remember(name, value) {
  try {
    localStorage.setItem(`board-${name}`, String(value));
  } catch {
    // Then it is found out anew after a restart.
  }
}

// Also when the clock was put back.
function isDue(since, period, now) {
  return now - since >= period || now < since;
}

async function ask(address, options = {}) {
  return fetch(address, { cache: "no-store", ...options, signal: AbortSignal.timeout(LONGEST_WAIT) });
}

async function refresh() {
  isFetching = true;
  try {
    const answer = await ask("noi-dung.json");
    missing = answer.status === 404 ? missing + 1 : 0;
    if (missing >= REVOKED_AFTER) await forget();
    if (answer.ok) take(await answer.json(), answer.headers.has("X-Kept"));
  } catch {
    // What plays goes on.
  } finally {
    isFetching = false;
  }
}

function take(answer, isKept) {
  content = answer;
  if (isKept) return;
  const difference = answer.now - Date.now();
  skew = Math.abs(difference) > WRONG_CLOCK ? difference : 0;
  remember("skew", skew);
  if (answer.page !== root.dataset.version) renew();
}

// The address leads nowhere any more: nothing of the board stays on this device.
async function forget() {
  content = null;
  for (const name of (await self.caches?.keys()) ?? []) {
    if (name.endsWith(":noi-dung") && name.includes(location.pathname)) await caches.delete(name);
  }
}

// A new version of the page. With a worker it is loaded when the worker has all of it (see below).
async function renew() {
  const registration = await navigator.serviceWorker?.getRegistration();
  await registration?.update();
  if (registration?.installing || registration?.waiting) return;
  const page = await ask(location.pathname);
  if (page.ok && (await page.text()).includes(content.page)) location.reload();
}

async function say() {
  const body = JSON.stringify({ page: root.dataset.version, version: content?.version ?? "" });
  try {
    await ask("toi-day/", { method: "POST", body });
  } catch {
    // The office sees that nothing came.
  }
}

// What plays now, in order; a list is a slide only while it has something to come.
function playlist(now) {
  if (!content) return [];
  const moment = local(now, content.utc_offset);
  return content.items
    .filter((item) => reason(item, moment) === "plays" && !(item.is_of_people && now > content.people_until))
    .flatMap((item) => item.slides.map((slide, number) => [item, slide, number]))
    .map(([item, slide, number]) => ({
      key: `${item.id}.${number}.${slide.title ?? ""}.${slide.picture ?? ""}`,
      seconds: item.seconds,
      slide,
    }))
    .filter(({ slide }) => slide.form !== "list" || entries(slide, now).length);
}

// The one after this place whose picture is not known to be missing.
function following(list, place, now) {
  for (const [key, since] of broken) {
    if (isDue(since, TRY_PICTURE_AGAIN, now)) broken.delete(key);
  }
  const round = [...list.slice(place + 1), ...list.slice(0, place + 1)];
  return round.find(({ key }) => !broken.has(key)) ?? null;
}

function entries(slide, now) {
  return slide.entries.filter((entry) => entry.ends > now).slice(0, MOST_ENTRIES);
}

function stateAt(now) {
  if (content?.emergency.message) return "message";
  return content && content.emergency.blank_until > now ? "blank" : "play";
}

function showClock(now) {
  const { day, time } = local(now, content?.utc_offset ?? 420);
  const [, month, date] = day.split("-").map(Number);
  set(part.clock, time.replace(/^0/, ""));
  set(part.day, `${DAYS[weekday(day)]}, ${date}/${month}`);
}

function set(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function toggle(name, isOn) {
  if (isOn) root.dataset[name] = "";
  else delete root.dataset[name];
}

function fill({ slide }, now) {
  root.dataset.form = slide.form;
  toggle("caption", slide.form === "picture" && slide.text);
  toggle("photo", slide.picture);
  set(part.kicker, slide.kicker ?? "");
  set(part.title, slide.title ?? "");
  set(part.text, slide.text ?? "");
  part.photo.hidden = !slide.picture;
  if (slide.picture && part.photo.getAttribute("src") !== slide.picture) part.photo.src = slide.picture;
  part.list.hidden = slide.form !== "list";
  if (slide.form === "list") fillList(slide, now);
  fit();
}

function fillList(slide, now) {
  const shown = entries(slide, now);
  const { day } = local(now, content.utc_offset);
  lines.forEach((line, number) => {
    const entry = shown[number];
    line.hidden = !entry;
    if (!entry) return;
    const when = entry.day === day ? `Hôm nay, ${entry.time}` : `${entry.weekday}, ${entry.time}`;
    set(line.firstElementChild, entry.place ? `${when}, ${entry.place}` : when);
    set(line.lastElementChild, entry.title);
  });
}

// The largest of five sizes in which the words have room.
function fit() {
  const words = part.title.parentElement;
  for (let step = 0; step <= SMALLEST_FIT; step += 1) {
    root.dataset.fit = step;
    if (words.scrollHeight <= words.clientHeight && part.title.scrollWidth <= part.title.clientWidth) return;
  }
}

function enter(name, now) {
  phase = name;
  phaseAt = now;
  root.dataset.phase = name;
}

function isPictureReady() {
  return !next.slide.picture || (part.photo.complete && part.photo.naturalWidth > 0);
}

function play(now) {
  const list = playlist(now);
  const found = list.findIndex(({ key }) => key === current?.key);
  if (phase === "shown") {
    const isOver = current && isDue(phaseAt, current.seconds * 1000, now);
    if (found >= 0 && !isOver) {
      if (list[found].slide.form === "list") fillList(list[found].slide, now);
      return;
    }
    const after = following(list, found, now);
    if (after?.key !== current?.key) enter("leaving", now);
    else if (after) {
      fill(after, now);
      phaseAt = now;
    }
  } else if (phase === "leaving") {
    next = following(list, found, now);
    fill(next ?? { slide: idle }, now);
    enter("filling", now);
  } else if (!next || isPictureReady()) {
    current = next;
    root.dataset.state = next ? "play" : "idle";
    enter("shown", now);
  } else if (isDue(phaseAt, LONGEST_WAIT, now) || part.photo.complete) {
    broken.set(next.key, now);
    current = next; // the one after it follows
    enter("leaving", now);
  }
}

function tick() {
  const device = Date.now();
  const now = device + skew;
  showClock(now);
  const state = stateAt(now);
  if (state === "play") {
    if (["message", "blank"].includes(root.dataset.state)) root.dataset.state = current ? "play" : "idle";
    play(now);
  } else {
    set(part.message, content.emergency.message);
    root.dataset.state = state;
  }
  if (!isFetching && isDue(fetchedAt, FETCH_EVERY, device)) {
    fetchedAt = device;
    refresh();
  }
  if (isDue(saidAt, SAY_EVERY, device)) {
    saidAt = device;
    say();
  }
}

async function keepOffline() {
  const workers = navigator.serviceWorker;
  if (!workers) return; // an address without https: it plays, but does not survive a restart without the network
  let isFirst = !workers.controller;
  workers.addEventListener("controllerchange", () => {
    if (!isFirst) {
      location.reload();
      return;
    }
    isFirst = false;
    fetchedAt = -Infinity; // once more, for the worker to keep
  });
  try {
    await workers.register("sw.js");
  } catch {
    // Tried again at the next start.
  }
}

fit();
document.fonts.ready.then(fit); // until then the words stand in other letters
tick();
setInterval(tick, TICK);
keepOffline();
