"""Filling in a Word template: names become texts, and nothing in a template can reach the server."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Mapping
from typing import Any

import jinja2
from django.utils.translation import gettext as _
from docxtpl import DocxTemplate
from jinja2.sandbox import ImmutableSandboxedEnvironment, SecurityError

logger = logging.getLogger(__name__)

_NOT_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TAG = re.compile(r"\{[{%#].*?(?:[}%#]\}|$)")
LONGEST_TAG = 80


class TemplateError(Exception):
    """A template cannot be used; the text says why and names the tag, in words for the office."""


class _OfficeEnvironment(ImmutableSandboxedEnvironment):
    """Names, loops and conditions; no arithmetic, which could ask for endless text."""

    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "%", "**"})

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Refuse.

        Raises:
            SecurityError: Always.
        """
        raise SecurityError(f"operator {operator}")


def _environment() -> _OfficeEnvironment:
    environment = _OfficeEnvironment(undefined=jinja2.StrictUndefined, autoescape=True)
    environment.globals.clear()
    return environment


def fill(template: bytes, context: Mapping[str, Any]) -> bytes:
    """Return the template with the context filled in, as a Word file.

    Args:
        template: A .docx file with docxtpl tags.
        context: Texts, numbers, lists and dicts; texts are taken as they are, never as tags or markup.

    Raises:
        TemplateError: A tag is unknown or broken, or the file is no Word file.
    """
    document = DocxTemplate(io.BytesIO(template))
    filled = io.BytesIO()
    try:
        document.render(_printable(dict(context)), _environment())
        document.save(filled)
    except jinja2.UndefinedError as error:
        raise TemplateError(_undefined_sentence(error)) from error
    except SecurityError as error:
        raise TemplateError(
            _("Mẫu có một ô làm việc không được phép (tính toán hoặc gọi hàm). Chỉ dùng các ô trong bảng.")
        ) from error
    except jinja2.TemplateSyntaxError as error:
        raise TemplateError(_syntax_sentence(error)) from error
    except Exception as error:  # the libraries raise whatever they stumble over in somebody's file
        logger.warning("Không điền được mẫu văn bản.", exc_info=True)
        raise TemplateError(
            _("Không điền được mẫu này. Hãy tải mẫu gốc về, sửa lại từ mẫu ấy rồi thử lại.")
        ) from error
    return filled.getvalue()


def _undefined_sentence(error: jinja2.UndefinedError) -> str:
    """Name the unknown tag; jinja2 writes it in quotes as the last one."""
    names = re.findall(r"'([^']*)'", str(error))
    return _("Mẫu dùng ô “%(tag)s” mà hệ thống không có. Hãy xem tên các ô trong bảng rồi sửa lại.") % {
        "tag": names[-1] if names else str(error)
    }


def _syntax_sentence(error: jinja2.TemplateSyntaxError) -> str:
    """Name the broken tag: the last one of the paragraph that jinja2 stopped at."""
    lines = [re.sub(r"<[^>]+>", "", line) for line in (error.source or "").splitlines()]
    place = min(error.lineno, len(lines))
    for line in reversed(lines[:place]):
        if tags := _TAG.findall(line):
            return _("Mẫu có ô viết chưa đúng: “%(tag)s”. Mỗi ô phải mở bằng {{ và đóng bằng }}.") % {
                "tag": tags[-1][:LONGEST_TAG]
            }
    return _("Mẫu có ô viết chưa đúng. Mỗi ô phải mở bằng {{ và đóng bằng }}.")


def _printable(value: Any) -> Any:
    """Return the value with texts that a Word file can hold and that docxtpl takes as plain text."""
    if isinstance(value, str):
        # docxtpl would turn {_{ into {{, \a into a new paragraph and \f into a new page.
        return _NOT_XML.sub("", value).replace("{_", "{ _").replace("_}", "_ }")
    if isinstance(value, Mapping):
        return {key: _printable(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(inner) for inner in value]
    return value
