"""Which candidates may be one, by joins: those that share a key, scored by the matcher of one machine."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from kg.resolution.evidence import Pair
from kg.resolution.matching import PAIRS, Matcher, fit
from kg.resolution.workspace import to_summary
from kg.spark.tables import Rows, mapped

if TYPE_CHECKING:
    from pyspark.sql import DataFrame


def sharing(parted: "DataFrame") -> "DataFrame":
    """Return `one, other, score` of the candidates that share a key, whatever they score."""
    from pyspark.sql import functions as f

    keys = parted.where("tag = 'key'").select(f.col("text").alias("key"), "unit").distinct()
    counts = keys.groupBy("key").count().where(f"count > 1 and count * (count - 1) / 2 <= {PAIRS}")
    small = keys.join(counts.select("key"), "key")
    ones, others = small.toDF("key", "one"), small.toDF("key", "other")
    near = ones.join(others, "key").where("one < other").select("one", "other").distinct()
    return near.withColumn("score", f.lit(0.0))


def pairs(near: "DataFrame", parted: "DataFrame", units: "DataFrame", matcher: Matcher) -> "DataFrame":
    """Return `one, other, score` of those of different names that fit."""
    from pyspark.sql import functions as f

    with_data = (
        near.drop("score").join(units.toDF("one", "data"), "one").join(units.toDF("other", "data2"), "other")
    )

    def may(rows: Rows) -> Iterator[tuple[Any, ...]]:
        for other, one, data, data2 in rows:
            if fits(matcher, one, other, data, data2, None) is not None:
                yield one, other, data, data2

    open_ = mapped(with_data, may, "one string, other string, data binary, data2 binary")
    places = parted.where("tag = 'place'").select("unit", f.col("text").alias("document"))
    left = open_.select("one", "other").join(places.toDF("one", "document"), "one")
    both = (
        left.join(places.toDF("other", "document"), ["other", "document"]).select("one", "other").distinct()
    )
    told = open_.join(both.withColumn("both", f.lit(True)), ["one", "other"], "left").fillna(False, "both")

    def score(rows: Rows) -> Iterator[tuple[Any, ...]]:
        for one, other, data, data2, both in rows:
            pair = fits(matcher, one, other, data, data2, bool(both))
            if pair is not None:
                yield one, other, pair.score

    return mapped(told, score, "one string, other string, score double")


class Asked(Exception):
    """Whether one document names both matters."""


def fits(matcher: Matcher, one: str, other: str, data: bytes, data2: bytes, both: bool | None) -> Pair | None:
    """Return how well two candidates fit, None if not at all; something if it turns on `both`."""

    def together() -> bool:
        if both is None:
            raise Asked
        return both

    left, right = to_summary(data), to_summary(data2)
    if left.key == right.key:
        return None
    try:
        return fit(matcher, left, right, together)
    except Asked:
        return Pair(0.0, ())
