"""Templates are indented for who writes them; a telephone need not fetch the indentation of 28 tasks."""

from __future__ import annotations

import re

from django.template import Origin
from django.template.loaders import filesystem

_CONTROL = "if|elif|else|endif|for|empty|endfor|with|endwith|load|block|endblock|extends|comment|endcomment"
_CONTROL_LINE = re.compile(rf"^(\{{% (?:{_CONTROL})\b[^\n]*?%\}})[ \t]*\n", re.MULTILINE)
_INDENTATION = re.compile(r"^[ \t]+", re.MULTILINE)
_KEEPS_SPACES = ("<pre", "<textarea", "{% blocktranslate")
"""Where spaces are seen, or belong to the name of a translation."""


def lean(source: str) -> str:
    """Return a template that says the same in HTML, where one space is as good as many.

    Args:
        source: An HTML template. Between two of its words a break of lines stays; gone are the indentation and the
            lines that hold a control tag alone.
    """
    if any(mark in source for mark in _KEEPS_SPACES):
        return source
    return _CONTROL_LINE.sub(r"\1", _INDENTATION.sub("", source))


class Loader(filesystem.Loader):
    """Load our own templates, made lean once, when they are read."""

    def get_contents(self, origin: Origin) -> str:
        """Return the template's source; only HTML is touched.

        Raises:
            TemplateDoesNotExist: There is no such file.
        """
        source: str = super().get_contents(origin)
        return lean(source) if origin.name.endswith(".html") else source
