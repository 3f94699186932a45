"""Tenures as bars, a row for each office, and events as marks, ready to be drawn against time."""

from typing import Any

from kg.graph import KnowledgeGraph
from kg.model import EntityId, Event, Office, PartialDate, Tenure, TenureStatus
from kg.views.records import dates, owners
from kg.views.wording import name_of

Record = dict[str, Any]
LAST = "\uffff"
HELD = (TenureStatus.CURRENT, TenureStatus.ACTING, TenureStatus.FORMER)


def lanes(graph: KnowledgeGraph, ids: dict[EntityId, str]) -> Record:
    """Return rows of bars by country and office, and the dated events; `ids` are the nodes of the page.

    A bar with no known end stops on the last day on which it was reported, and says that it is open. Nothing
    is shown for a tenure with no date at all, nor for candidates and designates. O(facts log facts).
    """
    rows: dict[EntityId, list[Record]] = {}
    for fact in graph:
        if isinstance(fact, Tenure) and fact.status in HELD and fact.office in ids:
            bar = tenure_bar(graph, fact)
            if bar:
                rows.setdefault(fact.office, []).append(bar)
    named = sorted(rows, key=lambda office: (land(graph, office) or LAST, name_of(graph, office), office))
    return {
        "rows": [
            {
                "node": ids[office],
                "group": land(graph, office),
                "label": post(graph, office),
                "bars": sorted(rows[office], key=lambda bar: (bar["start"], bar["fact"])),
            }
            for office in named
        ],
        "marks": sorted(marks(graph), key=lambda mark: (mark["start"], mark["fact"])),
    }


def land(graph: KnowledgeGraph, office: EntityId) -> str:
    """Return the name of what an office is of last: its country, as a rule."""
    of = owners(graph, office)
    return name_of(graph, of[-1]) if of else ""


def post(graph: KnowledgeGraph, office: EntityId) -> str:
    """Return the name of an office under the name of its country."""
    found = graph.entities.get(office)
    return found.title if isinstance(found, Office) and len(found.of) == 1 else name_of(graph, office)


def tenure_bar(graph: KnowledgeGraph, tenure: Tenure) -> Record | None:
    """Return the bar of a tenure, from its start or first report to its end or last report."""
    reported = dates(graph, tenure)["reported"]
    known = [day for day in (tenure.since, *reported, tenure.until) if day]
    if not known:
        return None
    start = tenure.since or (min(known) if tenure.until is None else tenure.until)
    end = tenure.until or (max(known) if tenure.status is not TenureStatus.FORMER else start)
    return {
        "fact": tenure.id,
        "label": name_of(graph, tenure.holder),
        "start": first_day(start),
        "end": max(first_day(start), last_day(end)),
        "open_start": tenure.since is None,
        "open_end": tenure.until is None,
        "status": str(tenure.status),
    }


def marks(graph: KnowledgeGraph) -> list[Record]:
    """Return the events that have a date, with the stretch of time that it names."""
    return [
        {"fact": fact.id, "start": first_day(fact.since), "end": last_day(fact.until or fact.since)}
        for fact in graph
        if isinstance(fact, Event) and fact.since
    ]


def first_day(day: PartialDate | str) -> str:
    """Return the first day of a year, month or day, for drawing only."""
    return day + "-01-01"[len(day) - 4 :] if len(day) < 10 else day


def last_day(day: PartialDate | str) -> str:
    """Return a late day of a year or month (the 28th), for drawing only."""
    return day + "-12-28"[len(day) - 4 :] if len(day) < 10 else day
