"""The blocks of a body."""

from core.blocks.body import Body, Lessons
from core.blocks.field import BodyField

__all__ = ["Body", "BodyField", "Lessons"]
