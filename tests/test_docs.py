"""What the documents say holds: commands exist and run, Python runs, links lead somewhere."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.main import get_command

from kg.cli.app import app

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])


def steps() -> Iterator[tuple[str, str, str]]:
    """Yield language, text and the expected output of the README's blocks, in their order."""
    blocks = BLOCK.findall(README)
    for (language, text), (then, output) in zip(blocks, [*blocks[1:], ("", "")], strict=True):
        if language != "text":
            yield language, text, output if then == "text" and "(" not in output[:1] else ""


def run(text: str, language: str, folder: Path) -> str:
    if language == "python":
        command = [sys.executable, "-c", text]
    else:
        kg = f'kg() {{ "{sys.executable}" -m kg "$@"; }}\n'
        command = ["bash", "-euo", "pipefail", "-c", kg + text]
    environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "HOME": str(folder)}
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, env=environment, timeout=300)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_readme_runs_from_top_to_bottom_and_prints_what_it_shows(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    seen = []
    earlier = ""
    for language, text, expected in steps():
        if text.startswith("make "):
            continue
        python = language == "python"
        output = run(earlier + text if python else text, language, tmp_path)
        earlier += text if python else ""
        missing = [line for line in expected.splitlines() if line not in output]
        assert not missing, f"{text}\nprinted\n{output}"
        seen.append(text)
    assert len(seen) >= 7
    assert (tmp_path / "news.html").exists()


def test_the_readme_names_tasks_that_exist() -> None:
    assert {"demo", "test", "setup"} <= TARGETS
    for page in PAGES:
        named = set(re.findall(r"`make ([a-z]+)`|^make ([a-z]+)", page.read_text("utf-8"), re.MULTILINE))
        assert {one or other for one, other in named} <= TARGETS, page.name


def test_every_command_is_documented() -> None:
    commands = get_command(app).commands  # type: ignore[attr-defined]
    for name, command in commands.items():
        assert f"kg {name}" in README, f"the README does not show `kg {name}`"
        assert command.help
        assert f"kg {name} " in command.help, f"`kg {name} --help` has no example"
    used = set(re.findall(r"^kg (\w+)", README, re.MULTILINE))
    assert used <= set(commands)


def test_every_option_has_a_help_text() -> None:
    for command in get_command(app).commands.values():  # type: ignore[attr-defined]
        assert all(parameter.help for parameter in command.params if parameter.name != "help")


def test_exit_codes_in_the_readme_are_those_of_the_program() -> None:
    from kg.cli.app import EXAMPLES

    for code in re.findall(r"^\| (\d+) \|", README, re.MULTILINE):
        assert re.search(rf"\b{code} ", EXAMPLES)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_and_paths_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in link]
    assert all((page.parent / link).exists() for link in links), links
    if page.name in ("README.md", "CONTRIBUTING.md", "THIRD_PARTY.md"):
        named = set(re.findall(r"`((?:kg|loaders|tests|docs|benchmarks|notebooks|examples)/[\w/.]*)`", text))
        assert not [name for name in named if not (ROOT / name).exists() and not Path(name).stem.isupper()]


@pytest.mark.parametrize(
    "table", ["FACTS", "MENTIONS", "RESOLVERS", "RULES", "LOADERS", "LANGUAGES", "ANALYSES", "VIEWS"]
)
def test_the_tables_of_the_recipes_exist(table: str) -> None:
    assert f"`{table}`" in (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    code = "\n".join(path.read_text("utf-8") for f in ("kg", "loaders") for path in (ROOT / f).rglob("*.py"))
    assert re.search(rf"^{table}\b.* = ", code, re.MULTILINE)


def test_nothing_is_locked_to_an_address() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in lock
    assert "--hash=sha256:" in lock
    assert not re.search(r"^-", lock, re.MULTILINE)
