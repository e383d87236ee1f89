// A video is asked for only after the reader presses the button: until then nothing is loaded from outside.
// Without this file the button stays hidden and the plain link under the picture leads to the video.

const PLAYER = "https://www.youtube-nocookie.com/embed/";

function play(button) {
  const player = document.createElement("iframe");
  player.src = `${PLAYER}${encodeURIComponent(button.dataset.videoId)}?autoplay=1&rel=0&hl=vi`;
  player.title = button.dataset.videoTitle;
  player.allow = "autoplay; encrypted-media; picture-in-picture; fullscreen";
  player.allowFullscreen = true;
  // YouTube refuses to play for a page that sends no referrer at all.
  player.referrerPolicy = "strict-origin-when-cross-origin";
  button.parentElement.replaceChildren(player);
  player.focus();
}

for (const button of document.querySelectorAll("[data-video-id]")) {
  button.hidden = false;
  button.addEventListener("click", () => play(button), { once: true });
}
