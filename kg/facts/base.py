"""What a finder is: it reads a `Reading` and yields facts."""

from collections.abc import Callable, Iterator

from kg.entities.reading import Reading
from kg.model import Fact

Finder = Callable[[Reading], Iterator[Fact]]
