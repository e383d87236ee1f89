/* The most important place of a picture, set by a tap, a click or the arrow keys; the form's hidden boxes keep it. */
(() => {
  "use strict";

  const { Controller } = window.StimulusModule;
  const PART = 0.3; // of the shorter side: about a face in a group
  const STEP = 0.02;
  const MOVES = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] };

  class PictureFocus extends Controller {
    static targets = ["picture", "mark", "clear"];
    static values = { width: Number, height: Number };

    connect() {
      const form = this.element.closest("form");
      this.boxes = Object.fromEntries(
        ["x", "y", "width", "height"].map((name) => [name, form.querySelector(`input.focal_point_${name}`)]),
      );
      this.show();
    }

    tap(event) {
      const frame = this.pictureTarget.getBoundingClientRect();
      const byKey = event.detail === 0;
      this.set(
        byKey ? 0.5 : (event.clientX - frame.left) / frame.width,
        byKey ? 0.5 : (event.clientY - frame.top) / frame.height,
      );
    }

    move(event) {
      const step = MOVES[event.key];
      if (!step) return;
      event.preventDefault();
      const x = Number(this.boxes.x.value) / this.widthValue || 0.5;
      const y = Number(this.boxes.y.value) / this.heightValue || 0.5;
      this.set(x + step[0], y + step[1]);
    }

    set(x, y) {
      const side = Math.round(Math.min(this.widthValue, this.heightValue) * PART);
      const inside = (part, length) =>
        Math.round(Math.min(Math.max(part * length, side / 2), length - side / 2));
      this.boxes.x.value = inside(x, this.widthValue);
      this.boxes.y.value = inside(y, this.heightValue);
      this.boxes.width.value = side;
      this.boxes.height.value = side;
      this.show();
    }

    clear() {
      Object.values(this.boxes).forEach((box) => {
        box.value = "";
      });
      this.show();
      this.pictureTarget.closest("button").focus();
    }

    show() {
      const [x, y, width, height] = ["x", "y", "width", "height"].map((name) => Number(this.boxes[name].value));
      const isSet = this.boxes.x.value !== "" && width > 0 && height > 0;
      this.markTarget.hidden = !isSet;
      this.clearTarget.hidden = !isSet;
      if (!isSet) return;
      const percent = (part, whole) => `${(100 * part) / whole}%`;
      Object.assign(this.markTarget.style, {
        left: percent(x - width / 2, this.widthValue),
        top: percent(y - height / 2, this.heightValue),
        width: percent(width, this.widthValue),
        height: percent(height, this.heightValue),
      });
    }
  }

  window.wagtail.app.register("picture-focus", PictureFocus);
})();
