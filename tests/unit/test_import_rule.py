"""The import rule: each package knows only those below it, also inside functions."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = {
    "config": "site/config",
    "home": "home",
    "news": "news",
    "honors": "honors",
    "resources": "resources",
    "workflow": "site/workflow",
    "sharing": "site/sharing",
    "trash": "site/trash",
    "pagestore": "site/pagestore",
    "ledger": "site/ledger",
    "board": "site/board",
    "papers": "site/papers",
    "people": "site/people",
    "week": "site/week",
    "accounts": "site/accounts",
    "core": "site/core",
    "drawing": "site/drawing",
}
LOWEST = {"core", "drawing"}
PAPERS = LOWEST | {"accounts", "papers"}
ROOMS_BELOW = PAPERS | {"people", "week", "workflow", "sharing", "trash", "pagestore", "ledger", "board"}
MAY_IMPORT = {
    "drawing": set(),
    "core": {"drawing"},
    "accounts": LOWEST,
    "papers": LOWEST | {"accounts"},
    "people": PAPERS,
    "week": PAPERS,
    "workflow": PAPERS | {"people", "week"},
    "sharing": PAPERS | {"people", "week"},
    "trash": PAPERS | {"people", "week"},
    "pagestore": PAPERS | {"people", "week"},
    "ledger": PAPERS | {"people", "week"},
    "board": PAPERS | {"people", "week"},
    "news": ROOMS_BELOW,
    "honors": ROOMS_BELOW,
    "resources": ROOMS_BELOW,
    "home": ROOMS_BELOW | {"news", "honors", "resources"},
}
MAY_IMPORT["config"] = {*MAY_IMPORT["home"], "home"}


def imports_of(path: Path) -> list[tuple[int, str]]:
    """Return (line, top package) of every import, wherever it stands; "" for a relative one."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name.split(".")[0]) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            found.append((node.lineno, "" if node.level else (node.module or "").split(".")[0]))
    return found


def sources(package: str) -> list[Path]:
    return sorted((ROOT / FOLDERS[package]).rglob("*.py"))


def test_every_package_of_ours_is_in_the_rule():
    packages = {path.parent.name for folder in ("site", ".") for path in ROOT.glob(f"{folder}/*/__init__.py")}
    assert packages - {"tests"} == set(FOLDERS)


@pytest.mark.parametrize("package", FOLDERS)
def test_a_package_imports_only_those_below_it(package):
    files = sources(package)
    assert files, "a sweep that sweeps nothing"
    forbidden = set(FOLDERS) - MAY_IMPORT[package] - {package}
    broken = [
        f"{path.relative_to(ROOT)}:{line} imports {name}"
        for path in files
        for line, name in imports_of(path)
        if name in forbidden or name == ""
    ]
    assert broken == []


@pytest.mark.parametrize("package", FOLDERS)
def test_the_product_imports_no_tests(package):
    broken = [
        path for path in sources(package) for _line, name in imports_of(path) if name in {"tests", "pytest"}
    ]
    assert broken == []


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("from news.models import StoryPage", ["news"]),
        ("def later():\n    import honors.models as h", ["honors"]),
        ("if TYPE_CHECKING:\n    from home import search", ["home"]),
        ("from . import neighbour", [""]),
    ],
)
def test_an_import_is_seen_wherever_it_stands(tmp_path, code, expected):
    path = tmp_path / "module.py"
    path.write_text(code)
    assert [name for _line, name in imports_of(path)] == expected


def test_no_parent_page_is_named_by_a_child_as_a_class():
    """Pages name their neighbours as strings, so that no module is loaded for it."""
    broken = []
    for package in FOLDERS:
        for path in sources(package):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                target = getattr(node, "target", None) or (getattr(node, "targets", None) or [None])[0]
                if getattr(target, "id", "") in {"parent_page_types", "subpage_types"}:
                    broken += [
                        f"{path.relative_to(ROOT)}:{node.lineno}"
                        for element in node.value.elts
                        if not isinstance(element, ast.Constant)
                    ]
    assert broken == []
