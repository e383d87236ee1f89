"""House rules that a glance would miss: templates, file names, requirement files, what git ignores."""

import re
import subprocess
from pathlib import Path

import pytest
from wagtail.images.models import Filter
from wagtail.models import get_page_models

from core.joined_files import JOINED
from core.rendition_sizes import MARK, RENDITION_FORMATS, RENDITION_SIZES

ROOT = Path(__file__).resolve().parents[2]
CODE = ("site", "home", "news", "honors", "resources", "tests", "docker")
TEMPLATE_ROOTS = sorted({ROOT / "site/templates", *ROOT.glob("*/templates")})
TEMPLATES = sorted(path for root in TEMPLATE_ROOTS for path in root.rglob("*.html"))
STATIC = ROOT / "site/static"

COMMENT = re.compile(r"\{%\s*comment.*?%\}.*?\{%\s*endcomment\s*%\}|\{#.*?#\}", re.DOTALL)
INCLUDE = re.compile(r"\{%\s*include\s+(.*?)\s*%\}", re.DOTALL)
STATIC_TAG = re.compile(r"\{%\s*static\s+(['\"])(.*?)\1\s*%\}")
TAG = re.compile(r"\{[%{].*?[%}]\}", re.DOTALL)
MARKUP = re.compile(r"<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>", re.DOTALL)
READ_ALOUD = re.compile(r"(?:aria-label|title|alt|placeholder|content)=\"([^\"]*)\"")
ENGLISH = re.compile(
    r"\b(?:read more|next|previous|search|home|about|contact|menu|close|open|more|back|page|share|download"
    r"|submit|cancel|save|login|log in|news|events?|library|results?|filter|skip to|error|not found)\b",
    re.IGNORECASE,
)


TEXTS = {path: COMMENT.sub("", path.read_text(encoding="utf-8")) for path in TEMPLATES}
"""Each template without its comments."""


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_there_are_templates_to_look_at():
    assert len(TEMPLATES) >= 60


BEFORE_THE_FIRST_PAINT = {"site/templates/base.html": 250}
"""The one inline script, the reader's text size, and the letters it may have: a request would hold up every page."""


def test_no_template_has_an_inline_style_or_script():
    broken = []
    for path, text in TEXTS.items():
        if re.search(r"<style\b|\sstyle\s*=|javascript:|\son[a-z]+\s*=\s*[\"']", text):
            broken.append(name_of(path))
        for opening, content in re.findall(r"<script\b([^>]*)>(.*?)</script>", text, re.DOTALL):
            inline = len(content.strip()) > BEFORE_THE_FIRST_PAINT.get(name_of(path), 0)
            if inline and "application/ld+json" not in opening:
                broken.append(name_of(path))
    assert broken == []


def test_every_include_is_isolated():
    includes = [(path, arguments) for path, text in TEXTS.items() for arguments in INCLUDE.findall(text)]
    assert len(includes) >= 100, "a sweep that sweeps nothing"
    assert [
        f"{name_of(path)}: {arguments}"
        for path, arguments in includes
        if not re.search(r"\bonly$", arguments)
    ] == []


def test_every_template_that_is_named_exists():
    named = re.compile(r"\{%\s*(?:include|extends)\s+[\"']([^\"']+)[\"']")
    missing = [
        f"{name_of(path)}: {target}"
        for path, text in TEXTS.items()
        for target in named.findall(text)
        if not target.startswith(("wagtail", "django/"))
        and not any((root / target).is_file() for root in TEMPLATE_ROOTS)
    ]
    assert missing == []


def test_every_template_is_used():
    """By an include, an extends, a name in Python, or because Django and Wagtail look for it."""
    code = "".join(path.read_text(encoding="utf-8") for path in source_files() if path.suffix == ".py")
    texts = "".join(TEXTS.values())
    pages = {model.template for model in get_page_models()}
    unused = []
    for root in TEMPLATE_ROOTS:
        for path in root.rglob("*.html"):
            name = str(path.relative_to(root))
            if f'"{name}"' in texts or f'"{name}"' in code or name in pages:
                continue
            if name.startswith("wagtail") or name in {
                "400.html",
                "403.html",
                "403_csrf.html",
                "404.html",
                "500.html",
            }:
                continue
            unused.append(name)
    assert unused == []


