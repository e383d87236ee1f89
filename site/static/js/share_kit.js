// Copying a text of the share kit, and counting its characters. The boxes can be copied by hand without this file.
class ShareText extends window.StimulusModule.Controller {
  static targets = ["text", "count", "said"];

  static values = {
    limit: Number,
    count: String,
    most: String,
    over: String,
    copied: String,
    selected: String,
  };

  connect() {
    if (this.hasCountTarget) this.count();
  }

  // Characters as Python and the networks count them: an emoji is one.
  count() {
    const count = [...this.textTarget.value].length;
    const isOver = this.limitValue > 0 && count > this.limitValue;
    let words = this.limitValue > 0 ? this.mostValue : this.countValue;
    if (isOver) words = this.overValue;
    this.countTarget.textContent = words.replace("COUNT", count).replace("LIMIT", this.limitValue);
    this.countTarget.classList.toggle("share-over", isOver);
  }

  // A school's own server often speaks plain HTTP, where browsers have no clipboard for scripts.
  async copy() {
    this.textTarget.select();
    let isCopied = false;
    try {
      await navigator.clipboard.writeText(this.textTarget.value);
      isCopied = true;
    } catch {
      isCopied = document.execCommand("copy");
    }
    this.saidTarget.textContent = isCopied ? this.copiedValue : this.selectedValue;
  }
}

window.wagtail.app.register("share-text", ShareText);
