"""The sheet that every scene is printed on."""

from drawing import figures

WIDTH, HEIGHT = 640, 420
WIDE_WIDTH = 980


def sheet(colour: str, width: int = WIDTH) -> str:
    """Print the ground of a scene: the sky, a wall or a table."""
    return figures.field(width, HEIGHT, colour)


def land(colour: str, top: int, width: int = WIDTH) -> str:
    """Print the land, or a floor, from ``top`` down."""
    return figures.land(width, HEIGHT, top, colour)
