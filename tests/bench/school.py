"""Build a school with very many pages, in bulk: ``python -m tests.bench.school STORIES``, on the database of the settings.

So many stories, a tenth as many resources, a twentieth as many profiles (each of a child with a consent in force who
is commended), a hundredth as many activities and at least as many as a page shows; words, departments, Weeks, pictures and tags spread over them as in a school; search index included.
"""

import argparse
import random
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import django

TEXT = (
    "học tập suốt đời đọc sách mỗi sáng cả trường chuyên đề thư viện mở lớp học số bài giảng khuyến học người thật việc "
    "thật gia đình cùng con kể chuyện vườn trường câu lạc bộ toán tiếng Việt khoa học đạo đức kỹ năng sống an toàn trên "
    "mạng thi viết vẽ tranh đố vui góc sách tủ sách tặng nhau hội thảo ngày hội tuần lễ hưởng ứng tổng kết khen thưởng"
)
WORDS = TEXT.split()
SENTENCE_WORDS = 14
PARAGRAPHS = 5
SENTENCES = 4
BODIES = 200
SHEETS_WITH_STORY = 10
RESOURCES, PEOPLE, ACTIVITIES = 200, 40, 40
"""At least: a small school's pages hold as much as a large one's, also the catalogue of one grade."""
BATCH = 400
"""SQLite takes 32,766 values in a statement."""


def sentence(chance: random.Random, words: int = SENTENCE_WORDS) -> str:
    """Return a sentence of words that mean nothing together."""
    return " ".join(chance.choices(WORDS, k=words)).capitalize()


def body(chance: random.Random) -> list[tuple[str, Any]]:
    """Return the blocks of a page: about 280 words, as a story of the demo has."""
    blocks = []
    for number in range(PARAGRAPHS):
        if number == PARAGRAPHS // 2:
            blocks.append(("heading", {"text": sentence(chance, 6), "level": "h2"}))
        text = ". ".join(sentence(chance) for _ in range(SENTENCES))
        blocks.append(("paragraph", f"<p>{text}.</p>"))
    return blocks


def add_pages(
    parent: Any, model: Any, number: int, start: Any, values: Callable[[int], dict[str, Any]]
) -> None:
    """Add live pages of a type below a parent, without signals: right in the tree, newest first, an hour apart.

    Args:
        parent: The page above.
        model: The page type.
        number: How many.
        start: When the newest was published.
        values: Place of a page -> its own fields.
    """
    from django.contrib.contenttypes.models import ContentType
    from wagtail.models import Locale, Page

    parent = type(parent).objects.get(pk=parent.pk)
    shared = {
        "depth": parent.depth + 1,
        "content_type": ContentType.objects.get_for_model(model),
        "locale": Locale.get_default(),
        "live": True,
    }
    for first in range(0, number, BATCH):
        pages, children = [], []
        for place in range(first, min(first + BATCH, number)):
            own = values(place)
            title, slug = own.pop("title"), f"{model._meta.model_name}-{place + 1}"
            moment = start - timedelta(hours=place)
            pages.append(
                Page(
                    path=Page._get_path(parent.path, parent.depth + 1, parent.numchild + place + 1),
                    url_path=f"{parent.url_path}{slug}/",
                    slug=slug,
                    title=title,
                    draft_title=title,
                    search_description=own["lead"],
                    first_published_at=moment,
                    last_published_at=moment,
                    latest_revision_created_at=moment,
                    **shared,
                )
            )
            children.append(own)
        Page.objects.bulk_create(pages)
        made = []
        for page, own in zip(pages, children, strict=True):
            child = model(page_ptr=page, **own)
            child.__dict__.update({key: value for key, value in page.__dict__.items() if key != "_state"})
            made.append(child)
        # A row of a table below another's has no bulk_create; this is what that calls for each table.
        model._base_manager._insert(made, fields=model._meta.local_concrete_fields, using="default")
    Page.objects.filter(pk=parent.pk).update(numchild=parent.numchild + number)


def people(number: int) -> list[Any]:
    """Return so many children, each with a consent in force."""
    from people.models import Channel, Consent, Person
    from tests import factories

    first = factories.person()
    made = [
        Person(
            full_name=f"Trần Bảo {place}",
            display_name=f"Bảo {place}",
            kind="student",
            unit=f"lớp {place % 5 + 1}/2",
            sort_key=first.sort_key,
        )
        for place in range(number)
    ]
    Person.objects.bulk_create(made, batch_size=BATCH)
    pattern = factories.consent(first)
    Consent.objects.bulk_create(
        [
            Consent(
                person=who,
                purpose=pattern.purpose,
                channels=list(Channel.values),
                guardian_name="Trần Thị Hoa",
                guardian_signed_on=pattern.guardian_signed_on,
                child_agreed_on=pattern.child_agreed_on,
            )
            for who in made
        ],
        batch_size=BATCH,
    )
    return made


