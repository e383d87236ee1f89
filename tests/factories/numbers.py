"""What makes names differ."""

from itertools import count

NUMBERS = count(1)
