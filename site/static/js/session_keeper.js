/* Nothing typed is lost when the session has ended: the form asks first, and one logs in again above it.

   Before a form of the admin goes, the server is asked whether the session still stands. If not, a window asks for
   the password; then the form goes on its way with a new token. Autosave that meets the login page opens it too.

   A form that goes takes its autosave along: one that is still to come would be refused (400) or, on a new page, make
   the page twice. Wagtail's `w-autosave:save` may be cancelled until it is sent; one under way is waited for. */

const template = document.getElementById("session-window");
const TOKEN = "csrfmiddlewaretoken";
const cleared = new WeakSet(); // forms that were asked for and may go
const autosaves = new WeakMap(); // form -> {event, at}: its autosave that has not ended
let leaving = new WeakSet(); // forms that have gone: they save no more
const PATIENCE = 10000; // milliseconds for an autosave under way
let owner = null; // {user, username}: whose page this is
let open = null; // the window, while somebody is asked

async function state() {
  const answer = await fetch(template.dataset.url, { headers: { Accept: "application/json" }, cache: "no-store" });
  if (!answer.ok) throw new Error(`session: ${answer.status}`);
  return answer.json();
}

/* Every form of the page, and Wagtail's own requests, go on with the new token. */
function renewToken(token) {
  document.querySelectorAll(`input[name=${TOKEN}]`).forEach((input) => {
    input.value = token;
  });
  if (window.wagtailConfig) window.wagtailConfig.CSRF_TOKEN = token;
}

function remember(found) {
  if (owner === null && found.user !== null) owner = { user: found.user, username: found.username };
}

function isOurs(found) {
  return found.user !== null && (owner === null || owner.user === found.user);
}

async function signIn(dialog, token) {
  const field = (name) => dialog.querySelector(`[name=session-${name}]`);
  const body = new URLSearchParams({
    username: field("username").value.trim(),
    password: field("password").value,
    owner: owner ? owner.user : "",
  });
  const headers = { Accept: "application/json", "X-CSRFToken": token };
  const answer = await fetch(template.dataset.url, { method: "POST", headers, body });
  const found = await answer.json();
  if (!answer.ok) throw new Error(found.error);
  return found;
}

/* Resolves to true once the right person is in again, to false when they put it off. */
function askToSignIn(token) {
  if (open) return open;
  const dialog = template.content.querySelector("dialog").cloneNode(true);
  const offline = template.content.querySelector("[data-offline]").textContent.trim();
  const alert = dialog.querySelector("[role=alert]");
  document.body.append(dialog);
  if (owner) dialog.querySelector("[name=session-username]").value = owner.username;
  open = new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      open = null;
      resolve(dialog.returnValue === "in");
    });
    dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close("later"));
    dialog.querySelector("form").addEventListener("submit", async (event) => {
      event.preventDefault();
      alert.textContent = "";
      try {
        const found = await signIn(dialog, token);
        remember(found);
        renewToken(found.token);
        dialog.close("in");
      } catch (error) {
        alert.textContent = error instanceof TypeError || error instanceof SyntaxError ? offline : error.message;
        dialog.querySelector("[name=session-password]").select();
      }
    });
    dialog.showModal();
    dialog.querySelector(owner ? "[name=session-password]" : "[name=session-username]").focus();
  });
  return open;
}

/* Resolves to whether the form may go. */
async function standing() {
  let found;
  try {
    found = await state();
  } catch {
    window.alert(template.content.querySelector("[data-offline]").textContent.trim());
    return false;
  }
  if (isOurs(found)) {
    remember(found);
    return true;
  }
  return askToSignIn(found.token);
}

/* Call off the autosave that is to come, or resolve when the one under way has ended. */
function settleAutosave(form) {
  const autosave = autosaves.get(form);
  if (!autosave) return Promise.resolve();
  const isUnderWay = Date.now() - autosave.at >= Number(form.dataset.wAutosaveIntervalValue || 0);
  if (!isUnderWay) {
    autosave.event.preventDefault();
    return Promise.resolve();
  }
  return new Promise((resolve) => {
    ["success", "error"].forEach((end) => form.addEventListener(`w-autosave:${end}`, resolve, { once: true }));
    setTimeout(resolve, PATIENCE);
  });
}

/* A page without a title is refused every time (400): it is not sent before it has one. */
function onAutosave(event) {
  if (leaving.has(event.target) || event.detail.formData.get("title") === "") {
    event.preventDefault();
    event.stopImmediatePropagation(); // nor shall it be said that it is being saved
  } else {
    autosaves.set(event.target, { event, at: Date.now() });
  }
}

/* The button says which action is meant; one that shows progress is disabled, and would not be sent. */
async function send(form, button) {
  leaving.add(form);
  await settleAutosave(form);
  const wasDisabled = button ? button.disabled : false;
  if (button) button.disabled = false;
  cleared.add(form);
  form.requestSubmit(button || undefined);
  if (button) button.disabled = wasDisabled;
}

function isKept(form) {
  return form.method === "post" && form.elements[TOKEN] && form.closest("main, .content-wrapper");
}

async function onSubmit(event) {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !isKept(form)) return;
  if (cleared.delete(form)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const button = event.submitter;
  if (await standing()) {
    send(form, button);
  } else if (button) {
    // Let a button that shows progress come back at once.
    button.setAttribute("data-w-progress-loading-value", "false");
  }
}

/* Autosave follows a redirect to the login page and finds no JSON there. */
async function onAutosaveError(event) {
  if (event.detail.type !== "server_error") return;
  let found;
  try {
    found = await state();
  } catch {
    return; // Wagtail says itself that it cannot save
  }
  if (!isOurs(found) && (await askToSignIn(found.token))) {
    event.target.dispatchEvent(new CustomEvent("w-unsaved:add", { bubbles: true, cancelable: true }));
  }
}

/* Whose page it is is asked once, at the first change: by the time of saving it may be too late. */
function onFirstChange(event) {
  const form = event.target.closest?.("form");
  if (!form || !isKept(form)) return;
  document.removeEventListener("input", onFirstChange, true);
  state().then(remember, () => {});
}

if (template && !document.body.classList.contains("login")) {
  document.addEventListener("submit", onSubmit, true);
  document.addEventListener("w-autosave:save", onAutosave, true);
  document.addEventListener("w-autosave:success", (event) => autosaves.delete(event.target));
  document.addEventListener("w-autosave:error", (event) => autosaves.delete(event.target));
  document.addEventListener("w-autosave:error", onAutosaveError);
  window.addEventListener("pageshow", () => {
    leaving = new WeakSet();
  });
  document.addEventListener("input", onFirstChange, true);
}
