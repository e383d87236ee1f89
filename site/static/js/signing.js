// One proposal at a time, under the thumb; marks stay in this tab until the decision is made. Without this file the
// page is one long list with the same buttons.

const WAIT_MILLISECONDS = 250; // long enough to see the mark before the next proposal comes
const SETTLE_MILLISECONDS = 400; // the second half of a double tap must not mark a proposal that nobody has read
const SWIPE_PIXELS = 60;

function start(form) {
  const slides = [...form.querySelectorAll("[data-slide]")];
  const items = [...form.querySelectorAll("[data-item]")];
  const toolbar = form.querySelector("[data-toolbar]");
  const [previous, next] = toolbar.querySelectorAll("[data-step]");
  const key = `signing:${form.dataset.decisions}`;
  let current = 0;
  let isOne = false;
  let shownAt = 0;

  function stored() {
    try {
      return JSON.parse(sessionStorage.getItem(key)) ?? {};
    } catch {
      return {}; // storage is switched off or holds something else: the marks live on this page only
    }
  }

  function store() {
    const fields = new FormData(form);
    const marks = [...fields].filter(([name]) => /^(decision|reason)-/.test(name));
    try {
      sessionStorage.setItem(key, JSON.stringify({ marks, current, isOne }));
    } catch {
      // Nothing to do: see stored.
    }
  }

  function restore(marks) {
    for (const [name, value] of marks) {
      const field = form.elements[name];
      if (field) field.value = value; // of a group of radio buttons it checks the one with this value
    }
  }

  const markOf = (item) => item.querySelector(":checked")?.value ?? "none";

  function count() {
    const counts = { approve: 0, return: 0, none: 0 };
    const unmarked = form.querySelector("[data-unmarked]");
    const links = [];
    for (const item of items) {
      const mark = markOf(item);
      counts[mark] += 1;
      if (mark !== "none") continue;
      const entry = document.createElement("li");
      const link = entry.appendChild(document.createElement("a"));
      link.href = `#${item.id}`;
      link.textContent = item.querySelector("h2").textContent;
      links.push(entry);
    }
    for (const place of form.querySelectorAll("[data-count]")) place.textContent = counts[place.dataset.count];
    if (!unmarked) return;
    unmarked.querySelector("ul").replaceChildren(...links);
    unmarked.hidden = !links.length;
    form.querySelector("[data-tally]").hidden = false;
    form.querySelector("[data-mark-rest]").hidden = !links.length;
  }

  function show(index, { focus = true } = {}) {
    current = Math.max(0, Math.min(index, slides.length - 1));
    slides.forEach((slide, place) => (slide.hidden = isOne && place !== current));
    const place = items.indexOf(slides[current]) + 1;
    form.querySelector("[data-where]").textContent = place ? `${place} / ${items.length}` : "";
    form.querySelector("[data-progress]").value = current ? place || items.length : 0;
    previous.disabled = current === 0;
    next.disabled = current === slides.length - 1;
    store();
    if (!focus) return;
    shownAt = performance.now();
    if (isOne) window.scrollTo(0, 0);
    else slides[current].scrollIntoView();
    slides[current].querySelector("[tabindex]").focus({ preventScroll: true });
  }

  function view(one) {
    isOne = one;
    toolbar.hidden = !one;
    form.toggleAttribute("data-one", one);
    for (const button of form.querySelectorAll("[data-view]")) {
      button.setAttribute("aria-pressed", String((button.dataset.view === "one") === one));
    }
    show(current, { focus: false });
  }

  form.addEventListener("change", (event) => {
    count();
    store();
    if (event.target.type !== "radio") return;
    const item = event.target.closest("[data-item]");
    if (event.target.value === "return") item.querySelector("textarea").focus();
    else if (isOne) {
      const here = current;
      setTimeout(() => here === current && show(current + 1), WAIT_MILLISECONDS);
    }
  });
  form.addEventListener("input", store);

  form.addEventListener("click", (event) => {
    const isTooSoon = isOne && event.target.closest(".choice") && performance.now() - shownAt < SETTLE_MILLISECONDS;
    if (isTooSoon) event.preventDefault();
    const control = event.target.closest("[data-step], [data-view], [data-mark-rest], a[href^='#']");
    if (!control) return;
    const target = control.hash && slides.findIndex((slide) => `#${slide.id}` === control.hash);
    if (control.dataset.step) show(current + Number(control.dataset.step));
    else if (control.dataset.view) view(control.dataset.view === "one");
    else if (target > 0) show(target);
    else if ("markRest" in control.dataset) {
      for (const item of items) {
        if (markOf(item) === "none") item.querySelector("[value=approve]").checked = true;
      }
      count();
      store();
    }
    event.preventDefault();
  });

  let touch = null;
  form.addEventListener("touchstart", (event) => (touch = event.touches.length === 1 ? event.touches[0] : null), {
    passive: true,
  });
  form.addEventListener("touchend", (event) => {
    if (!isOne || !touch || event.target.closest("textarea")) return;
    const across = event.changedTouches[0].clientX - touch.clientX;
    const down = event.changedTouches[0].clientY - touch.clientY;
    if (Math.abs(across) > SWIPE_PIXELS && Math.abs(across) > 2 * Math.abs(down)) show(current - Math.sign(across));
  });

  const before = stored();
  if (!("sent" in form.dataset)) restore(before.marks ?? []);
  form.querySelector("[data-views]").hidden = false;
  const failed = slides.findIndex((slide) => slide.querySelector("[data-error]"));
  const named = slides.findIndex((slide) => location.hash && `#${slide.id}` === location.hash);
  current = [failed, named, before.current ?? 0].find((place) => place > 0) ?? 0;
  count();
  view(before.isOne ?? window.matchMedia("(max-width: 48rem)").matches);
  if (current && !isOne) slides[current].scrollIntoView();
}

const decisions = document.querySelector("[data-decisions]");
if (decisions) start(decisions);
