"""What the drawn picture of a shared page says, and the address that changes with it."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from zlib import crc32

from django.core.cache import cache
from django.urls import reverse

from core.base_page import BasePage
from core.school_settings import SchoolSettings
from drawing.share_picture import share_picture
from sharing.pages import week_of

_SECONDS = 7 * 24 * 3600
_EDITION = 2
"""Counted up when the drawing itself changes, so that no old picture is shown."""


@dataclass(frozen=True)
class PictureWords:
    """The words and the drawing of one picture."""

    kicker: str
    title: str
    theme: str
    school: str
    scene: str
    seed: int

    @property
    def stamp(self) -> str:
        """Eight hexadecimal digits that change when anything in the picture does."""
        return f"{crc32(repr((_EDITION, *astuple(self))).encode()):08x}"

    @property
    def alternative(self) -> str:
        """What the picture shows, for those who do not see it."""
        theme = f" Chủ đề: {self.theme}." if self.theme else ""
        return f"Tranh khắc gỗ kèm dòng chữ: {self.title}.{theme} {self.school}."

    @property
    def address(self) -> str:
        """Where the picture is, on its site."""
        return reverse("share_picture", args=[self.seed, self.stamp])

    def png(self) -> bytes:
        """Return the picture, drawn or remembered."""
        key = f"share-picture:{self.seed}:{self.stamp}"
        png = cache.get(key)
        if png is None:
            png = share_picture(
                kicker=self.kicker,
                title=self.title,
                theme=self.theme,
                school=self.school,
                scene=self.scene,
                seed=self.seed,
            )
            cache.set(key, png, _SECONDS)
        return png


def picture_words(page: BasePage, school: SchoolSettings) -> PictureWords:
    """Return what the picture of a stored page says."""
    week = week_of(page)
    return PictureWords(
        kicker=str(page.kind_label),
        title=page.title,
        theme=week.theme if week is not None else "",
        school=school.name,
        scene=page.picture_scene,
        seed=page.pk,
    )
