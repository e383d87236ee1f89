"""What the public search knows: a row a public page, and the words of those pages.

The full text tables beside `SearchEntry` are the database's own; see ``core.finding.schema``.
"""

from __future__ import annotations

from django.db import models

LONGEST_WORD = 20
LONGEST_TITLE = 255


class SearchEntry(models.Model):
    """A public page as it is found.

    The key is the moment of its publication (``entries.moment_of``), so that going through the table backwards
    gives the newest first: that is what keeps a search for a common word short. Columns ending in ``_words`` hold
    folded words with a space at each end.
    """

    moment = models.BigIntegerField(primary_key=True)
    page = models.OneToOneField("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField()
    doer = models.PositiveIntegerField(null=True)
    title = models.TextField()
    lead = models.TextField()
    body = models.TextField()
    title_words = models.CharField(max_length=LONGEST_TITLE)
    lead_words = models.TextField()
    body_words = models.TextField()
    marks = models.CharField(max_length=160)

    class Meta:
        indexes = [models.Index(fields=["title_words"], name="search_title")]

    def __str__(self) -> str:
        return self.title


class SearchWord(models.Model):
    """A word as public pages write it, and in how many pages and titles."""

    spelled = models.CharField(max_length=LONGEST_WORD, primary_key=True)
    folded = models.CharField(max_length=LONGEST_WORD, db_index=True)
    pages = models.IntegerField()
    titles = models.IntegerField()

    def __str__(self) -> str:
        return self.spelled


class SearchWordVariant(models.Model):
    """A folded word, and what is left of it without one of its letters: two words one letter apart share a variant."""

    variant = models.CharField(max_length=LONGEST_WORD)
    folded = models.CharField(max_length=LONGEST_WORD, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["variant", "folded"], name="search_variant")]

    def __str__(self) -> str:
        return f"{self.variant}: {self.folded}"
