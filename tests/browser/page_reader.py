"""What a page of the site holds, read from its HTML without a browser."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {
    "area",
    "base",
    "br",
    "col",
    "embed",
    "hr",
    "img",
    "input",
    "link",
    "meta",
    "source",
    "track",
    "wbr",
}
UNSEEN = {"script", "style", "template", "title"}
SPOKEN_ATTRIBUTES = ("alt", "aria-label", "placeholder", "title")
"""Attributes that a reader sees or hears."""
FILE_LINKS = {"icon", "stylesheet", "preload", "modulepreload", "alternate", "canonical"}


@dataclass
class PageContent:
    """What was found.

    Attributes:
        words: The pieces of Vietnamese text that a visitor sees or hears; what is marked as another language
            is left out.
        files: Addresses of pictures, styles, scripts, fonts and feeds.
        inline: Tags with a style attribute, and scripts and styles written into the page.
    """

    language: str = ""
    title: str = ""
    description: str = ""
    share_picture: str = ""
    headings: int = 0
    words: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)
    unnamed_pictures: list[str] = field(default_factory=list)
    unmeasured_pictures: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.content = PageContent()
        self.open: list[tuple[str, str]] = []
        """The open tags, each with the language inside it."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        language = values.get("lang") or (self.open[-1][1] if self.open else "")
        content = self.content
        is_script = tag == "script" and "src" not in values and values.get("type") != "application/ld+json"
        if "style" in values or tag == "style" or is_script:
            content.inline.append(f"<{tag}>")
        if language.startswith("vi"):
            content.words += [values[name] for name in SPOKEN_ATTRIBUTES if values.get(name)]
        if tag == "html":
            content.language = values.get("lang", "")
        elif tag == "h1":
            content.headings += 1
        elif tag == "a":
            content.links.append(values.get("href", ""))
        elif tag == "meta":
            self._meta(values)
        elif tag == "link" and FILE_LINKS & set(values.get("rel", "").split()):
            content.files.append(values["href"])
        elif tag in {"img", "source", "script"}:
            self._file(tag, values)
        if tag not in VOID:
            self.open.append((tag, language))

    def _meta(self, values: dict[str, str]) -> None:
        if values.get("name") == "description":
            self.content.description = values.get("content", "")
        elif values.get("property") == "og:image":
            self.content.share_picture = values.get("content", "")

    def _file(self, tag: str, values: dict[str, str]) -> None:
        if values.get("src"):
            self.content.files.append(values["src"])
        self.content.files += [
            part.split()[0] for part in values.get("srcset", "").split(",") if part.strip()
        ]
        if tag == "img":
            if "alt" not in values:
                self.content.unnamed_pictures.append(values.get("src", ""))
            if not (values.get("width") and values.get("height")):
                self.content.unmeasured_pictures.append(values.get("src", ""))

    def handle_endtag(self, tag: str) -> None:
        for place in range(len(self.open) - 1, -1, -1):
            if self.open[place][0] == tag:
                del self.open[place:]
                break

    def handle_data(self, data: str) -> None:
        tag, language = self.open[-1] if self.open else ("", "")
        if tag == "title" and ("svg", language) not in self.open:
            self.content.title += data
        elif language.startswith("vi") and data.strip() and not UNSEEN & {name for name, _ in self.open}:
            self.content.words.append(" ".join(data.split()))


def read_page(html: str) -> PageContent:
    """Return what the page holds."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.content.title = reader.content.title.strip()
    return reader.content
