"""Connected components by joins: rounds of large star and small star (Kiveris and others, 2014).

Each round costs two shuffles of the edges; O(log² n) rounds.
"""

from typing import TYPE_CHECKING

from kg.spark.tables import Shelf

if TYPE_CHECKING:
    from pyspark.sql import DataFrame


def components(edges: "DataFrame", shelf: Shelf) -> "DataFrame":
    """Return `node, root` of each node of the edges `one, other`: the least node of its component."""
    from pyspark.sql import functions as f

    plain = edges.select(f.least("one", "other").alias("low"), f.greatest("one", "other").alias("high"))
    links = shelf.keep(plain.where("low <> high").distinct(), "links")
    before = None
    while (now := fingerprint(links)) != before:
        before = now
        links = shelf.keep(small_star(large_star(links)), "links")
    roots = links.select(f.col("high").alias("node"), f.col("low").alias("root"))
    return roots.union(links.select("low", "low").distinct())


def fingerprint(links: "DataFrame") -> tuple[int, int]:
    """Return numbers that are the same for the same links."""
    from pyspark.sql import functions as f

    hashed = f.sum(f.xxhash64("low", "high").cast("decimal(38, 0)"))
    row = links.agg(f.count("*"), hashed).collect()[0]
    return int(row[0]), int(row[1] or 0)


def large_star(links: "DataFrame") -> "DataFrame":
    """Return links of each node's larger neighbours to the least of its neighbours and itself."""
    from pyspark.sql import functions as f

    both = links.union(links.select("high", "low")).toDF("node", "near")
    least = both.groupBy("node").agg(f.least(f.min("near"), f.first("node")).alias("least"))
    larger = both.join(least, "node").where("near > node")
    return larger.select(f.col("least").alias("low"), f.col("near").alias("high")).distinct()


def small_star(links: "DataFrame") -> "DataFrame":
    """Return links of each node and its smaller neighbours to the least of them."""
    from pyspark.sql import functions as f

    least = links.groupBy("high").agg(f.min("low").alias("least"))
    near = links.join(least, "high").select(f.col("least").alias("low"), f.col("low").alias("high"))
    own = least.select(f.col("least").alias("low"), "high")
    return near.union(own).where("low <> high").distinct()
