"""Dates as the text gives them, resolved against the document's date: `doc.spans["dates"]`.

A span's `kb_id_` is an ISO 8601 date of the precision that the text has, "2018-06" for "last month".
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from kg.languages import pack_of

ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
YEAR = re.compile(r"\b(1[6-9]\d\d|20\d\d)\b(?!s|-year)")
RANGE = re.compile(r"\s*(?:s\b|–|—|-|to\b|and\b)")
STEPS = 4  # governors that are looked at for the tense


class Calendar:
    """The words of dates of one language, as patterns."""

    def __init__(self, words: Mapping[str, Any]) -> None:
        self.words = words
        self.months = {name: i for i, name in enumerate(words["months"], 1)}
        self.months |= {name: i for i, name in enumerate(words["short_months"], 1) if name}
        self.months |= words["also"]
        self.days = {name: i for i, name in enumerate(words["days"])}
        month, day, unit = either(self.months), either(self.days), either(words["units"])
        last, this, ahead = either(words["last"]), either(words["this"]), either(words["next"])
        counts = either([*words["ago"], *words["earlier"], *words["later"]])
        self.month_day = pattern(rf"({month})\.? (\d{{1,2}})(?:st|nd|rd|th)?\b(?!\d)(?:,? (\d{{4}}))?")
        self.day_month = pattern(rf"(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? ({month})\b\.?(?:,? (\d{{4}}))?")
        self.month_year = pattern(rf"({month})\.?(?: of)?,? (\d{{4}})\b")
        self.counted = pattern(rf"(\w+)(?: of)? ({unit})s? ({counts})\b")
        self.relative = pattern(rf"({last}|{this}|{ahead}) ({unit})\b")
        self.weekday = pattern(rf"(?:({last}|{this}|{ahead}) )?({day})\b")
        self.month = pattern(rf"(?:({last}|{this}|{ahead}) )?(?:{either(words['part'])})?[ -]?({month})\b")
        self.season = pattern(rf"({last}|{this}|{ahead}) ({either(words['seasons'])})\b")

    def direction(self, word: str | None) -> int:
        """Return -1 for "last", 1 for "next", else 0."""
        if word in self.words["last"]:
            return -1
        return 1 if word in self.words["next"] else 0

    def resolve(
        self, text: str, published: date | None, future: bool = False, named: date | None = None
    ) -> str | None:
        """Return what an expression means on the day `published`, or None where it says no date.

        `future` tells that the clause speaks of what is to come: "Thursday" is then the next one. `named` is
        the day that the text named last, from which "two days later" counts.
        """
        low = text.lower()
        found = self.counted_from(low, published, named) or self.absolute(low, published, future)
        if found or published is None or self.month_day.search(low) or self.day_month.search(low):
            return found
        for words, days in self.words["fixed"].items():
            if re.search(rf"\b{words}\b", low):
                return (published + timedelta(days=days)).isoformat()
        return (
            self.unit(low, published)
            or self.on_weekday(low, published, future)
            or self.in_season(low, published)
            or self.in_month(low, published, future)
        )

    def absolute(self, low: str, published: date | None, future: bool) -> str | None:
        """Resolve dates that name a month and day, a month and year, or a year."""
        if match := ISO.search(low):
            return match[0] if day(*(int(x) for x in match.groups())) else None
        for regex, month, number in ((self.month_day, 1, 2), (self.day_month, 2, 1)):
            if match := regex.search(low):
                if match[3]:
                    return day(int(match[3]), self.months[match[month]], int(match[number]))
                return nearest(self.months[match[month]], int(match[number]), published, future)
        if match := self.month_year.search(low):
            return f"{match[2]}-{self.months[match[1]]:02}"
        if (match := YEAR.search(low)) and not RANGE.match(low, match.end()):
            return match[1]
        return None

    def counted_from(self, low: str, published: date | None, named: date | None) -> str | None:
        """Resolve "two years ago" from the document's date, "two years earlier" from the day named last."""
        match = self.counted.search(low)
        count = self.number(match[1]) if match is not None else 0
        if match is None or not count:
            return self.again(low, named)
        base = published if match[3] in self.words["ago"] else named
        sign = 1 if match[3] in self.words["later"] else -1
        return stepped(base, sign * count, self.words["units"][match[2]]) if base else None

    def number(self, word: str) -> int:
        """Return what a number of up to three figures or a numeral means, 0 for other words."""
        figures = word.isascii() and word.isdigit() and len(word) < 4
        return int(word) if figures else int(self.words["numbers"].get(word, 0))

    def again(self, low: str, named: date | None) -> str | None:
        """Resolve "the same day", "the following day"."""
        if named is None:
            return None
        for words, days in self.words["again"].items():
            if re.search(rf"\b{words}\b", low):
                return (named + timedelta(days=days)).isoformat()
        return None

    def unit(self, low: str, published: date) -> str | None:
        """Resolve "last month", "this year"; of "last week" only the month is sure enough."""
        match = self.relative.search(low)
        if match is None:
            return None
        unit = self.words["units"][match[2]]
        step = self.direction(match[1])
        if unit in ("year", "month"):
            return stepped(published, step, unit)
        return stepped(published, step, "week") if unit == "week" and step else None

    def on_weekday(self, low: str, published: date, future: bool) -> str | None:
        """Resolve "Thursday", "last Friday": the one just past, where something is to come the next one."""
        match = self.weekday.search(low)
        if match is None:
            return None
        back = (published.weekday() - self.days[match[2]]) % 7
        step = self.direction(match[1])
        if step > 0 or (future and step == 0):
            return (published + timedelta(days=7 - back if back else 7 * (step > 0))).isoformat()
        if step < 0 and back < 2:
            back += 7
        return (published - timedelta(days=back)).isoformat()

    def in_season(self, low: str, published: date) -> str | None:
        """Resolve "last summer" to its year."""
        match = self.season.search(low)
        if match is None:
            return None
        over = self.words["seasons"][match[2]] < published.month
        step = self.direction(match[1])
        year = published.year + (-1 if step < 0 and not over else 1 if step > 0 and over else 0)
        return str(year)

    def in_month(self, low: str, published: date, future: bool) -> str | None:
        """Resolve a month without a year: the one just past, where something is to come the next one."""
        match = self.month.search(low)
        if match is None:
            return None
        month, step = self.months[match[2]], self.direction(match[1])
        ahead = step > 0 or (future and step == 0)
        year = published.year + (ahead and month < published.month) - (not ahead and month > published.month)
        return f"{year:04}-{month:02}"


