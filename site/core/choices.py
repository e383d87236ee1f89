"""Choices that more than one room uses, and their words."""

from django.db import models
from django.utils.translation import gettext_lazy as _


def words_of(choices: type[models.TextChoices], value: str) -> str:
    """Return the label of a value; the value itself when it is none of them.

    What ``get_…_display`` returns, for lists: Django's translates all labels to find one.
    """
    return str(choices(value).label) if value in choices else value


class Audience(models.TextChoices):
    """For whom a thing is meant."""

    STUDENTS = "students", _("Học sinh")
    TEACHERS = "teachers", _("Giáo viên")
    PARENTS = "parents", _("Cha mẹ")
    COMMUNITY = "community", _("Cộng đồng")


class Grade(models.TextChoices):
    """The five grades of a primary school."""

    ONE = "1", _("Lớp 1")
    TWO = "2", _("Lớp 2")
    THREE = "3", _("Lớp 3")
    FOUR = "4", _("Lớp 4")
    FIVE = "5", _("Lớp 5")
