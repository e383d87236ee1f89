"""Stories of the Week."""

from __future__ import annotations

from collections import Counter
from typing import Any, ClassVar

from django import forms
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import reverse_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from taggit.models import ItemBase, TagBase
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import PageManager
from wagtail.search import index

from core.advice import Advice
from core.base_page import BasePage, BodyMixin, PictureMixin
from core.listing import chosen, facet, paginate
from core.querysets import SchoolPageQuerySet
from core.vietnamese import slugify
from news.feeds import AtomFeed, RssFeed
from news.word.models import WordImport, WordPicture
from news.word.panels import WordUploadPanel
from people.models import mentions_panel
from week.models import Department, PlanTask, WeekEdition

__all__ = [
    "CATEGORY_SCENES",
    "Category",
    "NewsIndexPage",
    "StoryPage",
    "StoryTag",
    "TaggedStory",
    "WordImport",
    "WordPicture",
]

STORIES_PER_PAGE = 12
RELATED_STORIES = 3


class Category(models.TextChoices):
    """What a story is about."""

    CAMPAIGN = "campaign", _("Tuyên truyền")
    ACTIVITY = "activity", _("Hoạt động")
    READING = "reading", _("Khuyến đọc")
    PEOPLE = "people", _("Người thật việc thật")
    DIGITAL_SKILLS = "digital_skills", _("Kỹ năng số")
    ENCOURAGEMENT = "encouragement", _("Khuyến học")
    NOTICE = "notice", _("Thông báo")


CATEGORY_SCENES = {
    Category.CAMPAIGN: "drum",
    Category.ACTIVITY: "kites",
    Category.READING: "reading",
    Category.PEOPLE: "lotus",
    Category.DIGITAL_SKILLS: "digital",
    Category.ENCOURAGEMENT: "communal_house",
    Category.NOTICE: "open_book",
}


class StoryTag(TagBase):
    """A tag with an ASCII address ("khuyen-doc" for "khuyến đọc")."""

    free_tagging = True

    class Meta:
        verbose_name = _("thẻ")
        verbose_name_plural = _("thẻ")

    def slugify(self, tag: str, i: int | None = None) -> str:
        """Return the tag's address; taggit adds ``i`` when it is taken."""
        slug = slugify(tag) or "the"
        return slug if i is None else f"{slug}-{i}"


class TaggedStory(ItemBase):
    """A tag on a story."""

    tag = models.ForeignKey(StoryTag, related_name="tagged_stories", on_delete=models.CASCADE)
    content_object = ParentalKey("news.StoryPage", related_name="tagged_items", on_delete=models.CASCADE)


class StoryQuerySet(SchoolPageQuerySet):
    """Stories, asked for in words."""

    def published(self) -> StoryQuerySet:
        """Return what the public may read, newest first."""
        return self.live().public().order_by("-first_published_at", "-pk")

    def for_cards(self) -> StoryQuerySet:
        """Return the stories with what a card shows, without their bodies."""
        return self.select_related("department", "picture").defer("body")


StoryManager = PageManager.from_queryset(StoryQuerySet)


class NewsIndexPage(RoutablePageMixin, BasePage):
    """All stories, by category, department and Week."""

    max_count = 1
    is_section = True
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["news.StoryPage"]
    kind_label = _("Chuyên mục")
    listed_in = _("thanh chuyên mục và ô tìm kiếm")

    class Meta:
        verbose_name = _("trang Tin bài")

    def stories(self) -> StoryQuerySet:
        """Return the published stories below this page."""
        return StoryPage.objects.child_of(self).published()

    @path("")
    def listing(self, request: HttpRequest) -> HttpResponse:
        """Show the stories, filtered; an unknown filter is no filter."""
        category = chosen(request.GET.get("chuyen-muc"), Category.choices)
        departments = [(str(pk), name) for pk, name in Department.objects.values_list("pk", "short_name")]
        department = chosen(request.GET.get("bo-phan"), departments)
        tag = (
            StoryTag.objects.filter(slug=request.GET["the"]).first()
            if _plain(request.GET.get("the"))
            else None
        )
        stories = self.stories()
        params = {"chuyen-muc": category, "bo-phan": department, "the": tag.slug if tag else None}
        if category:
            stories = stories.filter(category=category)
        if department:
            stories = stories.filter(department_id=department)
        if tag:
            stories = stories.filter(tagged_items__tag=tag)
        by_category: Counter[str] = Counter()
        by_department: Counter[str] = Counter()
        for name, pk, count in (
            self.stories().order_by().values_list("category", "department").annotate(models.Count("pk"))
        ):
            by_category[name] += count
            by_department[str(pk)] += count
        return self.render(
            request,
            context_overrides={
                "stories": paginate(request, stories.for_cards(), STORIES_PER_PAGE, params),
                "facets": [
                    facet("chuyen-muc", _("Chuyên mục"), Category.choices, by_category, category, params),
                    facet("bo-phan", _("Bộ phận"), departments, by_department, department, params),
                ],
                "tag": tag,
                "is_filtered": any(params.values()),
            },
            template="news/news_index_page.html",
        )

    @path("rss/", name="rss")
    def rss(self, request: HttpRequest) -> HttpResponse:
        """Return the newest stories as RSS 2.0."""
        return RssFeed()(request, page=self)

    @path("atom/", name="atom")
    def atom(self, request: HttpRequest) -> HttpResponse:
        """Return the newest stories as Atom 1.0."""
        return AtomFeed()(request, page=self)


