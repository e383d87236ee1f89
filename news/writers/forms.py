"""The form by which a teacher sends an article, or other words for one that was sent."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.file_names import looks_like_file_name
from core.robot_traps import TrappedForm
from core.visible_text import VisibleTextField
from news.models.writers import LONGEST_TITLE, MOST_PICTURES, Article
from news.word.forms import WordFileField
from news.writers.content import Content, NewPicture
from news.writers.picture_field import ArticlePictureField

MEGABYTE = 1024 * 1024
MOST_TOGETHER = 28 * MEGABYTE
"""Of one sending; the proxy takes 30 MB a request."""
LONGEST_TEXT = 40_000
LONGEST_DESCRIPTION = 200
SHOWN_PICTURES = 3
"""Boxes for new pictures that are open from the start."""
WORDS = ("title", "text", "word_file", "people_named", "note")


class ArticleForm(TrappedForm):
    """Words or a Word file, pictures with what they show, and whom the article names.

    Nothing is made of the robots' traps here but the stamp, which tells one opening of the form from another: who has
    the address is known.
    """

    fields: dict[str, Any]

    title = VisibleTextField(
        label=gettext_lazy("Tên bài"),
        max_length=LONGEST_TITLE,
        error_messages={"required": gettext_lazy("Hãy ghi tên bài.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    text = VisibleTextField(
        label=gettext_lazy("Nội dung bài"),
        help_text=gettext_lazy(
            "Người thật, việc thật: ai, làm gì, ở đâu, được gì. Bài đã viết trong Word thì để trống ô này và chọn "
            "tệp ở ô dưới."
        ),
        required=False,
        max_length=LONGEST_TEXT,
        error_messages={"max_length": gettext_lazy("Bài dài quá ô này. Hãy gửi bằng tệp Word ở ô dưới.")},
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    word_file = WordFileField(
        label=gettext_lazy("Tệp Word"),
        help_text=gettext_lazy("Tệp .docx, tới 25 MB. Ảnh đã có trong tệp thì không cần chọn lại bên dưới."),
        required=False,
    )
    people_named = VisibleTextField(
        label=gettext_lazy("Trong bài có nhắc tên ai?"),
        help_text=gettext_lazy(
            "Ghi tên và lớp, để trường hỏi ý gia đình trước khi đăng. Ô này không hiện lên trang."
        ),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    note = VisibleTextField(
        label=gettext_lazy("Nhắn người xem bài"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, article: Article | None = None, **kwargs: Any) -> None:
        """Offer the boxes; ``article`` is what was sent before."""
        super().__init__(*args, **kwargs)
        self.article = article
        self.stored = list(article.pictures.all()) if article else []
        self.new_numbers = range(1, MOST_PICTURES - len(self.stored) + 1)
        if article and article.word_file:
            self.fields["drops_word_file"] = forms.BooleanField(label=_("Bỏ tệp này"), required=False)
        for row in self.stored:
            label = _("Ảnh %(number)d cho thấy gì?") % {"number": row.number}
            self.fields[f"said-{row.pk}"] = _description(label, row.description)
            self.fields[f"drop-{row.pk}"] = forms.BooleanField(label=_("Bỏ ảnh này"), required=False)
        for number in self.new_numbers:
            words = {"number": number}
            self.fields[f"picture-{number}"] = ArticlePictureField(label=_("Ảnh mới %(number)d") % words)
            self.fields[f"shows-{number}"] = _description(_("Ảnh mới %(number)d cho thấy gì?") % words)

    @property
    def first_questions(self) -> list[forms.BoundField]:
        """The boxes before that of the Word file."""
        return [self["title"], self["text"]]

    @property
    def last_questions(self) -> list[forms.BoundField]:
        """The boxes after the pictures."""
        return [self["people_named"], self["note"]]

    def stored_pictures(self) -> list[dict[str, Any]]:
        """Return each picture that was sent before, with its two boxes."""
        return [
            {"row": row, "said": self[f"said-{row.pk}"], "drop": self[f"drop-{row.pk}"]}
            for row in self.stored
        ]

    def open_boxes(self) -> Iterator[dict[str, forms.BoundField]]:
        """Yield the boxes of the new pictures that are shown at once."""
        return (self._boxes(number) for number in self.new_numbers if number <= SHOWN_PICTURES)

    def further_boxes(self) -> list[dict[str, forms.BoundField]]:
        """Return the boxes that open at a touch."""
        return [self._boxes(number) for number in self.new_numbers if number > SHOWN_PICTURES]

    @property
    def shows_further(self) -> bool:
        """Whether something is in those, or wrong with them."""
        return self.is_bound and any(
            box.errors or box.value() for boxes in self.further_boxes() for box in boxes.values()
        )

    def full_clean(self) -> None:
        """Look at all of it; a browser forgets the files of a form that comes back, so their boxes say so."""
        super().full_clean()
        if self.is_bound and self.errors:
            for name, file in self._uploads().items():
                if name in self.fields and name not in self.errors:
                    self[name].help_text = _("Xin chọn lại tệp “%(name)s”: trình duyệt không giữ tệp.") % {
                        "name": file.name
                    }

    def clean(self) -> dict[str, Any]:
        """Ask for words or a Word file, for a picture beside its words, and for what one sending can carry."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        keeps_file = bool(self.article and self.article.word_file) and not cleaned.get("drops_word_file")
        has_article = keeps_file or cleaned.get("text") or cleaned.get("word_file")
        if not has_article and not {"text", "word_file"} & set(self.errors):
            self.add_error("text", _("Hãy viết bài vào ô này, hoặc chọn một tệp Word ở ô dưới."))
        if sum(file.size or 0 for file in self._uploads().values()) > MOST_TOGETHER:
            self.add_error(
                None,
                _(
                    "Mỗi lần gửi được chừng 28 MB. Hãy gửi bài với vài ảnh trước, rồi mở bài ra thêm ảnh khác."
                ),
            )
        for row in self.stored:
            self._check_description(f"said-{row.pk}")
        for number in self.new_numbers:
            self._check_description(f"shows-{number}")
            box = f"picture-{number}"
            if cleaned.get(f"shows-{number}") and not cleaned.get(box) and box not in self.errors:
                self.add_error(box, _("Có lời tả mà chưa có ảnh. Hãy chọn ảnh, hoặc xoá lời tả."))
        return cleaned

    def content(self) -> Content:
        """Return what is sent; ask it of a valid form.

        With a Word file, new words in the box of the text are no article but a note.
        """
        said = self.cleaned_data
        has_file = said["word_file"] or (
            self.article is not None and self.article.word_file and not said.get("drops_word_file")
        )
        is_note = has_file and said["text"] != (self.article.text if self.article else "")
        note = "\n\n".join(filter(None, [said["text"] if is_note else "", said["note"]]))
        return Content(
            form_key=self._key(),
            title=said["title"],
            text="" if has_file else said["text"],
            people_named=said["people_named"],
            note=note,
            word_file=said["word_file"],
            drops_word_file=bool(said.get("drops_word_file")),
            pictures=[
                NewPicture(said[f"picture-{number}"], said[f"shows-{number}"])
                for number in self.new_numbers
                if said[f"picture-{number}"]
            ],
            descriptions={row.pk: said[f"said-{row.pk}"] for row in self.stored},
            dropped=[row.pk for row in self.stored if said[f"drop-{row.pk}"]],
        )

    def _uploads(self) -> dict[str, UploadedFile]:
        return {name: file for name, file in self.files.items() if isinstance(file, UploadedFile)}

    def _boxes(self, number: int) -> dict[str, forms.BoundField]:
        return {"picture": self[f"picture-{number}"], "shows": self[f"shows-{number}"]}

    def _check_description(self, name: str) -> None:
        if looks_like_file_name(self.cleaned_data.get(name, "")):
            self.add_error(name, _("Đây là tên tệp. Hãy viết một câu: ai, đang làm gì, ở đâu."))

    def _key(self) -> str:
        words = [f"{name}={value}" for name, value in sorted(self.data.items()) if name in self.fields]
        files = [f"{name}={file.name} {file.size}" for name, file in sorted(self._uploads().items())]
        return sha256("\n".join([*words, *files]).encode("utf-8", "surrogatepass")).hexdigest()


def _description(label: str, initial: str = "") -> VisibleTextField:
    return VisibleTextField(
        label=label,
        required=False,
        max_length=LONGEST_DESCRIPTION,
        initial=initial,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
