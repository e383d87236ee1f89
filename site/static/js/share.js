// The system's share sheet and copying the link; the other ways in components/share_buttons.html need no script.
const box = document.querySelector("[data-share-url]");
const { shareUrl: url, shareTitle: title } = box?.dataset ?? {};
const share = box?.querySelector("[data-share]");
const copy = box?.querySelector("[data-copy-link]");
const status = box?.querySelector("[data-share-status]");

// Without HTTPS there is no clipboard for scripts: the link is shown, selected, to be copied by hand.
async function copyLink() {
  try {
    await navigator.clipboard.writeText(url);
    status.textContent = "Đã chép liên kết.";
  } catch {
    status.textContent = url;
    getSelection().selectAllChildren(status);
    if (document.execCommand("copy")) status.textContent = "Đã chép liên kết.";
  }
}

if (box) {
  share.hidden = !("share" in navigator);
  copy.hidden = false;
  share.addEventListener("click", () => navigator.share({ title, url }).catch(() => {})); // closing the sheet is no fault
  copy.addEventListener("click", copyLink);
}