def commend(week: Any, children: list[Any]) -> None:
    """Put every child on the board of honour, in one published round that is already decided."""
    from django.utils import timezone

    from honors.models import Commendation, CommendationRound

    round_ = CommendationRound.objects.create(
        edition=week,
        title="Khen thưởng người học tiêu biểu",
        state="live",
        decision_number=1,
        decision_symbol="QĐ",
        decision_date=timezone.localdate(),
    )
    Commendation.objects.bulk_create(
        [
            Commendation(
                round=round_,
                person=child,
                profile=child.profiles.first() if place < SHEETS_WITH_STORY else None,
                citation="Đã đọc mỗi ngày một trang sách.",
                state="awarded",
                position=place,
            )
            for place, child in enumerate(children)
        ],
        batch_size=BATCH,
    )


def build(stories: int) -> Iterator[str]:
    """Make the tables and fill an empty school, unless no stories are wanted; yield each step's name at its end."""
    from django.core.management import call_command
    from django.utils import timezone

    from core.renditions import make_missing
    from home.models import ActivityIndexPage, ActivityPage, HomePage
    from home.setup import setup_school
    from honors.models import HonorsIndexPage, ProfilePage
    from news.models import Category, NewsIndexPage, StoryPage, StoryTag, TaggedStory
    from resources.models import LibraryPage, ResourcePage
    from tests import factories

    chance = random.Random(stories)  # the same pages each time
    call_command("migrate", verbosity=0, interactive=False)
    if not stories:
        return
    setup_school()
    week = factories.edition(year=2026)
    factories.week_page(week, slug="tuan-le-2026", title="Tuần lễ 2026")
    HomePage.objects.update(edition=week)
    doers = [factories.department() for _ in range(8)]
    for place in range(20):
        factories.plan_task(week, doers[place % 8])
    pictures = [factories.picture() for _ in range(6)]
    for picture in pictures:
        make_missing(picture)
    factories.standard_page(slug="gioi-thieu", title="Giới thiệu")
    yield "school"

    bodies = [StoryPage(body=body(chance)).body for _ in range(BODIES)]
    now = timezone.now()
    categories = Category.values

    def words(place: int) -> dict[str, Any]:
        return {
            "title": f"{sentence(chance, 7)} {place + 1}",
            "lead": sentence(chance, 22),
            "body": bodies[place % BODIES],
        }

    def story(place: int) -> dict[str, Any]:
        return words(place) | {
            "category": categories[place % len(categories)],
            "department": doers[place % 8],
            "edition": week,
            "picture": pictures[place % 6] if place % 3 else None,
            "picture_is_decorative": True,
        }

    add_pages(NewsIndexPage.objects.get(), StoryPage, stories, now, story)
    tags = [StoryTag.objects.create(name=name) for name in ("khuyến đọc", "lớp 3", "thư viện", "kỹ năng số")]
    keys = list(StoryPage.objects.order_by("-pk").values_list("pk", flat=True))
    TaggedStory.objects.bulk_create(
        [TaggedStory(content_object_id=key, tag=tags[place % 4]) for place, key in enumerate(keys)],
        batch_size=BATCH,
    )
    yield f"{stories} stories"

    subjects, grades = ["mathematics", "vietnamese"], ["1", "2", "3", "4", "5"]
    add_pages(
        LibraryPage.objects.get(),
        ResourcePage,
        max(RESOURCES, stories // 10),
        now,
        lambda place: (
            words(place)
            | {
                "web_address": "https://thu-vien.example/bai/",
                "licence": "cc_by",
                "licence_version": "4.0",
                "subjects": [subjects[place % 2]],
                "grades": [grades[place % 5]],
            }
        ),
    )
    children = people(max(PEOPLE, stories // 20))
    add_pages(
        HonorsIndexPage.objects.get(),
        ProfilePage,
        len(children),
        now,
        lambda place: words(place) | {"person": children[place], "edition": week},
    )
    commend(week, children)
    add_pages(
        ActivityIndexPage.objects.get(),
        ActivityPage,
        max(ACTIVITIES, stories // 100),
        now,
        lambda place: (
            words(place)
            | {
                "starts_at": now + timedelta(days=1, hours=place % 100),
                "ends_at": now + timedelta(days=1, hours=place % 100 + 2),
                "place": "Sân trường",
                "organiser": doers[place % 8],
                "edition": week,
                "audiences": ["students"],
            }
        ),
    )
    yield "resources, profiles, activities"
    call_command("update_index", verbosity=0)
    yield "search index"


def main() -> None:
    """Build, and say how long each step took."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("stories", type=int)
    options = parser.parse_args()
    django.setup()
    from core.serving.terminal import say

    started = time.monotonic()
    for step in build(options.stories):
        say(f"  {step}: {time.monotonic() - started:.0f} s")


if __name__ == "__main__":
    main()
