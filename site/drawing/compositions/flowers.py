"""The colours that a lotus may take."""

from drawing.palette import Plate
from drawing.variation import Variation

# The plate of the petals and that of the petals behind them.
_PETALS = (
    (Plate.PINK, Plate.RED),
    (Plate.PAPER, Plate.PINK),
    (Plate.PAPER, Plate.RED),
)


def petals(variation: Variation, ground: str) -> dict[str, str]:
    """Choose the plates of a lotus that stands out from the ground, as arguments of ``lotus`` and ``bud``."""
    fitting = [pair for pair in _PETALS if ground not in pair]
    front, back = fitting[variation.pick("petals", len(fitting))]
    return {"petals": front, "back": back}
