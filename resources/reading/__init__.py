"""Reading times and what each class read: the librarian's grid, the public chart, the sums of a Week."""

from resources.reading.figures import totals

__all__ = ["totals"]