def _plain(text: str | None) -> bool:
    return text is not None and 0 < len(text) <= 100 and "\x00" not in text  # noqa: PLR2004


class StoryPage(BodyMixin, PictureMixin, BasePage):
    """A story. Its date is the moment it first went live."""

    category = models.CharField(
        _("chuyên mục"), max_length=16, choices=Category.choices, default=Category.ACTIVITY
    )
    department = models.ForeignKey(
        Department,
        verbose_name=_("bộ phận"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="stories",
    )
    edition = models.ForeignKey(
        WeekEdition,
        verbose_name=_("Tuần lễ"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="stories",
    )
    tasks = ParentalManyToManyField(
        PlanTask,
        verbose_name=_("minh chứng cho nhiệm vụ"),
        blank=True,
        related_name="stories",
        help_text=_("Bài này cho thấy việc nào trong kế hoạch đã làm?"),
    )
    tags = ClusterTaggableManager(
        through=TaggedStory, blank=True, verbose_name=_("thẻ"), help_text=_("Cách nhau bằng dấu phẩy.")
    )

    objects: ClassVar[Any] = StoryManager()

    parent_page_types: ClassVar[list[str]] = ["news.NewsIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    kind_label = _("Tin bài")
    listed_in = _("trang đầu, mục Tin bài, bản tin RSS và ô tìm kiếm")
    needs_words = True
    serving_relations = ("department", "picture", "edition")
    search_fields = [
        *BasePage.search_fields,
        *BodyMixin.body_search_fields,
        index.FilterField("category"),
        index.FilterField("edition"),
    ]
    top_panels = [WordUploadPanel()]
    body_panels = [
        PictureMixin.picture_panel,
        FieldPanel("body", attrs={"data-word-address": reverse_lazy("news_word:upload")}),
    ]
    details_panels = [
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("category"), FieldPanel("department")]), FieldPanel("tags")],
            _("Xếp mục"),
        ),
        MultiFieldPanel(
            [FieldPanel("edition"), FieldPanel("tasks", widget=forms.CheckboxSelectMultiple)],
            _("Thuộc Tuần lễ nào"),
        ),
        mentions_panel(),
    ]

    class Meta:
        verbose_name = _("tin bài")
        verbose_name_plural = _("tin bài")

    @property
    def picture_scene(self) -> str:  # type: ignore[override]
        """The drawing of the category."""
        return CATEGORY_SCENES.get(Category(self.category), "open_book") if self.category else "open_book"

    def own_advice(self) -> list[Advice]:
        """Return what is still as a new story has it: readers look for stories by these."""
        found = []
        if self.first_published_at is None and self.category == Category.ACTIVITY:
            found.append(
                Advice(gettext("Chuyên mục đang là “Hoạt động” (chọn sẵn). Có đúng không?"), "category")
            )
        if self.department_id is None:
            found.append(Advice(gettext("Chưa chọn bộ phận nào viết hay lo việc này."), "department"))
        if self.edition_id is None:
            found.append(
                Advice(gettext("Chưa chọn Tuần lễ: bài sẽ không có ở trang của Tuần lễ."), "edition")
            )
        return found

    def related(self) -> list[StoryPage]:
        """Return up to three stories, the newest of the same category first: one query."""
        alike = models.Case(models.When(category=self.category, then=0), default=1)
        others = StoryPage.objects.published().for_cards().exclude(pk=self.pk)
        return list(others.order_by(alike, "-first_published_at", "-pk")[:RELATED_STORIES])

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the template's context with ``related`` stories and the story's ``tag_list``."""
        return super().get_context(request, *args, **kwargs) | {
            "related": self.related(),
            "tag_list": list(self.tags.all()),
        }
