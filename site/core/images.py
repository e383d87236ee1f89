"""The pictures of the library: cleaned whichever way they come, and shown in the sizes that exist."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import PurePath
from secrets import token_hex, token_urlsafe
from typing import Any

from django.core.cache import caches
from django.core.files.base import File
from django.db import models
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import (
    AbstractImage,
    AbstractRendition,
    Filter,
    SourceImageIOError,
    WagtailImageField,
    WagtailImageFieldFile,
    get_upload_to,
)
from wagtail.images.models import Image as WagtailImage
from wagtail.utils.file import hash_filelike

from core.dependence import narrowed
from core.picture_cleaning import cleaned_picture
from core.reading import is_for_reader
from core.rendition_sizes import Made, is_for_pages, nearest
from core.vietnamese import nfc

__all__ = ["SchoolImage", "SchoolRendition", "cleaned_picture"]

SECONDS = 600


@lru_cache(maxsize=256)
def _filter_of(spec: str) -> Filter:
    """Return the filter of a spec; taking one apart takes longer than all else that a picture on a page does."""
    return Filter(spec)


class CleanedPictureFile(WagtailImageFieldFile):
    """The stored picture. What is not cleaned yet is cleaned here, where every way into the folder ends."""

    instance: SchoolImage

    @property
    def url(self) -> str:
        """The address for members of the staff: an original has no public one."""
        self._require_file()  # type: ignore[attr-defined]  # Django's own, missing in the stubs
        return reverse("picture_original", args=[self.instance.pk])

    def save(self, name: str, content: File, save: bool = True) -> None:  # noqa: FBT001, FBT002  # Django's signature
        """Store the picture cleaned, with its size and hash.

        Raises:
            ValidationError: The file is no picture that can be read.
        """
        cleaned = cleaned_picture(content)
        name = PurePath(name).stem + PurePath(cleaned.name or "").suffix
        self.instance.file_size = cleaned.size
        self.instance.file_hash = hash_filelike(cleaned)
        super().save(name, cleaned, save=False)
        self.__dict__.pop(
            "_dimensions_cache", None
        )  # those of the uncleaned picture, lying on its side perhaps
        self.field.update_dimension_fields(self.instance, force=True)
        if save:
            self.instance.save()


class CleanedPictureField(WagtailImageField):
    """A picture's file, cleaned before it is stored."""

    attr_class = CleanedPictureFile


class KeptFlagField(models.BooleanField):
    """A flag that ``update()`` alone changes: saving a form that was opened earlier does not put it back."""

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:  # noqa: FBT001  # Django's signature
        """Return the column itself, for a row that exists."""
        return super().pre_save(model_instance, add) if add else F(self.attname)


class ChangeCountField(models.PositiveIntegerField):
    """Counts the saves of a row, whoever makes them."""

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:  # noqa: FBT001  # Django's signature
        """Return one more than the column has, for a row that exists."""
        if add:
            return super().pre_save(model_instance, add)
        setattr(model_instance, self.attname, getattr(model_instance, self.attname) + 1)
        return F(self.attname) + 1


