"""Which profile was made out of which story, so that asking twice leads to the same draft."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class StoryProfile(models.Model):
    """A story and the profile that began as a copy of it. Either goes its own way; neither shows the other."""

    story = models.OneToOneField(
        "news.StoryPage", verbose_name=_("tin bài"), on_delete=models.CASCADE, related_name="profile_made"
    )
    profile = models.OneToOneField(
        "honors.ProfilePage",
        verbose_name=_("gương tự học"),
        on_delete=models.CASCADE,
        related_name="story_taken",
    )

    # That one was made out of the other is no use that a delete would have to warn of.
    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        default_permissions = ()
        verbose_name = _("gương làm từ tin bài")
        verbose_name_plural = _("gương làm từ tin bài")

    def __str__(self) -> str:
        return f"{self.story} – {self.profile}"
