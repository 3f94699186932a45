"""Everything that differs between languages. LANGUAGES: code → how to read its pack."""

from collections.abc import Callable
from functools import cache

from kg.errors import UnknownLanguage
from kg.languages.base import Country, LanguagePack
from kg.languages.english import english

LANGUAGES: dict[str, Callable[[], LanguagePack]] = {"en": english}

__all__ = ["LANGUAGES", "Country", "LanguagePack", "pack_of"]


@cache
def pack_of(lang: str) -> LanguagePack:
    """Return the pack of a language, read once.

    Raises:
        UnknownLanguage: no language pack has this code.
    """
    if lang not in LANGUAGES:
        raise UnknownLanguage(lang, LANGUAGES)
    return LANGUAGES[lang]()
