"""Imports point one way, and files stay short enough to read at once."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
STAGES = ("kg.sources", "kg.mentions", "kg.entities", "kg.facts")
WAIST = ("kg.model", "kg.graph", "kg.codec", "kg.errors", "kg.vocabulary")
RIGHT = ("loaders", "kg.analysis", "kg.views")
LOADERS_MAY = (*WAIST, "kg.rows", "kg.schema", "kg.lifting", "kg.parts", "loaders")
FOLDERS = ("kg", "loaders", "tests", "training", "benchmarks", "examples")
CODE = sorted(path for folder in ("kg", "loaders") for path in (ROOT / folder).rglob("*.py"))
FILES = sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))


def module_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def inside(module: str, packages: tuple[str, ...]) -> bool:
    return any(module == package or module.startswith(f"{package}.") for package in packages)


def allowed(module: str, imported: str) -> bool:
    """Tell whether the flow lets `module` import `imported`."""
    if inside(module, ("kg.cli", "kg.__main__")):
        return True
    if inside(imported, ("kg.cli",)):
        return False
    if inside(module, WAIST):
        return not inside(imported, (*STAGES, *RIGHT, "spacy"))
    if inside(module, ("loaders",)):
        return inside(imported, LOADERS_MAY) or not inside(imported, ("kg", "spacy"))
    if inside(module, RIGHT):
        return not inside(imported, (*STAGES, "spacy", "kg.languages", "kg.encoder"))
    stage = next((n for n, name in enumerate(STAGES) if inside(module, (name,))), None)
    later = STAGES[stage + 1 :] if stage is not None else ()
    return stage is None or not inside(imported, (*later, *RIGHT))


@pytest.mark.parametrize("path", CODE, ids=module_of)
def test_imports_point_one_way(path: Path) -> None:
    wrong = [name for name in imports(path) if not allowed(module_of(path), name)]
    assert not wrong


def test_the_rule_knows_a_wrong_import() -> None:
    assert not allowed("kg.mentions.names", "kg.facts.tenures")
    assert not allowed("kg.graph", "kg.facts")
    assert not allowed("loaders.neo4j", "kg.views")
    assert not allowed("kg.views.network", "spacy.tokens")
    assert not allowed("kg.sources.text", "loaders.open_loader")


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_and_functions_are_short(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 300
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef) and path in CODE:
            assert (node.end_lineno or 0) - node.lineno < 50, f"{node.name} is long"


@pytest.mark.parametrize("path", CODE, ids=module_of)
def test_annotations_are_read_at_once(path: Path) -> None:
    assert "__future__.annotations" not in set(imports(path))


@pytest.mark.parametrize("module", ["kg", "kg.cli.app", "kg.sources", "kg.codec", "loaders"])
def test_spacy_is_not_loaded_by(module: str) -> None:
    code = f"import sys, {module}; print('spacy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "False"
