"""The page that every page of the site descends from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.pages import CopyForm
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.search import index

from core.advice.findings import Advice
from core.blocks import BodyField
from core.known_site import address_of
from core.publishing import SchoolPageForm, VietnamTimePanel, refuse_with_obstacles
from core.querysets import SchoolPageManager
from core.reading_time import reading_minutes
from core.slug_input import VietnameseSlugInput
from core.structured_data.nodes import Node, SiteFacts, work
from core.vietnamese import nfc, slugify

LONGEST_OLD_ADDRESS = 255
DESCRIPTION_LENGTH = 200
"""Search engines cut a description near 160 letters; a Vietnamese word more does no harm."""


class SchoolCopyForm(CopyForm):
    """Wagtail's copy form with our slug box: it builds its own and would drop Vietnamese letters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_slug"].widget = VietnameseSlugInput(locale=self.page.locale)


def shortened(text: str, length: int = DESCRIPTION_LENGTH) -> str:
    """Return at most ``length`` letters of the text, cut between words."""
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    return text[: length - 1].rsplit(" ", 1)[0].rstrip(" ,.;:–-") + "…"


class BasePage(Page):
    """A page with a lead, an ASCII slug, composed Vietnamese text and a description for search engines."""

    lead = models.TextField(
        _("sa-pô"),
        max_length=400,
        blank=True,
        help_text=_(
            "Hai, ba câu mở đầu. Cũng là lời giới thiệu khi bài được chia sẻ và khi tìm thấy bằng máy tìm kiếm."
        ),
    )

    search_fields: ClassVar[list[index.BaseField]] = [*Page.search_fields, index.SearchField("lead")]
    base_form_class = SchoolPageForm
    copy_form_class = SchoolCopyForm

    is_section: ClassVar[bool] = False
    """Whether other pages live below it, so that it is never taken down by itself."""
    is_about_site: ClassVar[bool] = False
    """Whether the foot of every page leads to it, when it stands right below the front page (``core.navigation``)."""
    kind_label: ClassVar[Any] = _("Trang")
    """What a reader calls this kind of page, shown above its title in lists and search."""
    picture_scene: ClassVar[str] = "open_book"
    """The drawing that stands where the page has no picture of its own."""
    listed_in: ClassVar[Any] = _("mục của nó và ô tìm kiếm")
    """Where readers come upon the page, as the end of a sentence for editors."""
    needs_words: ClassVar[bool] = False
    """Whether the page is nothing without a lead or a body: it has no date, file or link to offer instead."""

    top_panels: ClassVar[list[Any]] = []
    """What stands above the title."""
    lead_panels: ClassVar[list[Any]] = [FieldPanel("lead")]
    body_panels: ClassVar[list[Any]] = []
    details_panels: ClassVar[list[Any]] = []

    has_feeds: ClassVar[bool] = False
    """Whether it answers RSS, Atom and JSON Feed below its address (``core.feeds``)."""
    staff_fields: ClassVar[tuple[str, ...]] = ()
    """Fields with the name of a grown-up of the staff, in which nobody is to find a child of the same name."""
    further_paths: ClassVar[tuple[str, ...]] = ()
    """Paths below the page's own that it answers too: feeds, calendar files (``"/rss/"``)."""
    serving_relations: ClassVar[tuple[str, ...]] = ()
    """Foreign keys that the page's template shows, read in the same query."""
    above: list[Page] | None = None
    """The pages above, when the address was found through them (see ``core.routing``)."""

    objects: ClassVar[Any] = SchoolPageManager()

    class Meta:
        abstract = True

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Give each page type the same tabs: what it says, what it belongs to, how it is found."""
        super().__init_subclass__(**kwargs)
        if "edit_handler" not in cls.__dict__:
            tabs = [
                ObjectList(
                    [*cls.top_panels, TitleFieldPanel("title"), *cls.lead_panels, *cls.body_panels],
                    heading=_("Nội dung"),
                ),
            ]
            if cls.details_panels:
                tabs.append(ObjectList(list(cls.details_panels), heading=_("Thông tin")))
            tabs.append(
                ObjectList(
                    [
                        MultiFieldPanel(
                            [FieldPanel("slug"), FieldPanel("seo_title"), FieldPanel("search_description")],
                            _("Đường dẫn và máy tìm kiếm"),
                        ),
                        FieldPanel("show_in_menus"),
                    ],
                    heading=_("Quảng bá"),
                )
            )
            tabs.append(ObjectList([VietnamTimePanel()], heading=_("Hẹn giờ")))
            cls.edit_handler = TabbedInterface(tabs, base_form_class=cls.base_form_class)

    def _set_core_field_defaults(self) -> None:
        """Fill the slug and the description, and compose the text.

        Private in Wagtail, and the one place that both a full and a draft save go through; Wagtail's own
        version makes "oc-sach" of "Đọc sách". tests/integration/test_pages.py guards it.
        """
        self.title = nfc(self.title or "")
        self.draft_title = nfc(self.draft_title or "")
        self.lead = nfc(self.lead or "")
        if not self.slug and self.path:
            self.slug = self._get_autogenerated_slug(slugify(self.title) or "trang")
        if not self.search_description and self.lead:
            self.search_description = shortened(self.lead)
        super()._set_core_field_defaults()

    def publish(self, revision: Any, *args: Any, **kwargs: Any) -> Any:
        """Publish or schedule the revision, unless something keeps it from the public.

        The schedule runner comes through here too, at the moment itself.

        Raises:
            ValidationError: What is missing, by field.
        """
        refuse_with_obstacles(revision.as_object())
        return super().publish(revision, *args, **kwargs)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the template's context; ``page`` is the page."""
        return super().get_context(request, *args, **kwargs)

    def get_view_restrictions(self) -> models.QuerySet[PageViewRestriction]:
        """Return the restrictions on this page and those above: one query, where Wagtail's own makes two.

        An alias is restricted as its source is.
        """
        if self.alias_of_id:
            return super().get_view_restrictions()
        way = [self.path[:end] for end in range(self.steplen, len(self.path) + 1, self.steplen)]
        return PageViewRestriction.objects.filter(
            models.Q(page__path__in=way, page__alias_of=None) | models.Q(page__aliases__path__in=way)
        ).distinct()

    def get_url(self, request: HttpRequest | None = None, current_site: Site | None = None) -> str | None:
        """Return the page's address, without a look at the sites where the school has one."""
        return address_of(self.url_path) or super().get_url(request, current_site)

    url = property(get_url)

    @property
    def description(self) -> str:
        """The sentence for search engines and shared links; never empty."""
        return self.search_description or shortened(self.lead) or f"{self.kind_label}: {self.title}"

    @property
    def share_details(self) -> str:
        """A line for shared posts that says when and where; empty where there is nothing to say."""
        return ""

    def structured_data(self, site: SiteFacts, context: Mapping[str, Any]) -> Node:
        """Return what the page is in the words of schema.org, never more than it shows.

        Args:
            site: The school and the site that the node refers to.
            context: The template's, for what a list shows.
        """
        return work(self, site)

    def get_route_paths(self) -> list[str]:
        """Return the paths below its own that are redirected when the page gets another address.

        A page whose old address does not fit into Wagtail's column of 255 letters is moved without.
        """
        paths = [*super().get_route_paths(), *self.further_paths]
        return [path for path in paths if len(self.url_path) + len(path) <= LONGEST_OLD_ADDRESS]

    def stored_addresses(self) -> list[str]:
        """Return the addresses that this page answers beside its own, each a path of the site.

        Pages of a list, feeds, calendar files: all of them public, answered without a query and without a cookie.
        The page store keeps them, and the export writes them.
        """
        own = (self.url or "").rstrip("/")
        return [f"{own}{path}" for path in self.further_paths]

    @classmethod
    def addresses_below(cls, pages: Mapping[int, str]) -> list[str]:  # noqa: ARG003  # for types that have some
        """Return what is to be read below pages of this type without being a page: the sitemap names it.

        Args:
            pages: Their numbers, each with its address.
        """
        return []

    def list_names(self) -> list[str]:
        """Return the narrowed lists that the page may come to when it changes; see ``core.dependence``."""
        return []

    def own_advice(self) -> list[Advice]:
        """Return what its editor had better look at before it goes public, beyond what every page is asked."""
        return []

    def shared_picture(self) -> Any:
        """Return the picture to share, or None for the drawn one."""
        return getattr(self, "picture", None)


