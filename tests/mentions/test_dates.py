"""Dates: what an expression means on the day of the document, at its own precision."""

from datetime import date

import pytest

from kg.languages import pack_of
from kg.mentions.dates import Calendar

DAY = date(2018, 7, 13)  # a Friday
CALENDAR = Calendar(pack_of("en").events["dates"])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("July 16", "2018-07-16"),
        ("July 16th, 2017", "2017-07-16"),
        ("16 July 2017", "2017-07-16"),
        ("the 4th of March", "2018-03-04"),
        ("December 30", "2017-12-30"),
        ("June 2018", "2018-06"),
        ("early June", "2018-06"),
        ("May", "2018-05"),
        ("last November", "2017-11"),
        ("2014", "2014"),
        ("2018-06-14", "2018-06-14"),
        ("last month", "2018-06"),
        ("earlier this month", "2018-07"),
        ("last year", "2017"),
        ("last week", "2018-07"),
        ("last summer", "2017"),
        ("yesterday", "2018-07-12"),
        ("Thursday", "2018-07-12"),
        ("Friday", "2018-07-13"),
        ("last Friday", "2018-07-06"),
        ("next Monday", "2018-07-16"),
        ("two days ago", "2018-07-11"),
        ("three months ago", "2018-04"),
        ("2 years ago", "2016"),
        ("a decade ago", "2008"),
        ("73 months", None),
        ("the 1990s", None),
        ("2000-2005", None),
        ("February 30", None),
        ("two years earlier", None),
        ("9999999 years ago", None),
    ],
)
def test_an_expression_means_a_date_of_its_precision(text: str, value: str | None) -> None:
    """Nothing is padded; what is no date is none."""
    assert CALENDAR.resolve(text, DAY) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [("Thursday", "2018-07-19"), ("July 9", "2019-07-09"), ("January", "2019-01"), ("October", "2018-10")],
)
def test_what_is_to_come_lies_ahead(text: str, value: str) -> None:
    """In a clause with "will" or "to" a day is the next one."""
    assert CALENDAR.resolve(text, DAY, future=True) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [("two years earlier", "2013"), ("three days later", "2015-03-08"), ("the same day", "2015-03-05")],
)
def test_earlier_and_later_count_from_the_day_named_last(text: str, value: str) -> None:
    """`two years earlier` is not counted from the document's date."""
    assert CALENDAR.resolve(text, DAY, named=date(2015, 3, 5)) == value


def test_without_a_date_of_the_document_only_full_dates_resolve() -> None:
    """`Thursday` says nothing in a document without a date."""
    assert CALENDAR.resolve("Thursday", None) is None
    assert CALENDAR.resolve("4 March 2015", None) == "2015-03-04"
