import ast
import sys
from pathlib import Path

import drawing

PACKAGE = Path(drawing.__file__).parent
ALLOWED = {"PIL", "drawing", "resvg_py", "scour", "segno"}


def imported_modules(source: str) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add((node.module or "").partition(".")[0])
    return names


def test_the_package_knows_nothing_of_the_site():
    files = sorted(PACKAGE.rglob("*.py"))
    assert len(files) > 20
    for path in files:
        foreign = imported_modules(path.read_text()) - ALLOWED - sys.stdlib_module_names
        assert not foreign, f"{path.name} imports {foreign}"


def test_files_are_short():
    assert all(len(path.read_text().splitlines()) <= 300 for path in PACKAGE.rglob("*.py"))
