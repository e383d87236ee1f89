"""GIF files without what is written into them: comments, texts, and blocks of applications (XMP among them).

The frames stay as they are, byte for byte, so that an animation loses nothing. The format is that of the GIF89a
specification (https://www.w3.org/Graphics/GIF/spec-gif89a.txt).
"""

from __future__ import annotations

HEADER, SCREEN = 6, 7
TRAILER, IMAGE, EXTENSION = 0x3B, 0x2C, 0x21
GRAPHIC_CONTROL, APPLICATION = 0xF9, 0xFF
LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")
"""The only application blocks kept: how often the animation runs."""
_COLOURS, _COLOUR_TABLE = 0x07, 0x80
_LOOP_BYTES = 3


def _colour_table(packed: int) -> int:
    return 3 * 2 ** ((packed & _COLOURS) + 1) if packed & _COLOUR_TABLE else 0


def _end_of_sub_blocks(content: bytes, start: int) -> int:
    while content[start]:
        start += content[start] + 1
    return start + 1


def without_texts(content: bytes) -> bytes:
    """Return the GIF with its frames and their timing, and nothing else; what follows its end is dropped.

    Raises:
        ValueError: The file breaks off, or is no GIF.
    """
    if content[:HEADER] not in {b"GIF87a", b"GIF89a"}:
        raise ValueError("no GIF")
    try:
        place = HEADER + SCREEN + _colour_table(content[HEADER + 4])
        kept = bytearray(content[:place])
        while content[place] != TRAILER:
            end = _end_of_block(content, place)
            if _is_kept(content, place):
                kept += content[place:end]
            place = end
    except IndexError as error:
        raise ValueError("the GIF breaks off") from error
    kept.append(TRAILER)
    return bytes(kept)


def _end_of_block(content: bytes, place: int) -> int:
    if content[place] == EXTENSION:
        return _end_of_sub_blocks(content, place + 2)
    if content[place] == IMAGE:
        return _end_of_sub_blocks(content, place + 11 + _colour_table(content[place + 9]))
    raise ValueError("an unknown block")


def _is_kept(content: bytes, place: int) -> bool:
    if content[place] == IMAGE or content[place + 1] == GRAPHIC_CONTROL:
        return True
    name = content[place + 3 : place + 14]
    # A loop block has one sub-block of three bytes: more would be somebody's text.
    return content[place + 1] == APPLICATION and name in LOOPS and content[place + 14] == _LOOP_BYTES