class SchoolImage(AbstractImage):
    """A picture in the library. Its ``description`` is the alternative text offered to editors."""

    file = CleanedPictureField(
        verbose_name=_("tệp ảnh"),
        upload_to=get_upload_to,
        width_field="width",
        height_field="height",
    )
    # Ahead of width and height, as in Wagtail's model: they are read after the file was stored upright.
    file.creation_counter = AbstractImage._meta.get_field("file").creation_counter
    is_decorative = models.BooleanField(
        _("Ảnh chỉ để trang trí"),
        default=False,
        help_text=_(
            "Đánh dấu khi ảnh không cho biết thêm điều gì, ví dụ hoa văn. Trình đọc màn hình sẽ bỏ qua."
        ),
    )
    is_shown = KeptFlagField(_("có trên trang"), default=False, editable=False)
    """Whether the public sees it (``core.live_use``)."""
    changes = ChangeCountField(_("số lần đổi"), default=0, editable=False)
    """Goes up whenever the picture or its sizes change, so that no process remembers sizes that are gone."""

    # What it shows comes first: it is what a teacher is asked for, the rest may stay as proposed.
    admin_form_fields = (
        "file",
        "description",
        "is_decorative",
        "title",
        *(name for name in WagtailImage.admin_form_fields if name not in {"title", "file", "description"}),
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("ảnh")
        verbose_name_plural = _("ảnh")

    def get_upload_to(self, filename: str) -> str:
        """Return where the file lies: a name that says nothing, for a file's name may be a child's."""
        return super().get_upload_to(f"anh-{token_hex(8)}{PurePath(filename).suffix.lower()}")

    def save(self, *args: object, **kwargs: object) -> None:
        """Store the title composed, so that equal-looking titles are equal; give one to a picture without."""
        self.title = nfc(self.title).strip() or self._title_of_the_day()
        super().save(*args, **kwargs)

    def _title_of_the_day(self) -> str:
        """Return ``Ảnh ngày 25/11/2026 – 3`` for the third picture of the day: never the name of a file."""
        today = timezone.localdate()
        count = type(self).objects.filter(created_at__date=today).count() + 1
        return gettext("Ảnh ngày %(day)s – %(number)s") % {"day": f"{today:%d/%m/%Y}", "number": count}

    @property
    def default_alt_text(self) -> str:
        """What the picture shows; nothing, and never its title, when it is decoration or nobody has said."""
        return "" if self.is_decorative else self.description

    # --- Sizes ---------------------------------------------------------------------------------

    @cached_property
    def made(self) -> list[Made]:
        """The sizes for pages that exist; the admin's small ones stand in for none. One query, remembered."""
        cache, key = caches["renditions"], f"picture-sizes-{self.pk}-{self.changes}"
        found = cache.get(key)
        if found is None:
            with narrowed():  # with every change of its sizes the picture itself counts one change more
                rows = [Made(*row) for row in self.renditions.values_list(*Made._fields)]
            found = [one for one in rows if is_for_pages(one.filter_spec)]
            cache.set(key, found, SECONDS)
        return found

    @property
    def is_ready(self) -> bool:
        """Whether there is something to show: a reader sees a drawing until the sizes are made."""
        if is_for_reader():
            return bool(self.made)
        return bool(self.file) and self.file.storage.exists(self.file.name)

    def get_rendition(self, filter: Filter | str) -> Any:  # noqa: A002  # Wagtail's name
        """Return a size of the picture; to a reader only one that exists, or that comes close.

        It is a broken one, and no error 500, when the file is not there.
        """
        if is_for_reader():
            spec = filter if isinstance(filter, str) else filter.spec
            return next(iter(self._existing([spec]).values()), None) or self._missing()
        try:
            return super().get_rendition(filter)
        except SourceImageIOError:
            return self._missing()

    def get_renditions(self, *filters: Filter | str) -> dict[str, Any]:
        """Return sizes by their specs; to a reader only those that exist, or else the closest one."""
        if not is_for_reader():
            return super().get_renditions(*filters)
        specs = [one if isinstance(one, str) else one.spec for one in filters]
        return self._existing(specs) or {specs[0]: self._missing()}

    def _existing(self, specs: list[str]) -> dict[str, SchoolRendition]:
        keys = {(spec, _filter_of(spec).get_cache_key(self)) for spec in specs}
        found = {one.filter_spec: one for one in self.made if (one.filter_spec, one.focal_point_key) in keys}
        if not found and (closest := nearest(specs[0], self.made)):
            return {closest.filter_spec: self._rendition(closest)}
        return {spec: self._rendition(found[spec]) for spec in specs if spec in found}

    def _rendition(self, made: Made) -> SchoolRendition:
        return SchoolRendition(image=self, **made._asdict())

    def _missing(self) -> SchoolRendition:
        missing = SchoolRendition(image=self, width=0, height=0)
        missing.file.name = "not-found"
        return missing

    def create_rendition(self, filter: Filter) -> Any:  # noqa: A002  # Wagtail's name
        """Make one size."""
        made = super().create_rendition(filter)
        self.count_change()
        return made

    def create_renditions(self, *filters: Filter) -> dict[Filter, Any]:
        """Make several sizes."""
        made = super().create_renditions(*filters)
        if len(filters) > 1:  # one alone goes through create_rendition
            self.count_change()
        return made

    def count_change(self) -> None:
        """Let every process forget which sizes it knew."""
        type(self).objects.filter(pk=self.pk).update(changes=F("changes") + 1)
        self.changes += 1
        self.__dict__.pop("made", None)

    def generate_rendition_file(self, filter: Filter, *, source: File | None = None) -> File:  # noqa: A002  # Wagtail's name
        """Return the size as a file whose name nobody can guess, nor derive from that of another size."""
        file = super().generate_rendition_file(filter, source=source)
        file.name = token_urlsafe(12) + PurePath(file.name or "").suffix
        return file


class SchoolRendition(AbstractRendition):
    """One size of a picture."""

    image = models.ForeignKey(SchoolImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)
        verbose_name = _("cỡ ảnh")
        verbose_name_plural = _("cỡ ảnh")

    @staticmethod
    def construct_cache_key(image: SchoolImage, filter_cache_key: str, filter_spec: str) -> str:
        """Return the key that Wagtail remembers a size by: with the count of changes, as ``SchoolImage.made``."""
        wagtails = AbstractRendition.construct_cache_key(image, filter_cache_key, filter_spec)
        return f"{wagtails}-{image.changes}"


def forget_sizes(pictures: Iterable[SchoolImage]) -> None:
    """Delete every size of the pictures, rows and files: their addresses lead nowhere any more."""
    for picture in pictures:
        picture.renditions.all().delete()  # Wagtail deletes the files when the transaction is committed
        picture.count_change()
