/* Says at once, before a long upload, that a file is a film or too large; the server says it again. */
(() => {
  "use strict";

  const { Controller } = window.StimulusModule;
  const FILM = /\.(mov|mp4|m4v|avi|mkv|webm|3gp|wmv|mpe?g)$/i;

  class PictureUpload extends Controller {
    static values = { largest: Number, tooLarge: String, film: String };

    check() {
      const file = this.element.files[0];
      this.say(file ? this.problemOf(file) : "");
    }

    problemOf(file) {
      if (file.type.startsWith("video/") || FILM.test(file.name)) return this.filmValue;
      return file.size > this.largestValue ? this.tooLargeValue : "";
    }

    say(message) {
      let line = this.element.nextElementSibling;
      if (!line || !line.classList.contains("picture-upload-problem")) {
        line = document.createElement("p");
        line.className = "picture-upload-problem";
        line.setAttribute("role", "alert");
        this.element.after(line);
      }
      line.textContent = message;
      line.hidden = !message;
      this.element.toggleAttribute("aria-invalid", Boolean(message));
      if (message) this.element.value = "";
    }
  }

  window.wagtail.app.register("picture-upload", PictureUpload);

  // Wagtail's box for many files lies over a button that names it for the eye alone.
  const many = document.getElementById("fileupload");
  many?.setAttribute("aria-label", many.parentElement.textContent.trim());
})();
