"""The smallest components of the design system, of which a page has dozens: a tag each, as an include costs more.

Larger ones are templates in ``site/templates/components``. Every template may use these without loading them.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django import template
from django.contrib.staticfiles.storage import staticfiles_storage
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from core.templatetags.vietnamese_tags import bind_numbers
from drawing.icons import symbol_svg
from drawing.logo import logo_svg

register = template.Library()

WIDE_SCENE = "reading_wide"


@register.simple_tag
def icon(name: str, classes: str = "") -> SafeString:
    """Return an icon; always decoration, so the control around it carries the words.

    Args:
        name: leaf, search, speaker, print, share, calendar, download, arrow, check, play, external, document, link,
            mail or facebook.
        classes: Further classes, such as icon-inline.
    """
    return symbol(name, f"icon {classes}".rstrip())


@register.simple_tag
def symbol(name: str, classes: str = "") -> SafeString:
    """Return a drawing of the sheet of icons in the size and colours of its classes.

    Args:
        name: As in ``site/drawing/icons.svg``.
        classes: The element's classes.
    """
    return mark_safe(symbol_svg(name, escape(classes)))  # noqa: S308  (our own drawing)


@register.simple_tag
def seal_address() -> str:
    """Return the seal as an address that holds the whole drawing: the icon of a page, without a request."""
    return f"data:image/svg+xml,{quote(logo_svg())}"


@register.simple_tag
def label(text: str, tone: str = "", url: str = "") -> SafeString:
    """Return a small coloured label.

    Args:
        text: Its words.
        tone: red, leaf, indigo or pink; blank is turmeric.
        url: Where it leads, if it is a link.
    """
    more = f" label-{tone}" if tone else ""
    if url:
        return format_html('<a class="label{}" href="{}">{}</a>', more, url, text)
    return format_html('<span class="label{}">{}</span>', more, text)


@register.simple_tag
def leaves(full: int, total: int) -> SafeString:
    """Return leaves, one for each thing: green is done. Something beside them says it in words.

    Args:
        full: How many are done.
        total: How many there are.
    """
    done = min(full, total)
    green, pale = symbol_svg("leaf", "is-full", is_in_hidden=True), symbol_svg("leaf", is_in_hidden=True)
    drawn = green * done + pale * (total - done)
    return format_html(
        '<span class="leaf-counter" aria-hidden="true">{}</span>',
        mark_safe(drawn),  # noqa: S308  (made of the line above)
    )


@register.simple_tag
def leaf_counter(full: int, total: int) -> SafeString:
    """Return leaves, and in words ("5 trên 6 nhiệm vụ đã xong") for those who do not see them."""
    return format_html(
        '<span class="visually-hidden">{} trên {} nhiệm vụ đã xong</span>{}', full, total, leaves(full, total)
    )


@register.simple_tag
def heading_link(title: Any, url: str = "", level: str = "", classes: str = "") -> SafeString:
    """Return a heading that is a link; without ``url`` a plain heading.

    Args:
        title: Its words.
        url: Where it leads.
        level: h2, h3 (default) or h4.
        classes: Class of the heading.
    """
    words: Any = bind_numbers(title)
    if url:
        words = format_html('<a href="{}">{}</a>', url, words)
    more = format_html(' class="{}"', classes) if classes else ""
    tag = level or "h3"
    return format_html("<{}{}>{}</{}>", tag, more, words, tag)


@register.simple_tag
def section_head(title: Any, id: str = "", link_label: Any = "", link_url: str = "") -> SafeString:  # noqa: A002  (the attribute's name)
    """Return the head of a section: double rule, heading, at most one link, which says how many.

    Args:
        title: The heading.
        id: Its id, for aria-labelledby.
        link_label: Words of the link.
        link_url: Its address.
    """
    anchor = format_html(' id="{}"', id) if id else ""
    link: Any = ""
    if link_url:
        link = format_html('<a class="more-link" href="{}">{}</a>', link_url, bind_numbers(link_label))
    return format_html('<div class="section-head"><h2{}>{}</h2>{}</div>', anchor, bind_numbers(title), link)


@register.simple_tag
def motif(name: str = "", loading: str = "") -> SafeString:
    """Return a small drawing without a ground, 240 x 220; always decoration. All motifs are views of one file.

    Args:
        name: See honour_sheet.html (default: book).
        loading: lazy (default) or eager.
    """
    return format_html(
        '<img src="{}#{}" alt="" width="240" height="220" loading="{}" decoding="async">',
        staticfiles_storage.url("img/motifs.svg"),
        name or "book",
        loading or "lazy",
    )


@register.simple_tag
def spine(title: str, url: str, note: str = "", ground: str = "", height: int = 3) -> SafeString:
    """Return a book's spine; an item of <ul class="shelf">.

    Args:
        title: At most about 28 letters read well.
        url: Address of the book.
        note: For whom, such as "Lớp 4".
        ground: red, turmeric, leaf, indigo or pink: the subject.
        height: 1 to 5.
    """
    small = format_html("<small>{}</small>", note) if note else ""
    return format_html(
        '<li class="spine spine-{} ground-{}"><b class="spine-title"><a href="{}">{}</a></b>{}</li>',
        height or 3,
        ground or "turmeric",
        url,
        title,
        small,
    )


@register.simple_tag
def drawn_picture(
    scene: str = "", shape: str = "", seed: Any = "", loading: str = "", priority: str = ""
) -> SafeString:
    """Return the framed drawing that stands where there is no photograph; see picture.html for the inputs."""
    name = scene or "open_book"
    # The picture in view first comes by itself; all others are views of one file.
    address = (
        staticfiles_storage.url(f"img/scenes/{name}.svg")
        if loading == "eager"
        else f"{staticfiles_storage.url('img/scenes.svg')}#{name}"
    )
    return format_html(
        '<span class="picture-frame is-drawing shape-{}{}"><img src="{}" alt="" width="{}" height="420" loading="{}"'
        ' fetchpriority="{}" decoding="async"></span>',
        shape or "wide",
        f" seed-{str(seed)[-1:]}" if seed else "",
        address,
        980 if name == WIDE_SCENE else 640,
        loading or "lazy",
        priority or "auto",
    )
