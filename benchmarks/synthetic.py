"""Made-up short articles, as many as wanted: the same number gives the same article."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from kg.model import Document

PEOPLE = 20_000
LISTS = """
Anna Boris Clara David Elena Felix Greta Hugo Irene Jonas Karin Lukas Maria Nadia Oscar Paula Rosa Tanya Zoe
Al Ber Cal Dor Es Fal Gar Hol Iver Jan Kel Lor Mar Nor Ost Pal Quar Ros Sal Tor Ul Ver Wal Yor Zel
ander berg cott din ev ford gren hart ing jord kin lund mann nov ovic ton quist rov sen tti val wick zano
France Germany Poland Norway Japan Brazil Canada Kenya Egypt India Chile Spain Italy Turkey Peru Ghana
fishing grain steel visas rivers railways gas ports vaccines tariffs forests bridges cables schools roads
"""
GIVEN, FIRST, LAST, COUNTRIES, NOUNS = (line.split() for line in LISTS.strip().splitlines())
TITLES = ("foreign minister", "defence minister", "finance minister", "prime minister", "president")
SENTENCES = (
    "{one}, the {title} of {here}, met {other} in {there} on Monday.",
    "{one}, the {title} of {here}, said on Tuesday that {other} would visit {there}.",
    "{here} appointed {one} as {title} in June, succeeding {other}.",
    "The {title} of {here}, {one}, invited {other} to {there}.",
)
REST = (
    "Session {number} in {there}: {nouns[0]}, {nouns[1]}, {nouns[2]} and {nouns[3]}, "
    "{hours} hours, {guests} guests."
)


def article(number: int) -> Document:
    """Return article `number`: some 30 words on two of 20,000 people, few of them named often."""
    random = Random(number)
    here, there = random.sample(COUNTRIES, 2)
    values = {
        "one": person(int(PEOPLE * random.random() ** 3)),
        "other": person(int(PEOPLE * random.random() ** 3)),
        "title": random.choice(TITLES),
        "here": here,
        "there": there,
        "number": number,
        "nouns": random.sample(NOUNS, 4),
        "hours": random.randrange(2, 90),
        "guests": random.randrange(100, 9000),
    }
    text = f"{random.choice(SENTENCES)} {REST}".format(**values)
    published = date(2020, 1, 1) + timedelta(random.randrange(1000))
    return Document(text, key=str(number), source=f"synthetic:{number}", published=published)


def person(number: int) -> str:
    """Return the name of one of PEOPLE people."""
    random = Random(-1 - number)
    return f"{random.choice(GIVEN)} {random.choice(FIRST)}{random.choice(LAST)}"


def articles(start: int, stop: int) -> Iterator[Document]:
    """Yield the articles from number `start` to before `stop`."""
    return map(article, range(start, stop))
