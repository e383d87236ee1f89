"""Whatever is edited, in whatever order: what lies in the store is what the site would answer."""

import random
from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Site

from accounts.roles import Role
from core.school_settings import SchoolSettings
from home.models import HomePage, StandardPage
from honors.models import Commendation
from ledger.evidence import attach
from ledger.models import Evidence
from news.models import NewsIndexPage, StoryPage
from people.models import Person
from people.takedown import enforce
from resources.models import ResourcePage
from tests import factories
from tests.module_school import school_for_the_module
from tests.page_store import committed, differences, fewer_addresses, fill, keeper
from trash.binning import put_in_bin, restore
from trash.models import DeletedPage
from week.models import Department, PlanTask, Slogan, WeekEdition

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("school")]
LOOK_AFTER = 2
BROAD = {"menu", "person", "reorder", "restrict", "settings", "week"}
"""What changes nearly every page would hide that something else was overlooked: these come last."""
NO_KINDS = {"any", "words", "live", "bin_path"}
STORIES = 4
A_PAGE = 3
"""Stories on a page of the list: there are two such pages, and now and then one."""
CATEGORIES = ["reading", "activity", "notice"]


def make_school() -> None:
    week = factories.edition()
    HomePage.objects.update(edition=week)
    factories.week_page(week)
    doers = [factories.department() for _ in range(2)]
    factories.plan_task(week, doers[0])
    Slogan.objects.create(edition=week, text="Đọc mỗi ngày")
    for place in range(STORIES):
        factories.story(category=CATEGORIES[place % 3], department=doers[place % 2], edition=week)
    factories.activity(organiser=doers[0], edition=week)
    above = factories.standard_page(show_in_menus=True)
    factories.standard_page(above)
    learner = factories.profile(edition=week)
    factories.consent(learner.person)
    made = factories.commendation_round(week, "live")
    made.commendations.update(profile=learner)
    factories.initiative(edition=week)
    factories.resource()
    factories.programme()


school = school_for_the_module(make_school)


