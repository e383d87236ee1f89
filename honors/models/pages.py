"""Pages of honour: people to learn from, and good ways of working."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable
from wagtail.search import index

from core.base_page import BasePage, BodyMixin, PictureMixin
from core.blocks import Lessons
from core.list_page import ListPageMixin
from core.structured_data.nodes import Node, SiteFacts, article, collection, part_of_school, work
from drawing.motifs import Motif, motif_for
from honors.board import KIND, SHEETS_PER_PAGE, UNIT, YEAR, Board, board
from honors.models.commendations import Commendation
from honors.scholarships import Given, given_in
from honors.sheets import sheets_of_profiles, stories_of
from people.models import Kind, Person, Purpose, mentions_panel
from week.models import Department, WeekEdition

PROFILES_SHOWN = 12
INITIATIVES_SHOWN = 6
PROFILES_BESIDE = 5
INITIATIVE_SCENES = ("kites", "communal_house", "drum", "open_book")

MOTIF_NAMES = {
    Motif.LOTUS: _("Hoa sen"),
    Motif.BOOK: _("Quyển sách"),
    Motif.BANYAN: _("Cây đa"),
    Motif.CARP: _("Cá chép"),
    Motif.DRUM: _("Trống trường"),
    Motif.COMMUNAL_HOUSE: _("Đình làng"),
    Motif.CHILD: _("Em bé"),
    Motif.TOAD: _("Thầy đồ Cóc"),
    Motif.KITE: _("Cánh diều"),
    Motif.LEAF: _("Chiếc lá"),
}


class HonorsIndexPage(ListPageMixin, BasePage):
    """The board of honour: who is commended, whose story to read, what to copy."""

    max_count = 1
    is_section = True
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["honors.ProfilePage", "honors.InitiativePage"]
    kind_label = _("Chuyên mục")
    listed_in = _("thanh chuyên mục và ô tìm kiếm")
    picture_scene = "lotus"

    class Meta:
        verbose_name = _("trang Tôn vinh")

    list_step = SHEETS_PER_PAGE

    def list_length(self) -> int:
        """Return how many hang on the board."""
        return Commendation.objects.approved().count()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the board, and the profiles and initiatives that belong to what is chosen on it."""
        shown = board(request)
        profiles = list(self._profiles(shown)[: PROFILES_SHOWN + 1])
        initiatives = self._initiatives(shown)
        return super().get_context(request, *args, **kwargs) | {
            "board": shown,
            "listing": shown.listing,
            "facets": shown.facets,
            "stories": stories_of(profiles[:PROFILES_SHOWN]),
            "initiatives": initiatives[:INITIATIVES_SHOWN],
            "has_more": len(profiles) > PROFILES_SHOWN or len(initiatives) > INITIATIVES_SHOWN,
            "scholarships": self._scholarships(shown),
        }

    def structured_data(self, site: SiteFacts, context: Mapping[str, Any]) -> Node:
        """Return the list with the stories to read; names on the board are for people alone."""
        return collection(self, site, [(story.title, story.sheet.url) for story in context["stories"]])

    def _profiles(self, shown: Board) -> models.QuerySet[ProfilePage]:
        # All are below this page; to say so would mislead PostgreSQL's planner.
        profiles = ProfilePage.objects.of_own_type().live().public()
        profiles = profiles.select_related("person").defer("body").order_by("-first_published_at", "-id")
        if year := shown.selected[YEAR]:
            profiles = profiles.filter(edition__year=int(year))
        if kind := shown.selected[KIND]:
            profiles = profiles.filter(person__kind=kind)
        if shown.selected[UNIT]:
            profiles = profiles.filter(person__unit__in=shown.units)
        return profiles

    def _initiatives(self, shown: Board) -> list[InitiativePage]:
        """Return the initiatives, each with ``adopters``: the units that took it over. Two queries."""
        if shown.selected[KIND] or shown.selected[UNIT]:
            return []
        initiatives = InitiativePage.objects.of_own_type().live().public()
        initiatives = initiatives.order_by("-first_published_at", "-id")
        if year := shown.selected[YEAR]:
            initiatives = initiatives.filter(edition__year=int(year))
        rows = list(
            initiatives.select_related("department", "picture").defer("body")[: INITIATIVES_SHOWN + 1]
        )
        adopters: dict[int, list[str]] = {row.pk: [] for row in rows}
        for page, unit in InitiativeAdoption.objects.filter(page__in=adopters).values_list("page", "unit"):
            adopters[page].append(unit)
        for row in rows:
            row.adopters = adopters[row.pk]
        return rows

    def _scholarships(self, shown: Board) -> Given | None:
        """Return what was given in the chosen Week, beside the first page of the board alone."""
        if shown.selected[KIND] or shown.selected[UNIT] or shown.listing.number > 1:
            return None
        return given_in(shown.selected[YEAR])


