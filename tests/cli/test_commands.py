"""The command line as its users run it, in processes of its own, on the examples that ship."""

import json
import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
ENVIRONMENT = os.environ | {"PYTHONPATH": str(ROOT), "NO_COLOR": "1", "COLUMNS": "200"}
HOLDERS = "MATCH (p:Person)-[:HOLDS]->(o:Office)-[:OF]->(c) RETURN p.name, o.title, c.name ORDER BY p.name"


def kg(*arguments: object, status: int = 0) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kg", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, env=ENVIRONMENT, timeout=300)
    assert done.returncode == status, done.stderr
    assert "Traceback" not in done.stderr
    return done


def size(store: Path) -> list[str]:
    return kg("query", "MATCH (n) RETURN count(n) AS n", "--from", store).stdout.split()


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("cli") / "news.kg"
    done = kg("build", EXAMPLES, "--date", "2022-11-30", "--to", path)
    assert done.stdout == ""
    assert "5 documents read" in done.stderr
    return path


def test_a_question_in_cypher_is_answered(store: Path) -> None:
    rows = kg("query", HOLDERS, "--from", store).stdout.splitlines()
    assert rows[0] == "p.name\to.title\tc.name"
    assert "Vladimir Putin\tpresident\tRussia" in rows


def test_answers_are_json_where_asked(store: Path) -> None:
    lines = kg("query", HOLDERS, "--from", store, "--json").stdout.splitlines()
    assert {"p.name": "Joe Biden", "o.title": "president", "c.name": "United States"} in map(
        json.loads, lines
    )


def test_parameters_are_text_or_json(store: Path) -> None:
    cypher = "MATCH (p:Person) WHERE p.name IN $names AND p.name <> $other RETURN p.name ORDER BY p.name"
    names = json.dumps(["Joe Biden", "Xi Jinping"])
    done = kg("query", cypher, "--param", f"names:={names}", "--param", "other=Joe Biden", "--from", store)
    assert done.stdout.splitlines() == ["p.name", "Xi Jinping"]


def test_building_again_changes_nothing(store: Path) -> None:
    before = size(store)
    done = kg("build", EXAMPLES, "--date", "2022-11-30", "--to", store)
    assert "0 nodes and 0 relationships new" in done.stderr
    assert size(store) == before


def test_two_orders_of_the_files_give_the_same_bytes(store: Path, tmp_path: Path) -> None:
    files = sorted(EXAMPLES.glob("*.*"), reverse=True)
    kg("build", *files, "--date", "2022-11-30", "--to", tmp_path / "other.kg")
    exports = [kg("export", "--from", s, "--format", "jsonl").stdout for s in (store, tmp_path / "other.kg")]
    assert exports[0] == exports[1]


def test_an_export_can_be_read_back(store: Path, tmp_path: Path) -> None:
    from kg import codec

    kg("export", "--from", store, "--format", "jsonl", "-o", tmp_path / "news.jsonl")
    lines = (tmp_path / "news.jsonl").read_text(encoding="utf-8").splitlines()
    assert list(codec.to_lines(codec.from_lines(lines))) == lines


def test_labels_are_one_record_an_article_in_the_order_of_reading(store: Path) -> None:
    lines = kg("export", "--from", store, "--format", "labels").stdout.splitlines()
    names = ["un-moscow-kyiv", "uk-prime-minister", "kremlin-drones", "statement", "summit"]
    assert [json.loads(line)["id"] for line in lines] == names


def test_a_fact_is_explained_by_its_sentence(store: Path) -> None:
    rows = kg("extract", EXAMPLES / "articles.jsonl").stdout.splitlines()
    fact = next(row.split("\t")[0] for row in rows if "Dmitry Peskov (claim)" in row)
    shown = kg("explain", fact, "--from", store).stdout
    assert "»" in shown
    plain = shown.replace("»", "").replace("«", "")
    assert "the United States had ordered a drone attack on the Kremlin" in plain
    assert "2023-05-04" in shown
    assert "confidence" in shown


def test_a_timeline_is_printed_in_words(store: Path) -> None:
    rows = kg("analyze", "timelines", "--from", store).stdout.splitlines()
    assert rows[0].split("\t")[:3] == ["office", "holder", "status"]
    assert any(row.startswith("president of Russia\tVladimir Putin\tcurrent") for row in rows)


def test_findings_are_json_with_ids(store: Path) -> None:
    done = kg("analyze", "meetings", "--from", store, "--json", "--limit", 1)
    [found] = map(json.loads, done.stdout.splitlines())
    assert found["one"].startswith(("person/", "organization/", "country/"))
    assert found["facts"]