class BodyMixin(models.Model):
    """A body made of blocks."""

    body = BodyField(verbose_name=_("nội dung"), blank=True)

    class Meta:
        abstract = True

    body_search_fields: ClassVar[list[index.BaseField]] = [index.SearchField("body")]

    @cached_property
    def reading_minutes(self) -> int:
        """How many minutes the body takes to read."""
        return reading_minutes(self.body.stream_block.get_searchable_content(self.body))


class PictureMixin(models.Model):
    """A main picture with its alternative text, or marked as decoration.

    A draft may lack the text; publishing asks for it (``core.publishing.completeness``).
    """

    picture = models.ForeignKey(
        "core.SchoolImage",
        verbose_name=_("ảnh chính"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Để trống thì trang dùng một bức tranh khắc gỗ tự vẽ."),
    )
    picture_alt = models.CharField(
        _("ảnh cho thấy gì"),
        max_length=200,
        blank=True,
        help_text=_("Một câu cho người không nhìn thấy ảnh. Để trống thì dùng mô tả của ảnh trong kho."),
    )
    picture_is_decorative = models.BooleanField(
        _("ảnh chỉ để trang trí"), default=False, help_text=_("Trình đọc màn hình sẽ bỏ qua ảnh này.")
    )
    picture_caption = models.CharField(_("chú thích ảnh"), max_length=200, blank=True)

    picture_panel = MultiFieldPanel(
        [
            FieldPanel("picture"),
            FieldPanel("picture_alt"),
            FieldRowPanel([FieldPanel("picture_caption"), FieldPanel("picture_is_decorative")]),
        ],
        _("Ảnh chính"),
    )

    class Meta:
        abstract = True

    @cached_property
    def picture_text(self) -> str:
        """The alternative text; empty when the picture is decoration or missing."""
        if self.picture is None or self.picture_is_decorative:
            return ""
        return self.picture_alt or self.picture.default_alt_text

    @property
    def picture_is_decoration(self) -> bool:
        """Whether readers need not be told what it shows: so marked here, or in the library."""
        marked = self.picture is not None and self.picture.is_decorative and not self.picture_alt
        return self.picture_is_decorative or marked
