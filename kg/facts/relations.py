"""Plain relations: the table of all rules, and each pair once."""

from collections.abc import Callable, Iterator

from kg.entities.reading import Reading
from kg.facts.bodies import committees, firms, houses, of_country, owned_parts
from kg.facts.employment import belonging, servants
from kg.facts.handovers import appointments
from kg.facts.implied import implied
from kg.facts.lives import citizens, life, relatives
from kg.facts.memberships import candidates, initials, leavers, members, parties
from kg.facts.nations import national, parts
from kg.facts.nesting import nested
from kg.facts.places import capitals, located, territories
from kg.facts.relation_told import told
from kg.facts.seats import based, named_after_place, seated
from kg.facts.successions import successions
from kg.model import Triple

Rule = Callable[[Reading], Iterator[Triple]]

RULES: tuple[Rule, ...] = (
    of_country,
    firms,
    national,
    parties,
    initials,
    candidates,
    members,
    belonging,
    servants,
    leavers,
    located,
    nested,
    seated,
    based,
    capitals,
    territories,
    named_after_place,
    committees,
    houses,
    owned_parts,
    parts,
    relatives,
    successions,
    appointments,
    citizens,
    life,
)


def relations(reading: Reading) -> Iterator[Triple]:
    """Yield relations: those that rules read, then those that only the whole document implies."""
    found = list(ruled(reading))
    yield from found
    yield from implied(reading, found)


def ruled(reading: Reading) -> Iterator[Triple]:
    """Yield the relations that rules read and the text vouches for, each pair once."""
    seen = set()
    for rule in RULES:
        for found in rule(reading):
            if found.id not in seen and found.subject != found.object and told(found, reading):
                seen.add(found.id)
                yield found
