// The tour of the first day: a card beside one thing after the other. Wagtail's profile remembers that it was seen.

const script = document.getElementById("tour");
const words = script.dataset;
let stops = JSON.parse(document.getElementById("tour-stops").textContent);

function isShown(element) {
  return element !== null && element.getClientRects().length > 0;
}

const shade = document.createElement("div");
shade.className = "tour-shade";
const hole = document.createElement("div");
hole.className = "tour-hole";
const card = document.createElement("div");
card.className = "tour-card";
card.setAttribute("role", "dialog");
card.setAttribute("aria-modal", "true");
card.setAttribute("aria-labelledby", "tour-title");
card.innerHTML =
  '<h2 id="tour-title" tabindex="-1"></h2><p></p><footer><span></span>' +
  '<button type="button" class="button button-secondary button-small" data-back></button>' +
  '<button type="button" class="button button-secondary button-small" data-stop></button>' +
  '<button type="button" class="button button-small" data-next></button></footer>';
const [back, stop, next] = ["back", "stop", "next"].map((name) => card.querySelector(`[data-${name}]`));
back.textContent = words.back;
stop.textContent = words.stop;
const before = document.activeElement;
let place = 0;

function show(number) {
  place = number;
  const { mark, title, text } = stops[place];
  card.querySelector("h2").textContent = title;
  card.querySelector("p").textContent = text;
  card.querySelector("span").textContent = `${place + 1}/${stops.length}`;
  back.hidden = place === 0;
  stop.hidden = place === stops.length - 1;
  next.textContent = place === stops.length - 1 ? words.end : words.next;
  const target = mark ? document.querySelector(mark) : null;
  target?.scrollIntoView({ block: "nearest" });
  arrange(target);
  card.querySelector("h2").focus({ preventScroll: true });
}

function arrange(target) {
  const gap = 12;
  const box = target?.getBoundingClientRect() ?? {
    left: innerWidth / 2, right: innerWidth / 2, top: innerHeight / 2, bottom: innerHeight / 2, width: 0, height: 0,
  };
  const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
  hole.style.cssText = `left:${box.left}px;top:${top}px;width:${box.width}px;height:${bottom - top}px`;
  const { width, height } = card.getBoundingClientRect();
  let left = box.left;
  let y = bottom + gap;
  if (!target) {
    [left, y] = [(innerWidth - width) / 2, (innerHeight - height) / 2];
  } else if (y + height > innerHeight) {
    if (box.right + gap + width <= innerWidth) {
      [left, y] = [box.right + gap, top]; // beside a thing as tall as the window
    } else {
      y = Math.max(gap, top - height - gap);
    }
  }
  card.style.left = `${Math.min(Math.max(left, gap), innerWidth - width - gap)}px`;
  card.style.top = `${Math.min(Math.max(y, gap), innerHeight - height - gap)}px`;
}

function end() {
  [shade, hole, card].forEach((element) => element.remove());
  removeEventListener("keydown", onKey, true);
  removeEventListener("resize", onResize);
  before?.focus?.();
  const { CSRF_HEADER_NAME = "x-csrftoken", CSRF_TOKEN } = JSON.parse(
    document.getElementById("wagtail-config")?.textContent ?? "{}",
  );
  fetch(words.seenUrl, {
    method: "PATCH",
    headers: { "Content-Type": "application/json", [CSRF_HEADER_NAME]: CSRF_TOKEN },
    body: JSON.stringify({ [words.seen]: true }),
    keepalive: true,
  });
}

function onKey(event) {
  if (event.key === "Escape") {
    end();
  } else if (event.key === "Tab") {
    // The focus stays among the card's buttons.
    const buttons = [...card.querySelectorAll("button:not([hidden])")];
    const at = buttons.indexOf(document.activeElement);
    event.preventDefault();
    buttons.at((at + (event.shiftKey ? -1 : 1) + buttons.length) % buttons.length).focus();
  }
}

function onResize() {
  const { mark } = stops[place];
  arrange(mark ? document.querySelector(mark) : null);
}

back.addEventListener("click", () => show(place - 1));
stop.addEventListener("click", end);
next.addEventListener("click", () => (place === stops.length - 1 ? end() : show(place + 1)));
addEventListener("keydown", onKey, true);
addEventListener("resize", onResize);

function start() {
  stops = stops.filter(({ mark }) => !mark || isShown(document.querySelector(mark)));
  document.body.append(shade, hole, card);
  show(0);
}

// The menu draws itself when everything is there.
if (document.readyState === "complete") start();
else addEventListener("load", () => requestAnimationFrame(start), { once: true });