def test_a_path_and_changes_take_their_own_options(store: Path, tmp_path: Path) -> None:
    done = kg("analyze", "path", "--between", "Joe Biden", "Xi Jinping", "--from", store)
    assert "Xi Jinping" in done.stdout
    alone = "Joe Biden", "Rishi Sunak"
    assert (
        "joins 'Joe Biden' and 'Rishi Sunak'"
        in kg("analyze", "path", "--between", *alone, "--from", store).stderr
    )
    shown = kg("show", "--between", *alone, "--from", store, "-o", tmp_path / "two.html")
    assert "no fact joins 'Joe Biden' and 'Rishi Sunak'" in shown.stderr
    changed = kg("analyze", "changes", "--since", "2022-11-01", "--until", "2022-11-30", "--from", store)
    assert all(row.startswith("2022-11") for row in changed.stdout.splitlines()[1:])
    assert changed.stdout


def test_the_page_is_written_whole(store: Path, tmp_path: Path) -> None:
    done = kg("show", "--from", store, "-o", tmp_path / "news.html")
    page = (tmp_path / "news.html").read_text(encoding="utf-8")
    assert page.startswith("<!")
    assert page.rstrip().endswith("</html>")
    assert "news.html" in done.stderr


def test_bad_input_is_named_and_the_rest_is_built(tmp_path: Path) -> None:
    (tmp_path / "bad.html").write_text("no page at all")
    (tmp_path / "lines.jsonl").write_text('{"text": "Joe Biden met Xi Jinping in Bali."}\n{"text":\n')
    (tmp_path / "zero.txt").write_bytes(b"")
    done = kg("build", tmp_path, tmp_path / "missing.txt", "--to", tmp_path / "news.kg", status=1)
    skipped = [line for line in done.stderr.splitlines() if line.startswith("skipped ")]
    assert len(skipped) == 4
    for name, line in zip(("bad.html", "lines.jsonl:2", "zero.txt", "missing.txt"), skipped, strict=True):
        assert str(tmp_path / name) in line
    assert size(tmp_path / "news.kg") != ["n", "0"]


WRONG: list[tuple[list[str], int, str]] = [
    (["query", "RETURN 1", "--from", "nowhere.kg"], 3, "nowhere.kg"),
    (["show", "--from", "nowhere.kg", "-o", "x.html"], 3, "nowhere.kg"),
    (["export", "--from", "nowhere.kg", "--format", "jsonl"], 3, "nowhere.kg"),
    (["explain", "event/0", "--from", "nowhere.kg"], 3, "nowhere.kg"),
    (["query", "RETURN 1", "--from", "bolt://127.0.0.1:1"], 3, "bolt://127.0.0.1:1"),
    (["query", "RETURN 1", "--from", "mystery://x"], 2, "mystery"),
    (["query", "MATC (n) RETURN n", "--from", "STORE"], 3, "MATC"),
    (["query", "CREATE (n:Person {id: 'x'})", "--from", "STORE"], 3, "writes"),
    (["query", "RETURN 1", "--param", "x", "--from", "STORE"], 2, "--param"),
    (["query", "RETURN $x", "--param", "x:=[", "--from", "STORE"], 2, "JSON"),
    (["explain", "event/0", "--from", "STORE"], 1, "event/0"),
    (["show", "--from", "STORE", "-o", "no/such/folder/x.html"], 1, "no/such/folder/x.html"),
    (["show", "--from", "STORE", "--view", "pie", "-o", "x.html"], 2, "pie"),
    (["show", "--from", "STORE", "--around", "Nobody Known", "-o", "x.html"], 1, "Nobody Known"),
    (["export", "--from", "STORE", "--format", "jsonl", "-o", "."], 1, "irectory"),
    (["export", "--from", "STORE", "--format", "pie"], 2, "pie"),
    (["analyze", "pie", "--from", "STORE"], 2, "pie"),
    (["analyze", "path", "--from", "STORE"], 2, "--between"),
    (["analyze", "meetings", "--since", "2022-01-01", "--from", "STORE"], 2, "--since"),
    (["analyze", "path", "--between", "Nobody Known", "Joe Biden", "--from", "STORE"], 1, "Nobody Known"),
    (["export", "--from", "EXAMPLE", "--format", "jsonl"], 3, "statement.txt"),
    (["build", "--to", "x.kg"], 2, "INPUT"),
    (["build", "EXAMPLE"], 2, "--to"),
    (["build", "EXAMPLE", "--to", "x.kg", "--date", "soon"], 2, "soon"),
    (["build", "EXAMPLE", "--to", "x.kg", "--lang", "xx"], 2, "xx"),
    (["build", "EXAMPLE", "--to", "EXAMPLE/x.kg"], 3, "x.kg"),
    (["forget", "nobody", "--from", "STORE"], 1, "nobody"),
    (["forget", "nobody", "--from", "nowhere.kg"], 3, "nowhere.kg"),
    (["frobnicate"], 2, "frobnicate"),
]


