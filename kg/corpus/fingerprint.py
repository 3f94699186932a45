"""What reading depends on, as one number: with another rule, word or weight documents are read anew."""

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

from kg.languages import LANGUAGES, pack_of

ROOT = Path(__file__).parents[1]
READ_BY = ("codec.py", "encoder", "entities", "facts", "graph.py", "languages", "mentions", "model.py")
PROFILED_BY = ("resolution/keys.py", "resolution/profiles.py", "resolution/wording.py")
UNREAD = frozenset({".md", ".pyc"})


@cache
def fingerprint() -> str:
    """Return 16 hexadecimal digits of code, words, weights and parsers; 0.1 s, once a process."""
    found = hashlib.sha256()
    for path in sorted(file for name in (*READ_BY, *PROFILED_BY) for file in files(ROOT / name)):
        found.update(f"{path.relative_to(ROOT).as_posix()}\0".encode())
        found.update(path.read_bytes())
    for package in ("spacy", *(pack_of(code).model for code in sorted(LANGUAGES))):
        found.update(f"{package} {version(package)}\0".encode())
    return found.hexdigest()[:16]


def files(path: Path) -> list[Path]:
    """Return a file, or the files below a folder that reading depends on."""
    below = path.rglob("*") if path.is_dir() else [path]
    return [file for file in below if file.is_file() and file.suffix not in UNREAD]
