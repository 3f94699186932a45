"""What a document is about: its countries, the most named first, and its state or territory."""

import re
from collections import Counter
from functools import cache

from kg.entities.bodies import country_code
from kg.entities.reading import Home, Reading
from kg.languages import LanguagePack
from kg.mentions.words import Span

LEAD = 60  # tokens of the lead, where a name counts one and a half times


def home_of(reading: Reading, spans: list[Span]) -> Home:
    """Return the countries and the region that the names of a document are of. O(names)."""
    pack, counts, own, regions = reading.pack, Counter[str](), Counter[str](), Counter[str]()
    tables = {"COUNTRY": pack.country_names, "NAT": pack.demonyms}
    states = states_of(pack)
    for span in spans:
        weight = 3 if span.start < LEAD else 2
        code = tables.get(span.label_, {}).get(tuple(span.text.split()))
        if code is not None:
            own[code] += weight
        elif span.label_ in ("LOC", "ORG"):
            low = span.text.lower().removeprefix("the ")
            division = next((name for name in region_names(low, pack.subdivisions)), "")
            regions[division] += weight if division else 0
            code = states.get(low) or (country_code(span.text, reading) if span.label_ == "ORG" else None)
            code = code or pack.subdivisions.get(division, "").split("-")[0] or pack.capitals.get(low)
            if low in pack.section("bodies")["states"]:
                own[states[low]] += weight
        if code:
            counts[code] += weight
    order = counts.most_common()
    first = order[0][1] if order else 0
    second = order[1][1] if len(order) > 1 else 0
    region, size = regions.most_common(1)[0] if regions else ("", 0)
    country = pack.subdivisions.get(region, "").split("-")[0]
    titled = next((name for name in regions if name and named_in_title(name, reading)), "")
    if titled and not country_in_title(pack.subdivisions[titled].split("-")[0], reading):
        region, size, country = titled, REGIONAL, ""
    mainly = size >= REGIONAL and size > own[country]
    return Home(tuple(code for code, _ in order), first >= 2 * second and first > 2, region if mainly else "")


@cache
def states_of(pack: LanguagePack) -> dict[str, str]:
    """Return the codes of countries by what hints at them and by their bodies, in lower case."""
    return {**pack.section("bodies")["hints"], **pack.section("bodies")["states"]}


REGIONAL = 5


def named_in_title(name: str, reading: Reading) -> bool:
    """Tell whether the title of the document has a name as whole words."""
    return re.search(rf"\b{re.escape(name)}\b", reading.document.title.lower()) is not None


def country_in_title(code: str, reading: Reading) -> bool:
    """Tell whether the title of the document names a country, by one of its names or a nationality word."""
    country = reading.pack.countries[code]
    names = (country.name, *country.names, *country.demonyms)
    return any(re.search(rf"\b{re.escape(name)}", reading.document.title) for name in names)


def region_names(low: str, subdivisions: dict[str, str]) -> list[str]:
    """Return the federal state or territory that a name is or begins or ends with."""
    if low in subdivisions:
        return [low]
    words = low.split()
    ends = [" ".join(words[:n]) for n in (1, 2, 3)] + [" ".join(words[-n:]) for n in (1, 2, 3)]
    return [end for end in ends if end in subdivisions]