@pytest.mark.parametrize(
    ("arguments", "status", "part"), WRONG, ids=lambda x: " ".join(x)[:50] if isinstance(x, list) else ""
)
def test_what_goes_wrong_is_one_clear_message(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], status: int, part: str
) -> None:
    monkeypatch.chdir(tmp_path)
    names = {"STORE": store, "EXAMPLE": EXAMPLES / "statement.txt"}
    values = [str(names.get(a, a)).replace("EXAMPLE/", f"{EXAMPLES / 'statement.txt'}/") for a in arguments]
    done = kg(*values, status=status)
    assert part.lower() in done.stderr.lower()
    assert done.stdout == ""
    assert not list(tmp_path.glob("nowhere*"))


def test_a_reader_that_goes_away_is_no_error(store: Path) -> None:
    command = f"{sys.executable} -m kg export --from {store} --format jsonl | head -n 1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, env=ENVIRONMENT, timeout=60)
    assert done.stdout.count("\n") == 1
    assert done.stderr == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_told(store: Path) -> None:
    command = f"{sys.executable} -m kg export --from {store} --format jsonl > /dev/full"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, env=ENVIRONMENT, timeout=60)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1


def test_an_interrupt_leaves_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text((EXAMPLES / "articles.jsonl").read_text(encoding="utf-8") * 200)
    command = [sys.executable, "-m", "kg", "build", str(tmp_path / "a.jsonl"), "--to", str(tmp_path / "x.kg")]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=ENVIRONMENT)
    time.sleep(2)
    process.send_signal(signal.SIGINT)
    _, messages = process.communicate(timeout=120)
    assert process.returncode in (130, -signal.SIGINT)
    assert "Traceback" not in messages or process.returncode == -signal.SIGINT


def test_on_a_terminal_answers_are_a_table(store: Path) -> None:
    parent, child = pty.openpty()
    command = [sys.executable, "-m", "kg", "query", HOLDERS, "--from", str(store)]
    process = subprocess.Popen(command, stdout=child, env=ENVIRONMENT)
    os.close(child)
    shown = b""
    try:
        while chunk := os.read(parent, 65536):
            shown += chunk
    except OSError:  # Linux says so when the other end has closed
        pass
    assert process.wait(60) == 0
    assert "┃" in shown.decode()
    assert "Joe Biden" in shown.decode()


def test_help_is_quick_and_loads_no_model() -> None:
    code = "import sys; sys.argv = ['kg', '--help']; from kg.cli.app import main\n"
    code += "try: main()\nexcept SystemExit: pass\n"
    code += "print({'spacy', 'kglite', 'neo4j', 'pydantic', 'networkx'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=ENVIRONMENT)
    assert done.stdout.endswith("set()\n")
    assert "Exit codes" in done.stdout


def test_the_version_is_the_package_s() -> None:
    from kg import __version__

    assert kg("--version").stdout == f"kg {__version__}\n"


def test_a_named_query_answers(store: Path) -> None:
    result = kg("query", "--named", "find", "--param", "text=zelensk", "--from", store)
    assert "person/volodymyr-zelenskyy" in result.stdout


def test_a_named_query_says_which_parameters_it_needs(store: Path) -> None:
    result = kg("query", "--named", "holders", "--from", store, status=2)
    assert "--param country=" in result.stderr


def test_the_page_may_show_what_joins_two(store: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    kg("show", "--between", "Joe Biden", "Xi Jinping", "--from", store, "-o", page)
    assert "Xi Jinping" in page.read_text(encoding="utf-8")


def test_a_rehearsal_of_a_build_says_what_it_would_write(tmp_path: Path) -> None:
    path = tmp_path / "news.kg"
    told = kg("build", EXAMPLES, "--date", "2022-11-30", "--to", path, "--dry-run").stderr
    assert not list(tmp_path.iterdir())
    done = kg("build", EXAMPLES, "--date", "2022-11-30", "--to", path).stderr
    assert told.strip() == f"{done.strip()}; dry run, nothing was written"


def test_a_document_is_forgotten_by_its_key(tmp_path: Path) -> None:
    path, other = tmp_path / "news.kg", tmp_path / "other.kg"
    files = sorted(EXAMPLES.glob("*.*"))
    kg("build", *files, "--date", "2022-11-30", "--to", path)
    kg("build", *(f for f in files if f.stem != "summit"), "--date", "2022-11-30", "--to", other)
    told = kg("forget", "summit", "--from", path, "--dry-run").stderr
    assert "would go" in told
    assert kg("forget", "summit", "--from", path).stderr == told.replace("would go", "gone")
    exports = [kg("export", "--from", s, "--format", "jsonl").stdout for s in (path, other)]
    assert exports[0] == exports[1]
    assert size(path) == size(other)