class Editing:
    """Everything that anybody does to the site, each at random."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.number = 0
        self.editor = factories.user(Role.EDITOR, is_superuser=True)

    def any(self, rows):
        return self.chance.choice(list(rows.order_by("pk"))) if rows.exists() else None

    def words(self) -> str:
        self.number += 1
        return f"Lời mới số {self.number}"

    def live(self, model=None):
        kinds = [StoryPage, StandardPage, ResourcePage]
        return self.any((model or self.chance.choice(kinds)).objects.live())

    def publish_edited(self):
        if page := self.live():
            page.title = self.words()
            if isinstance(page, StoryPage):
                page.category = self.chance.choice(CATEGORIES)
            page.save_revision().publish()

    def save_draft(self):
        if page := self.live():
            page.title = self.words()
            page.save_revision()

    def write_new(self):
        story = factories.story(live=False, category=self.chance.choice(CATEGORIES))
        if self.chance.random() < 0.7:
            story.save_revision().publish()

    def unpublish(self):
        if page := self.live():
            page.unpublish()

    def publish_again(self):
        page = self.any(StoryPage.objects.filter(live=False).exclude(path__startswith=self.bin_path()))
        if page:
            page.save_revision().publish()

    def bin_path(self):
        found = Page.objects.filter(slug="thung-rac", depth=2).first()
        return found.path if found else "none"

    def rename(self):
        if page := self.live():
            page.slug = f"dia-chi-{self.chance.randrange(4)}-{page.pk}"
            page.save_revision().publish()

    def rename_plain(self):
        if page := self.live(StandardPage):
            page.slug = f"khac-{self.chance.randrange(4)}-{page.pk}"
            page.save()

    def move(self):
        page = self.any(StandardPage.objects.filter(depth=4))
        target = self.any(StandardPage.objects.live().filter(depth=3))
        if page and target and not target.is_descendant_of(page):
            page.move(target, pos="last-child")

    def reorder(self):
        page = self.any(Page.objects.filter(depth=3))
        other = self.any(Page.objects.filter(depth=3))
        if page != other:
            Page.objects.get(pk=page.pk).move(other, pos="left")

    def bin(self):
        if page := self.live():
            put_in_bin(page, self.editor)

    def restore(self):
        row = self.any(DeletedPage.objects.all())
        parent = row and (row.former_parent or row.section)
        if row and parent and not parent.path.startswith(self.bin_path()):
            restore(row, Page.objects.get(pk=parent.pk), self.editor, publish=True)

    def department(self):
        one = self.any(Department.objects.all())
        one.short_name = self.words()
        one.save()

    def slogan(self):
        Slogan.objects.update(text=self.words()[:60])

    def task(self):
        PlanTask.objects.update(status=self.chance.choice(PlanTask.Status.values))

    def week(self):
        WeekEdition.objects.filter(year=2023).update(introduction=self.words())

    def settings(self):
        facts = SchoolSettings.for_site(Site.objects.get())
        facts.short_name = self.words()
        facts.save()

    def menu(self):
        page = self.any(StandardPage.objects.filter(depth=3))
        page.show_in_menus = not page.show_in_menus
        page.save()

    def tags(self):
        if story := self.live(StoryPage):
            story.tags.add(self.chance.choice(["lớp 3", "khuyến đọc"]))
            story.save_revision().publish()

    def untag(self):
        if story := self.live(StoryPage):
            story.tags.clear()
            story.save_revision().publish()

    def lead(self):
        StoryPage.objects.filter(category="reading").update(lead=self.words())

    def person(self):
        Person.objects.filter(kind="student").update(unit=f"lớp {self.chance.randrange(1, 6)}/1")

    def withdraw(self):
        one = self.any(Person.objects.filter(consents__isnull=False))
        one.consents.update(withdrawn_at=timezone.now())
        enforce(one, reason="Rút lại")

    def consent(self):
        factories.consent(self.any(Person.objects.all()))

    def revoke(self):
        Commendation.objects.update(state=self.chance.choice(["revoked", "standing", "proposed"]))

    def activity(self):
        starts_at = timezone.now() + timedelta(days=self.chance.randrange(-3, 3))
        factories.activity(starts_at=starts_at, live=self.chance.random() < 0.8)

    def restrict(self):
        page = self.any(StandardPage.objects.filter(depth=3))
        if not PageViewRestriction.objects.filter(page=page).delete()[0]:
            PageViewRestriction.objects.create(page=page, restriction_type="login")

    def delete(self):
        page = self.any(StoryPage.objects.all())
        if page:
            page.delete()

    def show_task(self):
        if page := self.live():
            attach(self.any(PlanTask.objects.all()), page, self.editor)

    def show_no_task(self):
        Evidence.objects.all().delete()

    def name_task(self):
        if story := self.any(StoryPage.objects.exclude(path__startswith=self.bin_path())):
            story.tasks.set(PlanTask.objects.all())
            story.save()

    def index(self):
        page = NewsIndexPage.objects.get()
        page.lead = self.words()
        page.save_revision().publish()


@pytest.mark.parametrize("seed", [1])
def test_the_store_is_what_the_site_answers(settings, tmp_path, monkeypatch, seed):
    monkeypatch.setattr(NewsIndexPage, "stored_addresses", fewer_addresses)
    monkeypatch.setattr("news.models.index.STORIES_PER_PAGE", A_PAGE)
    monkeypatch.setattr(NewsIndexPage, "list_step", A_PAGE)
    settings.PAGE_STORE = tmp_path / "pages"
    chance = random.Random(seed)  # to be repeated
    editing = Editing(chance)
    one = keeper()
    fill(one)
    kinds = [name for name in vars(Editing) if name not in NO_KINDS and not name.startswith("_")]
    narrow = [*chance.sample(kinds, len(kinds)), "restore", "publish_again"]
    broad = [kind for kind in narrow if kind in BROAD]
    narrow = [kind for kind in narrow if kind not in BROAD]
    for steps in [
        *(narrow[place : place + LOOK_AFTER] for place in range(0, len(narrow), LOOK_AFTER)),
        broad,
    ]:
        for kind in steps:
            with committed():
                getattr(editing, kind)()
        fill(one)
        assert differences() == [], steps
