"""Many pictures in one file: a list of pages asks for one drawing sheet, not for a dozen.

Every picture is a view of the sheet and is shown by its name, as in ``<img src="scenes.svg#lotus">``. All views
have one size, which is the sheet's own, so that a browser knows the picture's proportions before it arrives.
"""

from drawing.compositions.sheet import HEIGHT, WIDTH
from drawing.ink import placed
from drawing.motifs import CELL_HEIGHT, Motif, motif_drawing
from drawing.motifs import WIDTH as CELL_WIDTH
from drawing.palette import with_day_colours
from drawing.scenes import Scene, compose

_GAP = 80
"""Units between two pictures: more than any figure leaves its own ground."""


def scenes_sprite() -> str:
    """Return every scene of the common size as one SVG file."""
    scenes = {scene: compose(scene) for scene in Scene}
    drawings = {str(name): scene.markup for name, scene in scenes.items() if scene.width == WIDTH}
    return _sprite(drawings, WIDTH, HEIGHT)


def motifs_sprite() -> str:
    """Return every motif as one SVG file; a tall one is made smaller, so that all stand on one line."""
    return _sprite({str(motif): motif_drawing(motif) for motif in Motif}, CELL_WIDTH, CELL_HEIGHT)


def _sprite(drawings: dict[str, str], width: int, height: int) -> str:
    views, pictures = [], []
    for index, (name, markup) in enumerate(drawings.items()):
        top = index * (height + _GAP)
        views.append(f'<view id="{name}" viewBox="0 {top} {width} {height}"/>')
        pictures.append(placed(markup, 0, top))
    return with_day_colours(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
        f' stroke-linejoin="round" stroke-linecap="round">{"".join(views)}{"".join(pictures)}</svg>'
    )