def test_every_static_file_that_a_template_names_exists():
    named = [(path, target) for path, text in TEXTS.items() for _quote, target in STATIC_TAG.findall(text)]
    assert len(named) >= 20, "a sweep that sweeps nothing"
    missing = [(path, target) for path, target in named if not (STATIC / target).is_file()]
    assert [f"{name_of(path)}: {target}" for path, target in missing if target not in JOINED] == []


def test_the_templates_speak_vietnamese():
    english = {}
    for path, text in TEXTS.items():
        read_aloud = " ".join(READ_ALOUD.findall(TAG.sub("", text)))
        words = MARKUP.sub(" ", TAG.sub(" ", text)) + " " + re.sub(r"\S+=\S+", "", read_aloud)
        if found := ENGLISH.findall(words):
            english[name_of(path)] = found
    assert english == {}


def test_an_english_word_would_be_noticed():
    assert ENGLISH.search("Read more")
    assert ENGLISH.search("Next »")
    assert not ENGLISH.search("Thư viện mở")


def test_nothing_is_fetched_from_elsewhere():
    fetch = re.compile(r"<(?:script|img|iframe|source|video|audio|link)\b[^>]*?(?:src|href)=\"(?:https?:)?//")
    assert [name_of(path) for path, text in TEXTS.items() if fetch.search(text)] == []


def test_sizes_made_in_advance_are_those_that_templates_ask_for():
    asked = set()
    for path, text in TEXTS.items():
        if "wagtail" in str(path.relative_to(ROOT)) or "/admin/" in str(path):
            continue  # screens for editors, who may have sizes made
        for tag, arguments in re.findall(r"\{%\s*(image|picture|srcset_image) \S+ (.*?)\s*%\}", text):
            specs = [word for word in re.sub(r"\"[^\"]*\"", "", arguments).split() if "=" not in word]
            assert tag != "picture" or f"format-{{{','.join(RENDITION_FORMATS)}}}" in specs, path
            asked |= set(Filter.expand_spec([word for word in specs if not word.startswith("format-")]))
    assert asked == {*RENDITION_SIZES, MARK}


def source_files() -> list[Path]:
    return [
        path
        for folder in CODE
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    ]


def test_no_file_is_named_after_nothing():
    nothing = {"utils", "helpers", "common", "misc", "utilities"}
    assert [name_of(path) for path in source_files() if path.stem in nothing] == []


def test_the_shared_folder_is_no_package():
    assert not (ROOT / "site/__init__.py").exists()


def test_no_file_makes_its_own_path():
    assert [
        name_of(path)
        for path in source_files()
        if path.suffix == ".py" and path != Path(__file__) and "sys.path" in path.read_text(encoding="utf-8")
    ] == []


@pytest.mark.parametrize("path", sorted(ROOT.glob("requirements*.txt")), ids=name_of)
def test_requirements_name_no_address_and_are_hashed(path):
    text = path.read_text()
    assert "http:" not in text
    assert "https:" not in text
    assert not re.search(r"^\s*(?:-i|--index-url|--extra-index-url|--find-links)\b", text, re.MULTILINE)
    pinned = re.findall(
        r"^[a-z][\w.\-\[\]]*==\S+.*?(?=^\S|\Z)", text, re.MULTILINE | re.DOTALL | re.IGNORECASE
    )
    assert len(pinned) > 20
    assert [entry.split()[0] for entry in pinned if "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize(
    "path", ["site/config/urls.py", "site/static/css/base.css", "home/demo/stories.json"]
)
def test_git_does_not_hide_our_files(path):
    assert (ROOT / path).is_file()
    ignored = subprocess.run(
        ["git", "check-ignore", "-q", "--no-index", path], cwd=ROOT, check=False
    ).returncode
    assert ignored == 1, ".gitignore hides it"


def test_a_python_file_stays_short():
    long = {
        name_of(path): count
        for path in source_files()
        if path.suffix == ".py"
        and "migrations" not in path.parts
        and "tests" not in path.parts
        and (count := len(path.read_text(encoding="utf-8").splitlines())) > 330
    }
    assert long == {}
