"""Filters of lists: what they leave, what they count, how they combine."""

from datetime import timedelta

import pytest
from django.utils import timezone

from news.models import StoryTag
from tests import factories
from tests.module_school import school_for_the_module
from week.models import Department

pytestmark = pytest.mark.django_db


def fill() -> None:
    library = factories.department(name="Thư viện", short_name="Thư viện", sort_order=1)
    union = factories.department(name="Công đoàn", short_name="Công đoàn", sort_order=2)
    for title, category, doer, tag in (
        ("A", "reading", library, "khuyến đọc"),
        ("B", "reading", union, "khuyến đọc"),
        ("C", "notice", union, "lớp 3"),
    ):
        story = factories.story(title=title, category=category, department=doer)
        story.tags.add(tag)
        story.save()
    tomorrow = timezone.now() + timedelta(days=1)
    for place, (title, audiences, doer) in enumerate(
        (
            ("E", ["students", "parents"], library),
            ("F", ["parents"], union),
            ("G", ["teachers"], union),
        )
    ):
        starts_at = tomorrow + timedelta(hours=place)
        factories.activity(title=title, audiences=audiences, organiser=doer, starts_at=starts_at)
    for title, fields in {
        "K": {
            "subjects": ["mathematics"],
            "grades": ["1", "2"],
            "resource_type": "lesson",
            "licence": "cc_by",
        },
        "L": {
            "subjects": ["mathematics", "science"],
            "grades": ["2"],
            "resource_type": "video",
            "licence": "cc_by",
        },
        "M": {
            "subjects": ["vietnamese"],
            "grades": ["5"],
            "resource_type": "book",
            "licence": "public_domain",
        },
    }.items():
        version = "4.0" if fields["licence"] == "cc_by" else ""
        factories.resource(
            title=title, audiences=["students"], language="vi", licence_version=version, **fields
        )


school = school_for_the_module(fill)


def counts_of(facet) -> dict[str, int]:
    return {option.label: option.count for option in facet.options if option.count}


def facet_of(answer, name: str):
    return next(facet for facet in answer.context["facets"] if facet.name == name)


def stories(client, query: str = "") -> tuple[str, dict]:
    answer = client.get(f"/tin-bai/{query}")
    return "".join(sorted(story.title for story in answer.context["stories"].object_list)), answer


def activities(client, query: str = "") -> tuple[str, dict]:
    answer = client.get(f"/hoat-dong/{query}")
    days = answer.context["coming_days"]
    return "".join(activity.title for day in days for activity in day.activities), answer


def resources(client, query: str = "") -> tuple[str, dict]:
    answer = client.get(f"/thu-vien/{query}")
    return "".join(resource.title for resource in answer.context["listing"].object_list), answer


def pk(short_name: str) -> int:
    return Department.objects.get(short_name=short_name).pk


# --- Stories -----------------------------------------------------------------------------------


def test_stories_by_category(school, client):
    found, answer = stories(client, "?chuyen-muc=reading")
    assert found == "AB"
    assert counts_of(facet_of(answer, "chuyen-muc")) == {"Khuyến đọc": 2, "Thông báo": 1}
    assert counts_of(facet_of(answer, "bo-phan")) == {"Thư viện": 1, "Công đoàn": 1}
    assert facet_of(answer, "chuyen-muc").selected.label == "Khuyến đọc"


def test_stories_by_department(school, client):
    found, answer = stories(client, f"?bo-phan={pk('Công đoàn')}")
    assert found == "BC"
    assert counts_of(facet_of(answer, "bo-phan")) == {"Thư viện": 1, "Công đoàn": 2}


def test_stories_by_tag(school, client):
    found, answer = stories(client, "?the=khuyen-doc")
    assert found == "AB"
    assert answer.context["tag"].name == "khuyến đọc"
    assert StoryTag.objects.get(name="lớp 3").slug == "lop-3"


def test_filters_of_stories_combine(school, client):
    assert stories(client, f"?chuyen-muc=reading&bo-phan={pk('Công đoàn')}")[0] == "B"
    assert stories(client, f"?chuyen-muc=reading&bo-phan={pk('Công đoàn')}&the=lop-3")[0] == ""
    assert stories(client)[0] == "ABC"


@pytest.mark.parametrize(
    "query", ["", "?chuyen-muc=reading", "?chuyen-muc=notice", "?the=khuyen-doc", "?the=lop-3"]
)
@pytest.mark.parametrize("doer", ["", "Thư viện"])
def test_facets_of_stories_count_what_their_links_lead_to(school, client, query, doer):
    query = "&".join(filter(None, [query, f"{'' if query else '?'}bo-phan={pk(doer)}" if doer else ""]))
    _found, answer = stories(client, query)
    options = [
        option for facet in answer.context["facets"] for option in facet.options if not option.is_selected
    ]
    assert options
    for option in options:
        there = client.get(option.url).context["stories"].object_list
        assert len(there) == option.count, (query, option.label)


