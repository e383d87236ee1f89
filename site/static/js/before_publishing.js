/**
 * The panel "Trước khi đăng" beside a page's form.
 *
 * Wagtail puts a new panel in the place of the old one after every autosave, so what depends on its content is done
 * in connect(): the line near the publish button, the counter on the panel's toggle, the words of the publish button.
 */
(() => {
  const NAME = "before-publishing";
  const FIRST_CHOICE = "wagtail:side-panel-open"; // where Wagtail remembers which panel is open
  const WIDE = "(min-width: 75rem)";
  const FOCUSABLE =
    'input:not([type=hidden]):not([disabled]), textarea:not([disabled]):not([hidden]), select:not([disabled]), [contenteditable="true"], button:not([disabled])';

  const toggle = () => document.querySelector(`[data-side-panel-toggle="${NAME}"]`);
  const panel = () => document.querySelector(`[data-side-panel="${NAME}"]`);
  const isVisible = (element) => element.getClientRects().length > 0;

  /** Return the element of a content path such as "body.<block id>.alt_text", or of the nearest part that exists. */
  function elementOf(place) {
    const names = place.split(".");
    for (let length = names.length; length > 0; length -= 1) {
      const selector = names
        .slice(0, length)
        .map((name) => `[data-contentpath="${CSS.escape(name)}"]`)
        .join(" ");
      const found = document.querySelector(selector);
      if (found) return found;
    }
    const rows = document.getElementById(`id_${names[0]}-FORMS`); // a list of rows, such as the people named
    return rows ? rows.closest("[data-panel]") || rows.parentElement : document.getElementById(`id_${names[0]}`);
  }

  function openTabOf(element) {
    const tabPanel = element.closest('[role="tabpanel"]');
    if (!tabPanel || !tabPanel.hidden) return;
    document.querySelector(`[role="tab"][aria-controls="${tabPanel.id}"], [role="tab"][href="#${tabPanel.id}"]`)?.click();
  }

  /** Open the collapsed panels and blocks around an element, the outermost first. */
  function unfold(element) {
    const around = [];
    for (let each = element.closest("[data-panel]"); each; each = each.parentElement?.closest("[data-panel]")) {
      around.unshift(each);
    }
    around.forEach((each) => {
      const button = each.querySelector('[data-panel-toggle][aria-expanded="false"]');
      if (button && button.closest("[data-panel]") === each) button.click();
    });
  }

  function goTo(place) {
    if (place === "go_live_at" || place === "expire_at") {
      document.querySelector('[data-a11y-dialog-show="schedule-publishing-dialog"]')?.click();
      document.getElementById(`id_${place}`)?.focus();
      return;
    }
    const element = elementOf(place);
    if (!element) return;
    const side = document.querySelector("[data-form-side]");
    // On a telephone the panel covers the form.
    if (side && isVisible(panel()) && side.getBoundingClientRect().width > window.innerWidth * 0.6) toggle()?.click();
    openTabOf(element);
    unfold(element);
    window.setTimeout(() => {
      element.scrollIntoView({ block: "center" });
      const first = [...element.querySelectorAll(FOCUSABLE)].find(isVisible);
      (first || element).focus({ preventScroll: true });
      element.classList.add("before-publishing-found");
      window.setTimeout(() => element.classList.remove("before-publishing-found"), 2500);
    }, 50);
  }

  class BeforePublishing extends window.StimulusModule.Controller {
    static targets = ["publish"];

    static values = {
      blocking: Number,
      state: String,
      summary: String,
      later: Boolean,
      new: Boolean,
      publishLabel: String,
      scheduleLabel: String,
      publishingLabel: String,
      schedulingLabel: String,
    };

    connect() {
      this.showCounter();
      this.showLine();
      this.nameButtons(this.laterValue);
      this.onInput = this.onInput.bind(this);
      document.addEventListener("input", this.onInput);
      document.addEventListener("change", this.onInput);
      this.onRefusal = this.onRefusal.bind(this);
      document.addEventListener("w-autosave:error", this.onRefusal);
      if (this.newValue) this.openAtFirst();
    }

    disconnect() {
      document.removeEventListener("input", this.onInput);
      document.removeEventListener("change", this.onInput);
      document.removeEventListener("w-autosave:error", this.onRefusal);
    }

    /** What could not be saved is not in the panel yet: say so, in Wagtail's words, until something is saved. */
    onRefusal({ detail }) {
      if (detail?.text) this.writeLine("blocked", detail.text);
    }

    /** A moment typed into the schedule changes what the button does, before anything is saved. */
    onInput({ target }) {
      if (target.name !== "go_live_at") return;
      const typed = target.value.trim();
      this.nameButtons(typed === target.defaultValue ? this.laterValue : typed !== "");
    }

    nameButtons(later) {
      const known = [this.publishLabelValue, this.scheduleLabelValue];
      const label = later ? this.scheduleLabelValue : this.publishLabelValue;
      document.querySelectorAll('[name="action-publish"]').forEach((button) => {
        const words = button.querySelector("em");
        if (!words || !known.includes(words.textContent.trim())) return; // "publish this version", or at work
        words.textContent = label;
        button.dataset.wProgressActiveValue = later ? this.schedulingLabelValue : this.publishingLabelValue;
      });
      this.publishTargets.forEach((button) => {
        button.textContent = label;
      });
    }

    showCounter() {
      const counter = toggle()?.querySelector("[data-side-panel-toggle-counter]");
      if (!counter) return;
      counter.textContent = this.blockingValue;
      counter.hidden = this.blockingValue === 0;
    }

    /** Write the line near the publish button; it opens the panel, also where the panel is out of sight. */
    showLine() {
      this.writeLine(this.stateValue, this.summaryValue);
    }

    writeLine(state, words) {
      const footer = document.querySelector("[data-edit-form] footer .actions--primary");
      if (!footer) return;
      let line = document.getElementById("before-publishing-line");
      if (!line) {
        line = document.createElement("button");
        line.type = "button";
        line.id = "before-publishing-line";
        line.addEventListener("click", () => {
          if (panel()?.hidden) toggle()?.click();
          toggle()?.focus();
        });
        footer.prepend(line);
      }
      line.className = `before-publishing-line before-publishing-line--${state}`;
      line.textContent = words;
    }

    /** Show the panel beside a new page to whoever has never chosen a panel, where there is room for both. */
    openAtFirst() {
      window.setTimeout(() => {
        let chosen = "";
        try {
          chosen = localStorage.getItem(FIRST_CHOICE);
        } catch {
          // The browser keeps nothing: leave the panels as they are.
        }
        if (chosen === null && window.matchMedia(WIDE).matches && panel()?.hidden) toggle()?.click();
      });
    }

    jump({ params }) {
      goTo(params.place);
    }

    publish() {
      const button = document.querySelector('[name="action-publish"]');
      if (button) button.form.requestSubmit(button);
    }
  }

  window.wagtail.app.register(NAME, BeforePublishing);
})();
