"""The tables of core; pages and mixins live in their own files."""

from core.base_page import BasePage, BodyMixin, PictureMixin
from core.documents import SchoolDocument
from core.finding.models import SearchEntry, SearchWord, SearchWordVariant
from core.images import SchoolImage, SchoolRendition
from core.school_settings import SchoolSettings

__all__ = [
    "BasePage",
    "BodyMixin",
    "PictureMixin",
    "SchoolDocument",
    "SchoolImage",
    "SchoolRendition",
    "SchoolSettings",
    "SearchEntry",
    "SearchWord",
    "SearchWordVariant",
]