def either(words: Iterable[str]) -> str:
    """Return a pattern that matches any of the words, longer ones first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))


def pattern(text: str) -> re.Pattern[str]:
    """Return a pattern that starts at the start of a word."""
    return re.compile(rf"\b{text}")


def day(year: int, month: int, number: int) -> str | None:
    """Return a day, None if there is no such day."""
    try:
        return date(year, month, number).isoformat()
    except ValueError:
        return None


def nearest(month: int, number: int, published: date | None, future: bool) -> str | None:
    """Return the day without a year that lies nearest to the document's date, one gone by twice as likely."""
    if published is None or not 1 < published.year < 9999:
        return None
    found = [day(published.year + step, month, number) for step in (-1, 0, 1)]
    days = [(date.fromisoformat(x) - published).days for x in found if x]
    if future:
        days = [x for x in days if x >= 0] or days
    best = min(days, key=lambda x: 2 * x if x > 0 else -x, default=None)
    return None if best is None else (published + timedelta(days=best)).isoformat()


def stepped(base: date, count: int, unit: str) -> str | None:
    """Return the date so many units away, no more precise than the unit: weeks give a month."""
    try:
        if unit in ("day", "week"):
            moment = base + timedelta(days=count * (7 if unit == "week" else 1))
            return moment.isoformat() if unit == "day" else moment.isoformat()[:7]
    except OverflowError:
        return None
    index = base.year * 12 + base.month - 1 + (count if unit == "month" else 0)
    year = index // 12 + {"year": count, "decade": 10 * count}.get(unit, 0)
    if not 0 < year < 10_000:
        return None
    return f"{year:04}-{index % 12 + 1:02}" if unit == "month" else f"{year:04}"


@Language.factory("kg_dates", assigns=["doc.spans"], default_config={"lang": "en"})
class Dates:
    """Write `doc.spans["dates"]`: spaCy's DATE entities that resolve, their value in `kb_id_`."""

    def __init__(self, nlp: Language, name: str, lang: str) -> None:
        self.words: Mapping[str, Any] = pack_of(lang).events["dates"]
        self.calendar = Calendar(self.words)

    def __call__(self, doc: Doc) -> Doc:
        """Return the Doc with its dates."""
        document = doc.user_data.get("document")
        published = document.published if document is not None else None
        found, named = [], None
        for ent in doc.ents:
            if ent.label_ not in ("DATE", "TIME") or len(ent) > 20:
                continue
            value = self.calendar.resolve(ent.text, published, self.ahead(ent.root), named)
            if value:
                found.append(Span(doc, ent.start, ent.end, label="DATE", kb_id=value))
                named = date.fromisoformat(value) if len(value) == 10 else named
        doc.spans["dates"] = found
        return doc

    def ahead(self, token: Token) -> bool:
        """Tell whether the verb over a date speaks of what is to come: "will meet", "plans to meet"."""
        for _ in range(STEPS):
            head = token.head
            if head.i == token.i:
                return False
            if head.pos_ in ("VERB", "AUX"):
                near = [t.lower_ for t in head.doc[max(head.i - 5, 0) : head.i] if t.head.i == head.i]
                perfect = any(word in self.words["perfect"] for word in near)
                return not perfect and any(word in self.words["ahead"] for word in near)
            token = head
        return False
