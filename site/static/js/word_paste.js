// After a paste into a text box of the editor: says what does not come with it. The text itself is left alone.
// Signs of before Unicode: core/legacy_encodings.py has the tables; a few sure ones are enough for a notice.
const UNICODE = /[ĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9]/;
const VNI = /[aeouyôö][ùøûõï]|[ae][âáàãåä]|o[âåä]|a[êéèúüë]|[öñ]/gi;
const TCVN3 = /[µ¸¶·¹¨»¾¼½©®ª«¬\u00ad](?=\p{L})|\p{L}[µ¸¶·¹¨»¾¼½©ª«¬]/gu;
const FEWEST_SIGNS = 3;

const template = document.getElementById("word-paste-notice");

function isOld(text) {
  if (UNICODE.test(text)) return false;
  return [VNI, TCVN3].some((signs) => (text.match(signs) ?? []).length >= FEWEST_SIGNS);
}

function found(clipboard) {
  const html = clipboard.getData("text/html");
  const kinds = [];
  const hasFiles = [...clipboard.files].some((file) => file.type.startsWith("image/"));
  // Word puts a picture of the whole selection on the clipboard too: a file counts only where there is no text.
  if (/<img\b|<v:imagedata\b/i.test(html) || (hasFiles && !clipboard.getData("text/plain").trim())) {
    kinds.push("pictures");
  }
  if (/<table\b/i.test(html)) kinds.push("table");
  if (isOld(clipboard.getData("text/plain"))) kinds.push("encoding");
  return kinds;
}

function tell(editor, kinds) {
  const place = editor.closest("[data-field]") ?? editor.parentElement;
  place.querySelector("[data-word-paste]")?.remove();
  if (!kinds.length) return;
  const notice = template.content.firstElementChild.cloneNode(true);
  const address = editor.closest("[data-word-address]");
  if (address && !kinds.every((kind) => kind === "encoding")) kinds.push("word");
  for (const kind of kinds) notice.querySelector(`[data-for=${kind}]`).hidden = false;
  notice.querySelector("[data-close]").addEventListener("click", () => notice.remove());
  place.prepend(notice);
}

document.addEventListener(
  "paste",
  (event) => {
    const editor = event.target instanceof Element ? event.target.closest(".Draftail-Editor") : null;
    if (editor && event.clipboardData) tell(editor, found(event.clipboardData));
  },
  { capture: true }, // the editor lets no paste through to the page
);
