"""The public stylesheets and the scripts become one file each, with nothing lost on the way."""

import gzip
import re
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders

from core.joined_files import SCRIPT, SCRIPTS, STYLESHEET, joined_script, joined_stylesheet, sources
from core.vietnamese import fold

LAYERS = ["tokens", "base", "layout", "components", "pages", "print"]


def test_the_finder_answers_with_the_joined_file(tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "STATIC_ROOT", str(tmp_path / "static"))
    finders.get_finder.cache_clear()
    try:
        for name, text in ((STYLESHEET, joined_stylesheet()), (SCRIPT, joined_script())):
            path = finders.find(name)
            assert path.startswith(str(tmp_path))
            assert Path(path).read_text(encoding="utf-8") == text
    finally:
        finders.get_finder.cache_clear()


def test_the_layers_keep_their_order():
    joined = joined_stylesheet()
    first = {layer: re.search(rf"@layer {layer}\b", joined) for layer in LAYERS}
    starts = [found.start() for found in first.values() if found]
    assert len(starts) == len(LAYERS)
    assert starts == sorted(starts)


def test_every_public_source_is_in_it_and_no_other():
    names = {path.name for path in sources()}
    assert {
        "tokens.css",
        "base.css",
        "layout.css",
        "components.css",
        "pages.css",
        "print.css",
        "forms.css",
    } <= names
    assert not [name for name in names if name.startswith(("admin-", "signing", "site."))]
    joined = joined_stylesheet()
    for path in sources():
        classes = set(
            re.findall(
                r"\.([a-z][a-z0-9-]+)", re.sub(r"/\*.*?\*/|\"[^\"]*\"", "", path.read_text(), flags=re.DOTALL)
            )
        )
        lost = {name for name in classes - {"woff2"} if f".{name}" not in joined}
        assert not lost, f"{path.name}: {fold(str(lost))}"


def test_descendants_stay_descendants():
    """A space before a pseudo-class means "inside": a careless minifier takes it away."""
    assert ".question :is(" in joined_stylesheet()
    assert ".site-footer :focus-visible" in joined_stylesheet()


def test_every_script_stands_in_a_block_of_its_own():
    joined = joined_script()
    assert joined.count("\n}\n{\n") == len(SCRIPTS) - 1
    assert not re.search(r"^\s*(//|import |export )", joined, re.MULTILINE)
    for name in SCRIPTS:
        functions = re.findall(r"function (\w+)", (settings.SITE / "static" / "js" / name).read_text())
        assert all(f"function {function}(" in joined for function in functions)


def test_the_budget_holds():
    weights = [len(gzip.compress(text.encode(), 9)) for text in (joined_stylesheet(), joined_script())]
    assert sum(weights) <= 20_000, weights
