/* "Bộ ảnh": many pictures chosen at once. Wagtail's list takes one at a time. */
(() => {
  "use strict";

  const { StructBlockDefinition } = window.wagtailStreamField.blocks;

  class GalleryDefinition extends StructBlockDefinition {
    render(placeholder, prefix, initialState, initialError) {
      const gallery = super.render(placeholder, prefix, initialState, initialError);
      const list = gallery.childBlocks.pictures;
      list.container.before(this.buttonFor(list));
      return gallery;
    }

    buttonFor(list) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button button-small picture-many";
      button.textContent = this.meta.chooseMany;
      const { widget } = list.blockDef.childBlockDef.childBlockDefsByName.image;
      button.addEventListener("click", () => {
        widget.openModal((pictures) => this.add(list, pictures), { multiple: true });
      });
      return button;
    }

    add(list, pictures) {
      const empty = structuredClone(list.blockDef.initialChildState);
      const isBlank = (child) => !child.block.getState().image && !child.block.getState().caption;
      // The rows that stand there empty at the beginning are filled first.
      const blanks = list.children.filter(isBlank);
      pictures.forEach((picture) => {
        if (list.getBlockMax() && !blanks.length && list.children.length >= list.getBlockMax()) return;
        const row = blanks.shift() || list.insert(structuredClone(empty), list.children.length, {});
        row.block.childBlocks.image.widget.setStateFromModalData(picture);
      });
      blanks.reverse().forEach((row) => list.deleteBlock(row.index));
    }
  }

  window.telepath.register("school.blocks.Gallery", GalleryDefinition);
})();