class ProfilePage(BodyMixin, PictureMixin, BasePage):
    """The story of an exemplary self-learner, and what others can copy."""

    person = models.ForeignKey(
        Person, verbose_name=_("người được giới thiệu"), on_delete=models.PROTECT, related_name="profiles"
    )
    edition = models.ForeignKey(
        WeekEdition,
        verbose_name=_("Tuần lễ"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="profiles",
    )
    lessons = StreamField(Lessons(), verbose_name=_("điều ai cũng làm theo được"), blank=True)
    motif = models.CharField(
        _("hình in trên tờ tranh"),
        max_length=20,
        blank=True,
        choices=[(motif.value, label) for motif, label in MOTIF_NAMES.items()],
        help_text=_("Để trống thì chọn theo người: học sinh là hoa sen hay em bé, giáo viên là quyển sách…"),
    )

    parent_page_types: ClassVar[list[str]] = ["honors.HonorsIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    kind_label = _("Gương tự học")
    listed_in = _("mục Tôn vinh và ô tìm kiếm")
    shown_for = Purpose.HONOUR
    serving_relations = ("person", "picture", "edition")
    picture_scene = "lotus"
    search_fields = [
        *BasePage.search_fields,
        *BodyMixin.body_search_fields,
        index.SearchField("lessons"),
        index.RelatedFields("person", [index.SearchField("display_name")]),
    ]
    body_panels = [
        FieldPanel("person"),
        PictureMixin.picture_panel,
        FieldPanel("body"),
        FieldPanel("lessons"),
    ]
    details_panels = [FieldPanel("edition"), FieldPanel("motif"), mentions_panel()]

    class Meta:
        verbose_name = _("gương tự học")
        verbose_name_plural = _("gương tự học")

    @property
    def role(self) -> str:
        """What the person is to the school."""
        return self.person.role

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the person's own sheet, approved commendations and a few other profiles."""
        others = (
            ProfilePage.objects.of_own_type()
            .live()
            .public()
            .exclude(pk=self.pk)
            .select_related("person")
            .defer("body")
            .order_by("-first_published_at", "-id")
        )
        awards = list(Commendation.objects.approved().filter(profile=self).select_related("round__edition"))
        return super().get_context(request, *args, **kwargs) | {
            "sheet": sheets_of_profiles([self])[0],
            "awards": awards,
            "others": sheets_of_profiles(others[:PROFILES_BESIDE]),
        }

    def structured_data(self, site: SiteFacts, context: Mapping[str, Any]) -> Node:
        """Return a profile with the grown-up it is about, by the name shown.

        No child becomes a person in a program's records, whatever the family agreed to for readers; an
        illustration is nobody.
        """
        if self.person.kind == Kind.STUDENT or self.person.is_illustration:
            return article(self, site)
        person = {"@type": "Person", "name": self.person.display_name, "affiliation": site.school_id}
        return work(self, site, "ProfilePage", mainEntity=person)

    @property
    def motif_name(self) -> str:
        """The drawing on the sheet."""
        return self.motif or motif_for(self.person.kind, self.person.full_name)


class InitiativePage(BodyMixin, PictureMixin, BasePage):
    """A good model or way of working, with the units that took it over."""

    edition = models.ForeignKey(
        WeekEdition,
        verbose_name=_("Tuần lễ"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="initiatives",
    )
    department = models.ForeignKey(
        Department,
        verbose_name=_("bộ phận"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="initiatives",
    )
    authors = models.CharField(_("người nghĩ ra"), max_length=160, blank=True)

    parent_page_types: ClassVar[list[str]] = ["honors.HonorsIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    kind_label = _("Mô hình hay")
    listed_in = _("mục Tôn vinh và ô tìm kiếm")
    shown_for = Purpose.HONOUR
    serving_relations = ("department", "picture", "edition")
    search_fields = [*BasePage.search_fields, *BodyMixin.body_search_fields, index.SearchField("authors")]
    body_panels = [PictureMixin.picture_panel, FieldPanel("body")]
    details_panels = [
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("department"), FieldPanel("edition")]), FieldPanel("authors")],
            _("Của ai"),
        ),
        InlinePanel("adoptions", heading=_("Nơi đã nhân rộng"), label=_("đơn vị")),
    ]

    class Meta:
        verbose_name = _("mô hình hay")
        verbose_name_plural = _("mô hình hay")

    @property
    def picture_scene(self) -> str:  # type: ignore[override]
        """One of a few drawings, so that neighbours in a list seldom have the same."""
        return INITIATIVE_SCENES[(self.pk or 0) % len(INITIATIVE_SCENES)]

    def structured_data(self, site: SiteFacts, context: Mapping[str, Any]) -> Node:
        """Return the way of working as an article of its department."""
        department = self.department.name if self.department else ""
        return article(self, site, author=part_of_school(department, site))


class InitiativeAdoption(Orderable):
    """A unit that took an initiative over."""

    page = ParentalKey(InitiativePage, on_delete=models.CASCADE, related_name="adoptions")
    unit = models.CharField(_("đơn vị"), max_length=120)
    note = models.CharField(_("làm thế nào"), max_length=200, blank=True)

    panels: ClassVar[list[FieldPanel]] = [FieldPanel("unit"), FieldPanel("note")]

    class Meta(Orderable.Meta):
        verbose_name = _("đơn vị nhân rộng")

    def __str__(self) -> str:
        return self.unit
