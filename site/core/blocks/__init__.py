"""The blocks of a body."""

from core.blocks.body import Body, Lessons

__all__ = ["Body", "Lessons"]