def test_a_chosen_filter_is_let_go_by_its_own_link(school, client):
    _found, answer = stories(client, f"?chuyen-muc=reading&bo-phan={pk('Công đoàn')}&trang=1")
    assert facet_of(answer, "chuyen-muc").selected.url == f"/tin-bai/?bo-phan={pk('Công đoàn')}"


def test_a_filtered_list_is_not_for_search_engines(school, client):
    assert 'content="noindex, follow"' in stories(client, "?chuyen-muc=reading")[1].content.decode()
    assert "noindex" not in stories(client)[1].content.decode()


# --- Activities --------------------------------------------------------------------------------


def test_activities_by_audience(school, client):
    found, answer = activities(client, "?cho=parents")
    assert found == "EF"
    counts = counts_of(answer.context["audience_facet"])
    assert counts == {"Học sinh": 1, "Giáo viên": 1, "Cha mẹ": 2}


def test_activities_by_organiser(school, client):
    found, answer = activities(client, f"?bo-phan={pk('Công đoàn')}")
    assert found == "FG"
    assert counts_of(answer.context["organiser_facet"]) == {"Thư viện": 1, "Công đoàn": 2}
    assert counts_of(answer.context["audience_facet"]) == {"Giáo viên": 1, "Cha mẹ": 1}


def test_filters_of_activities_combine_and_reach_the_calendar(school, client):
    found, answer = activities(client, f"?cho=parents&bo-phan={pk('Công đoàn')}")
    assert found == "F"
    assert answer.context["calendar_url"] == f"/hoat-dong/lich/?cho=parents&bo-phan={pk('Công đoàn')}"


def test_an_activity_of_today_is_not_past_until_midnight(school, client):
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    factories.activity(title="Sáng nay", starts_at=midnight, ends_at=midnight + timedelta(minutes=1))
    factories.activity(
        title="Hôm qua", starts_at=midnight - timedelta(hours=2), ends_at=midnight - timedelta(seconds=1)
    )
    _found, answer = activities(client)
    coming = [activity.title for day in answer.context["coming_days"] for activity in day.activities]
    past = [activity.title for day in answer.context["past_days"] for activity in day.activities]
    assert "Sáng nay" in coming
    assert past == ["Hôm qua"]


# --- The library -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", "KLM"),
        ("?mon=mathematics", "KL"),
        ("?lop=2", "KL"),
        ("?lop=1", "K"),
        ("?loai=book", "M"),
        ("?giay-phep=cc_by", "KL"),
        ("?mon=mathematics&lop=2&loai=video", "L"),
        ("?mon=science&lop=5", ""),
        ("?cho=students&tieng=vi", "KLM"),
        ("?cho=teachers", ""),
        ("?mon=math", "KLM"),
    ],
)
def test_facets_of_the_library_combine(school, client, query, titles):
    assert resources(client, query)[0] == titles


def test_a_facet_counts_what_the_other_facets_leave(school, client):
    _found, answer = resources(client, "?mon=mathematics")
    assert counts_of(facet_of(answer, "lop")) == {"Lớp 1": 1, "Lớp 2": 2}
    assert counts_of(facet_of(answer, "loai")) == {"Bài học": 1, "Video": 1}
    # Its own choice does not count: another subject can still be chosen.
    assert counts_of(facet_of(answer, "mon")) == {"Toán": 2, "Khoa học": 1, "Tiếng Việt": 1}


def test_every_count_of_the_library_is_what_its_link_leads_to(school, client):
    _found, answer = resources(client, "?lop=2")
    options = [option for facet in answer.context["facets"] for option in facet.options]
    assert len(options) >= 8
    for facet in answer.context["facets"]:
        for option in facet.options:
            if facet.selected is None:  # values of one facet add up: see test_library
                there = client.get(option.url)
                assert there.context["listing"].count == option.count, option.label


def test_words_and_facets_combine(school, client):
    factories.resource(title="Phép nhân kỳ diệu", subjects=["mathematics"], grades=["3"])
    assert resources(client, "?q=phep+nhan")[0] == "Phép nhân kỳ diệu"
    assert resources(client, "?q=phep+nhan&lop=3")[0] == "Phép nhân kỳ diệu"
    assert resources(client, "?q=phep+nhan&lop=5")[0] == ""
