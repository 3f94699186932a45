"""Dates as the text gives them, resolved against the document's date: `doc.spans["dates"]`.

A span's `kb_id_` is an ISO 8601 date of the precision that the text has, "2018-06" for "last month".
"""

import calendar
import re
from datetime import date, timedelta

from spacy.language import Language
from spacy.tokens import Doc, Span

MONTHS = {name.lower(): i for i, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.lower(): i for i, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
DAYS = {name.lower(): i for i, name in enumerate(calendar.day_name)}
NUMBERS = {
    w: i
    for i, w in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        ]
    )
}
NUMBERS |= {"a": 1, "an": 1, "several": 0, "few": 0, "couple": 2}
MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
DAY = "|".join(DAYS)
ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
MONTH_DAY = re.compile(rf"\b({MONTH})\.? (\d{{1,2}})(?:st|nd|rd|th)?\b(?!\d)(?:,? (\d{{4}}))?", re.I)
DAY_MONTH = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? ({MONTH})\b\.?(?:,? (\d{{4}}))?", re.I)
MONTH_YEAR = re.compile(rf"\b({MONTH})\.?(?: of)?,? (\d{{4}})\b", re.I)
YEAR = re.compile(r"\b(1[6-9]\d\d|20\d\d)\b")
AGO = re.compile(r"\b(\w+) (day|week|month|year)s? (ago|earlier|before|later)\b", re.I)
RELATIVE = re.compile(r"\b(last|this|next|previous|past|coming) (week|month|year)\b", re.I)
WEEKDAY = re.compile(rf"\b(?:(last|next|this|on|coming|past) )?({DAY})\b", re.I)
LONE_MONTH = re.compile(rf"\b(?:(last|next|this) )?(?:early |late |mid-)?({MONTH})\b", re.I)
FIXED = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1, "this morning": 0, "this afternoon": 0}


def resolve(text: str, published: date | None, future: bool = False) -> str | None:
    """Return what a date expression means on the day `published`, or None where it says no date.

    `future` tells that the sentence speaks of what is to come: "Thursday" is then the next one.
    """
    absolute = _absolute(text, published, future)
    if absolute or published is None:
        return absolute
    low = text.lower()
    for word, days in FIXED.items():
        if word in low:
            return (published + timedelta(days=days)).isoformat()
    return _relative(low, published) or _weekday(low, published, future) or _month(low, published, future)


def _absolute(text: str, published: date | None, future: bool) -> str | None:
    if match := ISO.search(text):
        return match[0]
    for pattern, month, day in ((MONTH_DAY, 1, 2), (DAY_MONTH, 2, 1)):
        if match := pattern.search(text):
            if match[3]:
                return _day(int(match[3]), MONTHS[match[month].lower()], int(match[day]))
            return _nearest(MONTHS[match[month].lower()], int(match[day]), published, future)
    if match := MONTH_YEAR.search(text):
        return f"{match[2]}-{MONTHS[match[1].lower()]:02}"
    if (match := YEAR.search(text)) and not re.search(r"\d{4}s|–|-|to ", text[match.end() :]):
        return match[1]
    return None


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _nearest(month: int, day: int, published: date | None, future: bool) -> str | None:
    """Return the day without a year that lies nearest to the document's date."""
    if published is None:
        return None
    found = [_day(published.year + step, month, day) for step in (-1, 0, 1)]
    days = [date.fromisoformat(x) for x in found if x]
    if future:
        days = [x for x in days if x >= published] or days
    return min(days, key=lambda x: abs((x - published).days)).isoformat() if days else None


def _relative(low: str, published: date) -> str | None:
    if match := RELATIVE.search(low):
        step = {"last": -1, "previous": -1, "past": -1, "next": 1, "coming": 1}.get(match[1], 0)
        if match[2] == "year":
            return str(published.year + step)
        if match[2] == "month":
            return _months(published, step)
        return None
    if (match := AGO.search(low)) and (count := _number(match[1])):
        sign = 1 if match[3] == "later" else -1
        if match[3] in ("earlier", "before", "later"):
            return None
        if match[2] in ("day", "week"):
            days = count * (7 if match[2] == "week" else 1)
            moment = published + timedelta(days=sign * days)
            return moment.isoformat() if match[2] == "day" else moment.isoformat()[:7]
        return str(published.year + sign * count) if match[2] == "year" else _months(published, sign * count)
    return None


def _number(word: str) -> int:
    return int(word) if word.isdigit() and len(word) < 4 else NUMBERS.get(word, 0)


def _months(published: date, step: int) -> str:
    index = published.year * 12 + published.month - 1 + step
    return f"{index // 12:04}-{index % 12 + 1:02}"


def _weekday(low: str, published: date, future: bool) -> str | None:
    match = WEEKDAY.search(low)
    if not match:
        return None
    back = (published.weekday() - DAYS[match[2]]) % 7
    if match[1] in ("next", "coming") or (future and match[1] not in ("last", "past")):
        return (published + timedelta(days=7 - back if back else 7 * (match[1] == "next"))).isoformat()
    if match[1] == "last" and back == 0:
        back = 7
    return (published - timedelta(days=back)).isoformat()


def _month(low: str, published: date, future: bool) -> str | None:
    match = LONE_MONTH.search(low)
    if not match or (match[2] in ("may", "mar", "sat") and match[2] == low.strip()):
        return None
    month = MONTHS[match[2]]
    ahead = future or match[1] == "next"
    late = month > published.month
    year = published.year + (1 if ahead and not late and month != published.month else 0)
    return f"{year - (1 if late and not ahead else 0):04}-{month:02}"


@Language.component("kg_dates", assigns=["doc.spans"])
def dates(doc: Doc) -> Doc:
    """Write `doc.spans["dates"]`: spaCy's DATE entities that resolve, their value in `kb_id_`."""
    document = doc.user_data.get("document")
    published = document.published if document is not None else None
    found = []
    for ent in doc.ents:
        if ent.label_ in ("DATE", "TIME"):
            sent = ent.sent
            value = resolve(
                ent.text, published, future=any(t.tag_ == "MD" and t.lower_ == "will" for t in sent)
            )
            if value:
                found.append(Span(doc, ent.start, ent.end, label="DATE", kb_id=value))
    doc.spans["dates"] = found
    return doc
