"""English: the pack of words, and the spaCy model that parses it."""

from kg.languages.base import FOLDER, LanguagePack, read_pack


def english() -> LanguagePack:
    """Return the English pack; reading it takes about 5 ms."""
    return read_pack(FOLDER / "english.toml")
