"""A story, its tags and how stories are asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.db import models
from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from taggit.models import ItemBase, TagBase
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import PageManager
from wagtail.search import index

from core.advice import Advice
from core.base_page import BasePage, BodyMixin, PictureMixin
from core.choices import words_of
from core.dependence import narrowed
from core.querysets import SchoolPageQuerySet
from core.structured_data.nodes import Node, SiteFacts, article, part_of_school
from core.vietnamese import slugify
from news.models.categories import CATEGORY_SCENES, Category
from news.word.panels import WordUploadPanel
from people.models import mentions_panel
from people.models.person import validate_name
from week.models import Department, PlanTask, WeekEdition

RELATED_STORIES = 3
MADE_BEFORE = 6
"""How many more are looked at for one that was made earlier and published later."""


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
        """Return what the public may read, newest first: in the order of an index (``core.page_indexes``)."""
        return self.of_own_type().live().public().order_by("-first_published_at", "-id")

    def newest_of(self, number: int, **of: Any) -> list[StoryPage]:
        """Return so many of those made last that have this category, department or Week; newest first.

        By key, and only then by date: an index on both tables at once there is none, and a Week of 100,000 stories
        takes no longer than one of twelve.

        Args:
            number: How many.
            of: The field and its value.
        """
        made_last = self.live().public().for_cards().filter(**of).order_by("-pk")[: number + MADE_BEFORE]
        with narrowed(*(_list_name(name, getattr(value, "pk", value)) for name, value in of.items())):
            newest = sorted(made_last, key=_place_in_time, reverse=True)
        return newest[:number]

    def for_cards(self) -> StoryQuerySet:
        """Return the stories with what a card shows, without their bodies."""
        return self.select_related("department", "picture").defer("body")


def _list_name(field: str, value: Any) -> str:
    """Return the name of the list of the newest stories that have a value; see ``core.dependence``."""
    return f"news_storypage.{field}={value}"


def _place_in_time(story: StoryPage) -> tuple[bool, Any, int]:
    """Return what stories are sorted by; one that went live without being published has no date."""
    return (story.first_published_at is not None, story.first_published_at, story.pk)


StoryManager = PageManager.from_queryset(StoryQuerySet)


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
    byline = models.CharField(
        _("người viết"),
        max_length=120,
        blank=True,
        validators=[validate_name],
        help_text=_(
            "Tên thầy cô hay nhân viên viết bài, ví dụ “Cô Nguyễn Thị An”: hiện dưới bài và ai cũng đọc được. "
            "Không ghi tên học sinh ở đây."
        ),
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
    staff_fields = ("byline",)
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
        FieldPanel("byline"),
        MultiFieldPanel(
            [FieldPanel("edition"), FieldPanel("tasks", widget=forms.CheckboxSelectMultiple)],
            _("Thuộc Tuần lễ nào"),
        ),
        mentions_panel(),
    ]

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["category", "page_ptr"], name="news_story_category"),
            models.Index(fields=["department", "page_ptr"], name="news_story_department"),
            models.Index(fields=["edition", "page_ptr"], name="news_story_edition"),
        ]
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

    def get_category_display(self) -> str:  # type: ignore[no-redef]  # in place of Django's
        """Return the category in words."""
        return words_of(Category, self.category)

    def related(self) -> list[StoryPage]:
        """Return up to three stories, the newest of the same category first; one query, two for a rare category."""
        others = StoryPage.objects.exclude(pk=self.pk)
        found = others.newest_of(RELATED_STORIES, category=self.category)
        if len(found) < RELATED_STORIES:
            more = others.published().for_cards().exclude(category=self.category)
            found += more[: RELATED_STORIES - len(found)]
        return found

    def list_names(self) -> list[str]:
        """Return the lists of the newest of its category, its department and its Week (`newest_of`)."""
        of = {"category": self.category, "department": self.department_id, "edition": self.edition_id}
        return [_list_name(name, value) for name, value in of.items()]

    def structured_data(self, site: SiteFacts, context: Mapping[str, Any]) -> Node:
        """Return the story as news, written by whom it names, else by its department."""
        department = part_of_school(self.department.name if self.department else "", site)
        person = {"@type": "Person", "name": self.byline, "affiliation": department}
        return article(
            self,
            site,
            "NewsArticle",
            author=person if self.byline else department,
            articleSection=self.get_category_display(),
            keywords=[tag.name for tag in context.get("tag_list", [])],
        )

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the template's context with ``related`` stories and the story's ``tag_list``."""
        with narrowed():  # which tags it has is part of the page; others concern it not
            tags = list(self.tags.all())
        return super().get_context(request, *args, **kwargs) | {"related": self.related(), "tag_list": tags}
