// A gallery's pictures in a window of their own, one at a time: swiped, by the arrow keys or by the buttons.
// Without this file each thumbnail is a link to the whole picture.

const STILL = 150; // milliseconds without a step: the swipe is over

function slide(link) {
  const thumbnail = link.querySelector("img");
  const item = document.createElement("li");
  const figure = document.createElement("figure");
  const picture = document.createElement("picture");
  if (link.dataset.srcset) {
    const source = document.createElement("source");
    source.type = "image/webp";
    source.srcset = link.dataset.srcset;
    source.sizes = "100vw";
    picture.append(source);
  }
  const image = document.createElement("img");
  image.alt = thumbnail.alt;
  image.loading = "lazy";
  image.decoding = "async";
  image.width = link.dataset.width;
  image.height = link.dataset.height;
  image.src = link.href;
  picture.append(image);
  figure.append(picture);
  const caption = link.parentElement.querySelector("figcaption");
  if (caption) figure.append(caption.cloneNode(true));
  item.append(figure);
  return item;
}

function viewer(gallery, links) {
  const dialog = gallery.querySelector("template").content.firstElementChild.cloneNode(true);
  const track = dialog.querySelector(".viewer-track");
  const count = dialog.querySelector("[data-count]");
  const slides = links.map(slide);
  const steps = [...dialog.querySelectorAll("[data-step]")];
  let current = 0;

  function tell(number) {
    current = number;
    count.textContent = `${number + 1} trên ${slides.length}`;
    // Whoever does not see the picture hears what it shows.
    const words = document.createElement("span");
    words.className = "visually-hidden";
    const picture = slides[number];
    words.textContent = `: ${picture.querySelector("img").alt || picture.querySelector("figcaption")?.textContent || ""}`;
    count.append(words);
    slides.forEach((one, index) => {
      one.inert = index !== number;
    });
    for (const button of steps) {
      const next = number + Number(button.dataset.step);
      button.setAttribute("aria-disabled", String(next < 0 || next >= slides.length));
    }
  }

  function go(number, behavior) {
    const wanted = Math.min(Math.max(number, 0), slides.length - 1);
    tell(wanted);
    track.scrollTo({ left: wanted * track.clientWidth, behavior });
  }

  track.append(...slides);
  for (const button of steps) {
    button.addEventListener("click", () => go(current + Number(button.dataset.step)));
  }
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  dialog.addEventListener("keydown", (event) => {
    const wanted = { ArrowLeft: current - 1, ArrowRight: current + 1, Home: 0, End: slides.length - 1 }[event.key];
    if (wanted === undefined) return;
    event.preventDefault();
    go(wanted);
  });
  // After a swipe; browsers that do not tell its end tell each step of it.
  const swiped = () => tell(Math.round(track.scrollLeft / (track.clientWidth || 1)));
  if ("onscrollend" in window) track.addEventListener("scrollend", swiped);
  else {
    let still;
    track.addEventListener("scroll", () => {
      clearTimeout(still);
      still = setTimeout(swiped, STILL);
    });
  }
  window.addEventListener("resize", () => dialog.open && go(current, "instant"));
  gallery.append(dialog);
  return {
    open(number) {
      dialog.showModal(); // the browser keeps the focus inside, closes on Escape and gives the focus back
      go(number, "instant");
    },
  };
}

function connect(gallery) {
  const links = [...gallery.querySelectorAll(".gallery-link")];
  let shown = null;
  for (const [number, link] of links.entries()) {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return; // a new tab was asked for
      event.preventDefault();
      shown ??= viewer(gallery, links);
      shown.open(number);
    });
  }
}

if ("HTMLDialogElement" in window) document.querySelectorAll("[data-gallery]").forEach(connect);
