"""People whom the site introduces."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelsearch import index
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from core.vietnamese import nfc, sort_key
from papers.letters import missing_letters, spell_letters
from people.person_forms import PersonForm

AGE_OF_OWN_WORD = 7
"""From this age a child's own consent is needed too: Decree 56/2017/NĐ-CP article 36."""

NAME_MARKS = frozenset(" .'’-–,()/&")
NAME_CATEGORIES = ("L", "M", "Nd")


def validate_name(value: str) -> None:
    """Refuse what no name holds and no certificate can print: pictures, control and direction marks.

    Raises:
        ValidationError: Names the first such character, or the letters that the paper fonts lack.
    """
    for character in nfc(value):
        if character not in NAME_MARKS and not unicodedata.category(character).startswith(NAME_CATEGORIES):
            raise ValidationError(
                _("Tên có ký tự không dùng được: “%(character)s”. Hãy gõ lại, chỉ gồm chữ và dấu."),
                params={"character": character if character.isprintable() else f"U+{ord(character):04X}"},
                code="bad_character",
            )
    if missing := missing_letters(value):
        raise ValidationError(
            _("Tên có chữ không in được trên giấy: %(letters)s."),
            params={"letters": spell_letters(missing)},
            code="unprintable",
        )


class Kind(models.TextChoices):
    """What somebody is to the school."""

    STUDENT = "student", _("Học sinh")
    TEACHER = "teacher", _("Giáo viên")
    STAFF = "staff", _("Nhân viên")
    PARENT = "parent", _("Phụ huynh")
    COMMUNITY = "community", _("Cộng đồng")


class Person(index.Indexed, models.Model):
    """Somebody who may be introduced. Never public by itself: a page names the person."""

    full_name = models.CharField(
        _("họ và tên"),
        max_length=200,
        validators=[validate_name],
        help_text=_("Chỉ dùng trong hồ sơ và giấy chứng nhận."),
    )
    display_name = models.CharField(
        _("tên hiện trên trang"),
        max_length=60,
        validators=[validate_name],
        help_text=_("Với học sinh chỉ ghi tên gọi, ví dụ “Bảo Ngọc”."),
    )
    kind = models.CharField(_("là ai"), max_length=12, choices=Kind.choices)
    unit = models.CharField(
        _("lớp hoặc đơn vị"),
        max_length=80,
        blank=True,
        help_text=_(
            "Viết thường thì đứng sau “Học sinh”, “Giáo viên”…, ví dụ “lớp 3/2”. "
            "Viết hoa thì đứng một mình, ví dụ “Bảo vệ trường”."
        ),
    )
    birth_date = models.DateField(
        _("ngày sinh"),
        null=True,
        blank=True,
        help_text=_("Để biết em đã đủ 7 tuổi chưa. Không bao giờ hiện trên trang."),
    )
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("tài khoản"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="people",
        help_text=_("Nếu người này có tài khoản: không ai tự duyệt khen thưởng cho mình."),
    )
    is_illustration = models.BooleanField(
        _("nhân vật minh hoạ"), default=False, help_text=_("Không phải người thật; trang sẽ ghi rõ.")
    )
    sort_key = models.CharField(max_length=255, editable=False, db_index=True)

    base_form_class = PersonForm

    search_fields: ClassVar[list[index.BaseField]] = [
        index.SearchField("full_name"),
        index.SearchField("display_name"),
        index.SearchField("unit"),
        index.AutocompleteField("full_name"),
        index.AutocompleteField("display_name"),
        index.FilterField("kind"),
        index.FilterField("is_illustration"),
    ]
    panels: ClassVar[list[FieldPanel]] = [
        FieldRowPanel([FieldPanel("full_name"), FieldPanel("display_name")]),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("unit")]),
        FieldRowPanel([FieldPanel("birth_date"), FieldPanel("account")]),
        FieldPanel("is_illustration"),
    ]

    class Meta:
        ordering = ("sort_key", "pk")
        verbose_name = _("người được giới thiệu")
        verbose_name_plural = _("người được giới thiệu")

    def __str__(self) -> str:
        return f"{self.full_name} ({self.unit})" if self.unit else self.full_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Compose the names and keep the key that sorts them by given name."""
        self.full_name = nfc(self.full_name)
        self.display_name = nfc(self.display_name)
        self.sort_key = sort_key(self.full_name)[:255]
        super().save(*args, **kwargs)

    @property
    def needs_consent(self) -> bool:
        """Whether the person may be shown only with a signed consent: every real child."""
        return self.kind == Kind.STUDENT and not self.is_illustration

    @property
    def seventh_birthday(self) -> date | None:
        """The day from which the child's own consent is needed; None when the age is unknown."""
        if self.birth_date is None:
            return None
        try:
            return self.birth_date.replace(year=self.birth_date.year + AGE_OF_OWN_WORD)
        except ValueError:  # 29 February
            return self.birth_date.replace(year=self.birth_date.year + AGE_OF_OWN_WORD, month=3, day=1)

    def must_agree_oneself(self, on: date) -> bool:
        """Return whether the child is seven or older on the day; an unknown age counts as such."""
        return self.seventh_birthday is None or on >= self.seventh_birthday

    @property
    def role(self) -> str:
        """What the person is to the school, for readers: ``Học sinh lớp 3/2``, ``Bảo vệ trường``."""
        if self.unit and not self.unit[0].islower():
            return self.unit
        return f"{self.get_kind_display()} {self.unit}".strip()
