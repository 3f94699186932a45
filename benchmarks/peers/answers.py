"""CoreNLP's answers, kept in `.cache/corenlp-answers`: it reads a hundred words a second, and always alike.

A run that is stopped goes on where it was. Measurements of time do not come here.
"""

import json
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.peers.corenlp import ANNOTATORS, JARS, annotate

KEPT = JARS.with_name("corenlp-answers")


def known(text: str, kept: Path = KEPT) -> Any:
    """Return the answer to a text, None if there is none yet, or one whose writing was stopped."""
    try:
        return json.loads(place(text, kept).read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return None


def place(text: str, kept: Path) -> Path:
    """Return where the answer to a text lies: a name by the text, the jars, and what is asked for."""
    jars = sorted(path.name for path in JARS.glob("stanford-corenlp-*.jar"))
    asked = json.dumps([ANNOTATORS, jars, text])
    return kept / f"{sha256(asked.encode()).hexdigest()}.txt.json"


def ask(texts: Iterable[str], kept: Path = KEPT) -> None:
    """Let CoreNLP read the texts whose answers are not known."""
    new = [text for text in dict.fromkeys(texts) if known(text, kept) is None]
    if not new:
        return
    kept.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder:
        paths = [Path(folder) / place(text, kept).stem for text in new]
        for path, text in zip(paths, new, strict=True):
            path.write_text(text, encoding="utf-8")
        annotate(paths, kept)
