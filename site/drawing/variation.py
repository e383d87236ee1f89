"""How one print differs from the next: other plates, a small shift, a mirrored block.

Every choice is made by hashing the seed with the name of the part, so that a print never changes and two
parts of it change independently. Seed 0 is the original: the first option everywhere, nothing moved.
"""

import hashlib
from collections.abc import Sequence


class Variation:
    """The choices of one print."""

    def __init__(self, seed: int) -> None:
        self.seed = seed

    @property
    def is_original(self) -> bool:
        """Say whether this is the print that the block was first cut for."""
        return self.seed == 0

    def plate(self, part: str, options: Sequence[str], *, beside: Sequence[str] = ()) -> str:
        """Choose the plate of a part from ``options``, never one of the plates ``beside`` it.

        The original takes the first option, whatever is beside it: its carver knew what he did. Raise
        ValueError when the neighbours leave no option.
        """
        if self.is_original:
            return options[0]
        allowed = [option for option in options if option not in beside]
        if not allowed:
            message = f"no plate is left for {part} beside {', '.join(beside)}"
            raise ValueError(message)
        return allowed[self._hash(part) % len(allowed)]

    def shift(self, part: str, reach: int) -> int:
        """Return how far a part moves: a whole number from ``-reach`` to ``reach``, 0 for the original."""
        return 0 if self.is_original else self._hash(part) % (2 * reach + 1) - reach

    def pick(self, part: str, count: int) -> int:
        """Choose one of ``count`` ways, from 0 on; the original takes the first."""
        return 0 if self.is_original else self._hash(part) % count

    def _hash(self, part: str) -> int:
        digest = hashlib.blake2b(f"{part}/{self.seed}".encode(), digest_size=8).digest()
        return int.from_bytes(digest, "big")
