"""Files to read: folders and patterns of them, and what is compressed, as plain bytes with bounded memory."""

import glob
import io
import os
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from kg.errors import InputError

Report = Callable[[InputError], None]
"""Takes what a reader has to leave out, and goes on; with `strict` it raises."""

MAX_BYTES = 64 * 2**20
"""No article is larger: one that is was not meant as a text."""
GZIP_MAGIC = b"\x1f\x8b\x08"


class Decompressor(Protocol):
    """What zlib and zstandard have in common: one member or frame."""

    @property
    def eof(self) -> bool:
        """Tell whether the member has ended."""
        ...

    @property
    def unused_data(self) -> bytes:
        """Return what followed its end."""
        ...

    def decompress(self, data: bytes, /) -> bytes:
        """Return what these bytes hold."""
        ...


def gunzip() -> Decompressor:
    """Return a reader of one gzip member."""
    return zlib.decompressobj(wbits=31)


def unzstd() -> Decompressor:
    """Return a reader of one zstd frame; a window above 128 MB is refused."""
    import zstandard

    return zstandard.ZstdDecompressor(max_window_size=2**27).decompressobj()


CODECS: dict[str, tuple[Callable[[], Decompressor], int]] = {".gz": (gunzip, 2**14), ".zst": (unzstd, 2**10)}
"""Suffix → codec, and how many bytes it is given at once: few enough that a bomb of zeros stays small."""


class Inflated(io.RawIOBase):
    """The plain bytes of a compressed file of one or many members. Memory: what one piece inflates to.

    With `report`, a damaged gzip member is named and left out, and reading goes on with the next one.
    """

    def __init__(self, raw: io.RawIOBase, path: Path, report: Report | None = None) -> None:
        self.raw, self.path, self.report = raw, path, report
        self.new, self.size = CODECS[path.suffix.lower()]
        self.member: Decompressor | None = None
        self.rest, self.plain = b"", memoryview(b"")

    def readable(self) -> bool:
        """Return true."""
        return True

    def close(self) -> None:
        """Close the file below."""
        self.raw.close()
        super().close()

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill the buffer; 0 at the end."""
        while not self.plain:
            piece = self.rest or self.raw.read(self.size) or b""
            self.rest = b""
            if not piece:
                if self.member is not None:
                    self.member = None
                    raise InputError(str(self.path), "cut off: the compressed data end too early")
                return 0
            self.inflate(piece)
        count = min(len(buffer), len(self.plain))
        buffer[:count], self.plain = self.plain[:count], self.plain[count:]
        return count

    def inflate(self, piece: bytes) -> None:
        """Take in one piece of compressed data."""
        fresh = self.member is None
        if self.member is None and not piece.strip(b"\0"):
            return  # padding after the last member
        member = self.member or self.new()
        try:
            self.plain = memoryview(member.decompress(piece))
        except Exception as error:  # zlib.error, ZstdError: they share no parent
            self.skip(piece[1:] if fresh else piece, str(error))
            return
        self.member = None if member.eof else member
        self.rest = member.unused_data if member.eof else b""

    def skip(self, piece: bytes, reason: str) -> None:
        """Go to the next gzip member after a damaged one, where the reader can use it."""
        error = InputError(str(self.path), f"damaged compressed data ({reason})")
        self.member = None
        if self.report is None or self.new is not gunzip:
            raise error
        self.report(error)
        while piece and (place := piece.find(GZIP_MAGIC)) < 0:
            more = self.raw.read(self.size) or b""
            piece = piece[-2:] + more if more else b""
        self.rest = piece[place:] if piece else b""


@dataclass(slots=True)
class Meter:
    """How many bytes of the input files are read, of how many."""

    done: int = 0
    total: int = 0


class Counted(io.FileIO):
    """A file that tells a meter how much of it is read."""

    def __init__(self, path: Path, meter: Meter) -> None:
        super().__init__(path)
        self.meter = meter

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill the buffer, and count."""
        count = super().readinto(buffer) or 0
        self.meter.done += count
        return count


class Source:
    """A file to read, compressed or not. `suffix` and `stem` are those of what is in it."""

    def __init__(self, path: Path, meter: Meter | None = None) -> None:
        self.path, self.meter = path, meter or Meter()
        inner = path.with_suffix("") if path.suffix.lower() in CODECS else path
        self.suffix, self.stem = inner.suffix.lower(), inner.stem

    def __str__(self) -> str:
        return str(self.path)

    def open(self, report: Report | None = None) -> io.BufferedReader:
        """Return the plain bytes as a stream; reading raises InputError where they are damaged or cut off."""
        raw: io.RawIOBase = Counted(self.path, self.meter)
        if self.path.suffix.lower() in CODECS:
            raw = Inflated(raw, self.path, report)
        return io.BufferedReader(raw, 2**16)

    def contents(self) -> bytes:
        """Return all bytes.

        Raises:
            InputError: there are too many, or they are damaged.
        """
        with self.open() as file:
            data = file.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise InputError(str(self), f"too large: at most {MAX_BYTES // 2**20} MB is one text; split it")
        return data


def files(paths: Iterable[Path], suffixes: Iterable[str], report: Report) -> Iterator[Path]:
    """Yield files: the paths themselves, what patterns match, and of folders all below with a known suffix.

    Hidden ones are left out. In the order of `paths`, each folder sorted; memory is that of one folder.
    """
    known = frozenset(suffixes)
    for path in paths:
        try:
            yield from below(path, known, report)
        except InputError as error:
            report(error)
        except (OSError, ValueError) as error:
            report(InputError(str(path), f"can't be read: {getattr(error, 'strerror', None) or error}"))


def below(path: Path, suffixes: frozenset[str], report: Report) -> Iterator[Path]:
    """Yield the files of one path. Raises InputError when there are none."""
    if not path.exists():
        found = matches(path)
        if not found:
            pattern = glob.has_magic(str(path))
            raise InputError(str(path), "no file matches this pattern" if pattern else "no such file")
        for name in found:
            yield from below(name, suffixes, report)
        return
    if not path.is_dir():
        yield path
        return
    none = True
    for file in walk(path, suffixes, report):
        none = False
        yield file
    if none:
        ends = f"{', '.join(sorted(suffixes))} (or these with {', '.join(CODECS)})"
        raise InputError(str(path), f"no file in this folder ends in {ends}")


def matches(pattern: Path) -> list[Path]:
    """Return what a pattern such as `news/**/*.html` matches, sorted."""
    parts = pattern.parts
    first = next((i for i, part in enumerate(parts) if glob.has_magic(part)), len(parts))
    return sorted(Path(*parts[:first]).glob("/".join(parts[first:]))) if first < len(parts) else []


def walk(folder: Path, suffixes: frozenset[str], report: Report) -> Iterator[Path]:
    """Yield the files of known suffix below a folder, in order of their names."""
    try:
        with os.scandir(folder) as scanned:
            entries = sorted((x for x in scanned if not x.name.startswith(".")), key=lambda x: x.name)
    except OSError as error:
        report(InputError(str(folder), f"can't be read: {error.strerror}"))
        return
    ends = tuple(suffixes)
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from walk(Path(entry.path), suffixes, report)
        elif plain_name(entry.name).endswith(ends) and entry.is_file():
            yield Path(entry.path)


def plain_name(name: str) -> str:
    """Return a file name in lower case, without the suffix of a compression."""
    name = name.lower()
    return next((name.removesuffix(x) for x in CODECS if name.endswith(x)), name)
