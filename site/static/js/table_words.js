// The words of the table editor's menu (Handsontable), which brings no Vietnamese.

const { dictionaryKeys: keys, registerLanguageDictionary } = Handsontable.languages;

registerLanguageDictionary({
  languageCode: "vi",
  [keys.CONTEXTMENU_ITEMS_ROW_ABOVE]: "Thêm hàng ở trên",
  [keys.CONTEXTMENU_ITEMS_ROW_BELOW]: "Thêm hàng ở dưới",
  [keys.CONTEXTMENU_ITEMS_INSERT_LEFT]: "Thêm cột bên trái",
  [keys.CONTEXTMENU_ITEMS_INSERT_RIGHT]: "Thêm cột bên phải",
  [keys.CONTEXTMENU_ITEMS_REMOVE_ROW]: ["Bỏ hàng", "Bỏ các hàng"],
  [keys.CONTEXTMENU_ITEMS_REMOVE_COLUMN]: ["Bỏ cột", "Bỏ các cột"],
  [keys.CONTEXTMENU_ITEMS_UNDO]: "Hoàn tác",
  [keys.CONTEXTMENU_ITEMS_REDO]: "Làm lại",
  [keys.CONTEXTMENU_ITEMS_COPY]: "Chép",
  [keys.CONTEXTMENU_ITEMS_CUT]: "Cắt",
  [keys.CONTEXTMENU_ITEMS_ALIGNMENT]: "Căn chữ",
  [keys.CONTEXTMENU_ITEMS_ALIGNMENT_LEFT]: "Trái",
  [keys.CONTEXTMENU_ITEMS_ALIGNMENT_CENTER]: "Giữa",
  [keys.CONTEXTMENU_ITEMS_ALIGNMENT_RIGHT]: "Phải",
  [keys.CONTEXTMENU_ITEMS_ALIGNMENT_JUSTIFY]: "Đều hai bên",
  [keys.CONTEXTMENU_ITEMS_ALIGNMENT_TOP]: "Trên",
  [keys.CONTEXTMENU_ITEMS_ALIGNMENT_MIDDLE]: "Giữa",
  [keys.CONTEXTMENU_ITEMS_ALIGNMENT_BOTTOM]: "Dưới",
});
