"""Write the pictures that never change: ``python -m drawing <image folder> [--templates <folder>]``."""

import argparse
from pathlib import Path

from scour.scour import parse_args, scourString

from drawing.hero import hamlet_svg, hero_svg, village_svg
from drawing.logo import logo_svg
from drawing.scenes import Scene, scene_svg
from drawing.share_picture import share_picture
from drawing.sprites import motifs_sprite, scenes_sprite

_SHORT = parse_args(
    [
        "--set-precision=4",
        "--set-c-precision=3",
        "--strip-xml-prolog",
        "--no-line-breaks",
        "--indent=none",
        "--disable-simplify-colors",
        "--keep-unreferenced-defs",
    ]
)
"""How the files are packed: relative coordinates, nothing said twice; names stay, for they are addresses."""


def static_pictures() -> dict[str, bytes]:
    """Return the static pictures: the path of each file below the image folder, and its bytes."""
    drawings = {f"scenes/{scene}.svg": scene_svg(scene) for scene in Scene}
    drawings |= {"scenes.svg": scenes_sprite(), "motifs.svg": motifs_sprite()}
    drawings |= {"logo.svg": logo_svg(), "village.svg": village_svg(), "hamlet.svg": hamlet_svg()}
    pictures = {path: _packed(svg) for path, svg in drawings.items()}
    pictures["share-default.png"] = share_picture(
        kicker="Tuần lễ hưởng ứng học tập suốt đời",
        title="Cả trường cùng đọc, cùng học, cùng chỉ nhau cách tự học",
        school="Tiểu học Ấp Đình",
        scene=Scene.READING,
    )
    return pictures


def inline_pictures() -> dict[str, bytes]:
    """Return the pictures that pages include as markup: the path below the template folder, and its bytes."""
    return {"drawings/hero.svg": _packed(hero_svg())}


def _packed(svg: str) -> bytes:
    """Return the same drawing in fewer bytes."""
    return f"{scourString(svg, _SHORT).strip()}\n".encode()


def _write(folder: Path, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def main() -> None:
    """Read the command line and write the files."""
    parser = argparse.ArgumentParser(prog="python -m drawing", description="Write the site's drawn pictures.")
    parser.add_argument("images", type=Path, help="folder of static images, such as site/static/img")
    parser.add_argument("--templates", type=Path, help="template folder, such as site/templates")
    arguments = parser.parse_args()
    _write(arguments.images, static_pictures())
    if arguments.templates:
        _write(arguments.templates, inline_pictures())


if __name__ == "__main__":
    main()
