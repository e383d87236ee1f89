"""Every screen of the admin that a role can reach is Vietnamese."""

import json
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.browser.admin_crawl import Crawler
from tests.browser.english import english_in, words_of
from tests.browser.page_reader import read_page
from tests.browser.test_sweep import names_in
from tests.running_site import ROOT, RunningSite

ROLES = ("admin", "editor", "librarian", "principal", "clerk", "privacy", "writer")
LEAST_SCREENS = 70
LEAST_DIALOGS = 5
MOST_ENGLISH = 0.005
"""The share of words that may be English."""
OUTSIDE = ("/admin/login/", "/admin/password_reset/")
"""What somebody sees who is not signed in."""


def without_data(text: str, names: list[str]) -> str:
    """Return the text without what people wrote: names of users, files and things made by others."""
    for name in names:
        text = text.replace(name, " ")
    return text


@pytest.fixture(scope="module")
def data(site: RunningSite) -> list[str]:
    """What stands in the database and is no text of ours, the longest first."""
    files = sorted(Path(ROOT, "home", "demo").glob("*.json"))
    found = set().union(*(names_in(json.loads(file.read_text(encoding="utf-8"))) for file in files))
    found |= {account["username"] for account in site.accounts.values()}
    return sorted(found - {""}, key=len, reverse=True)


class Count:
    """Counts words, and remembers where the English ones stand.

    Attributes:
        words: All words; a text counts once a role, so that the menu does not drown the rest.
        english: Text -> its English words.
        places: Text -> where it was heard first.
    """

    def __init__(self, data: list[str]) -> None:
        self.data = data
        self.words = 0
        self.english: Counter[str] = Counter()
        self.places: dict[str, str] = {}

    def add(self, texts: list[str], seen: set[str], place: str) -> None:
        """Count the texts that are not among those seen."""
        for text in {without_data(text, self.data) for text in texts} - seen:
            seen.add(text)
            self.words += len(words_of(text))
            if found := english_in(text):
                self.english[text] += len(found)
                self.places.setdefault(text, place)

    @property
    def share(self) -> float:
        """The English share of all words."""
        return self.english.total() / self.words


@pytest.mark.journey
def test_every_screen_that_a_role_can_reach_is_vietnamese(site, new_context, login, guard, data):
    guard.expect("console error")  # pictures are not loaded
    known: set[str] = set()
    count = Count(data)
    for path in OUTSIDE:
        count.add(read_page(site.get(path)[1]).words, set(), path)
    for role in ROLES:
        context = new_context()
        crawler = Crawler(login(context.new_page(), role), site, known)
        seen: set[str] = set()
        for screen in crawler.walk("/admin/"):
            count.add(screen.texts, seen, f"{role} {screen.path}")
        context.close()
    dialogs = {kind for kind in known if "choose" in kind}
    sys.stderr.write(
        f"{len(known - dialogs)} screens and {len(dialogs)} dialogs of the admin, {count.words} words,"
        f" {count.share:.2%} English\n"
    )
    assert len(known - dialogs) >= LEAST_SCREENS
    assert len(dialogs) >= LEAST_DIALOGS
    assert count.share <= MOST_ENGLISH, "\n".join(
        f"{number} {text!r} ({count.places[text]})" for text, number in count.english.most_common(80)
    )
