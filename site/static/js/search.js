// Suggestions while one types into the search box: a combobox after the WAI-ARIA Authoring Practices (list with manual
// selection). Without this script the form works as it is.
const PAUSE = 200;
const FEWEST_LETTERS = 2;

for (const form of document.querySelectorAll("form[data-suggestions]")) suggest(form);

function suggest(form) {
  const input = form.querySelector('input[type="search"]');
  const list = element("ul", { id: `${input.id}-goi-y`, role: "listbox", "aria-label": "Gợi ý", hidden: "" });
  const spoken = element("p", { class: "visually-hidden", role: "status" });
  const known = new Map();
  let waiting = 0;
  let request = null;
  let active = -1;

  list.className = "suggestions";
  form.append(list, spoken);
  set(input, { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id });

  function close() {
    clearTimeout(waiting);
    request?.abort();
    list.hidden = true;
    move(-1);
    input.setAttribute("aria-expanded", "false");
  }

  function move(to) {
    list.children[active]?.setAttribute("aria-selected", "false");
    active = to;
    const option = list.children[active];
    if (!option) return input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", option.id);
  }

  function show(found) {
    move(-1);
    list.replaceChildren(
      ...found.map(({ title, url, kind }, place) => {
        const option = element("li", { id: `${list.id}-${place}`, role: "option", "aria-selected": "false" });
        option.append(element("span", {}, title), element("small", {}, kind));
        option.dataset.url = url;
        return option;
      }),
    );
    list.hidden = found.length === 0;
    input.setAttribute("aria-expanded", String(found.length > 0));
    spoken.textContent = found.length ? `${found.length} gợi ý, chọn bằng phím mũi tên.` : "";
  }

  async function ask() {
    const words = input.value.trim();
    request?.abort();
    if (words.length < FEWEST_LETTERS) return close();
    if (known.has(words)) return show(known.get(words));
    request = new AbortController();
    try {
      const answer = await fetch(`${form.dataset.suggestions}?q=${encodeURIComponent(words)}`, {
        signal: request.signal,
      });
      if (!answer.ok) return close();
      const { suggestions } = await answer.json();
      known.set(words, suggestions);
      if (document.activeElement === input) show(suggestions);
    } catch {
      // Typed on meanwhile, or no network: the form still works.
    }
  }

  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE);
  });

  input.addEventListener("keydown", (event) => {
    const number = list.children.length;
    if (event.isComposing) return;
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (list.hidden && number) show(known.get(input.value.trim()) ?? []);
      if (list.hidden) return;
      event.preventDefault();
      // Whoever walks through the list keeps it: no late answer changes it under him.
      clearTimeout(waiting);
      request?.abort();
      const step = event.key === "ArrowDown" ? 1 : -1;
      // Beside the options the box itself is a place to stand on: -1.
      move(((active + 1 + step + number + 1) % (number + 1)) - 1);
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      location.assign(list.children[active].dataset.url);
    }
  });

  // Kept from taking the focus, which would close the list before the click.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) location.assign(option.dataset.url);
  });
  input.addEventListener("blur", close);
  form.addEventListener("submit", close);
}

function element(name, attributes, text = "") {
  const made = document.createElement(name);
  set(made, attributes);
  made.textContent = text;
  return made;
}

function set(target, attributes) {
  for (const [name, value] of Object.entries(attributes)) target.setAttribute(name, value);
}
