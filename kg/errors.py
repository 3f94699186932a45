"""What can go wrong, as types. A message says what was wrong, with which value, and what to do."""

from collections.abc import Iterable


class KgError(Exception):
    """Anything that this package raises on purpose; the command line prints it as one line.

    It goes from one process to another with its message and values, whatever its kind is made of.
    """

    def __reduce__(self) -> tuple[object, ...]:
        return revived, (type(self), str(self)), self.__dict__


def revived(kind: type[KgError], message: str) -> KgError:
    """Return an error that came from another process."""
    return kind.__new__(kind, message)


class NotRegistered(KgError):
    """A name that is in no table."""

    kind = "name"

    def __init__(self, name: str, known: Iterable[str]) -> None:
        self.name, self.known = name, tuple(sorted(known))
        super().__init__(f"unknown {self.kind} {name!r}: use one of {', '.join(self.known)}")


class UnknownLanguage(NotRegistered):
    """No language pack has this code."""

    kind = "language"


class UnknownLoader(NotRegistered):
    """No loader opens this URI scheme."""

    kind = "store"


class InputError(KgError):
    """A text can't be read or decoded; names the document."""

    def __init__(self, source: str, reason: str) -> None:
        self.source, self.reason = source, reason
        super().__init__(f"{source}: {reason}")


class ModelMissing(KgError):
    """The spaCy model that a language pack names is not installed."""

    def __init__(self, lang: str, model: str) -> None:
        self.lang, self.model = lang, model
        super().__init__(f"language {lang!r} needs the spaCy model {model!r}: run `make setup`")


class RuleError(KgError):
    """A rule broke its contract: our bug; names rule and span."""

    def __init__(self, rule: str, span: str, reason: str) -> None:
        self.rule, self.span = rule, span
        super().__init__(f"rule {rule!r} broke its contract on {span!r}: {reason}; please report it")


class LoadError(KgError):
    """The store refused to open, to read or to write."""


class TransientLoadError(LoadError):
    """The store refused for now; the same call may go through when tried again."""
