"""A Spark session, with the Java and the Python that it needs."""

import os
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import KgError
from kg.spark.java import find_java

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

ROOT = Path(__file__).parents[2]
SETTINGS = {
    "spark.sql.execution.arrow.maxRecordsPerBatch": "64",
    "spark.hadoop.mapreduce.fileoutputcommitter.algorithm.version": "2",
    "spark.sql.session.timeZone": "UTC",
    "spark.ui.showConsoleProgress": "false",
}
"""Few records a batch, for a text may be long; what a task has written is kept when the job dies."""


def session(master: str | None) -> "SparkSession":
    """Return a session on `master`; None: as `spark-submit` says, else all cores of this machine.

    Raises:
        KgError: Spark or Java is not here, which says what to install, or does not start.
    """
    if find_spec("pyspark") is None or find_spec("pyarrow") is None:
        raise KgError("Spark is not installed: pip install 'newskg[spark]'")
    if "PYSPARK_GATEWAY_PORT" not in os.environ:  # spark-submit has begun with Java
        find_java()
    from pyspark.errors import PySparkRuntimeError
    from pyspark.sql import SparkSession

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.appName("newskg")
    if master or "SPARK_ENV_LOADED" not in os.environ:
        builder = builder.master(master or "local[*]")
    for name, value in SETTINGS.items():
        builder = builder.config(name, value)
    builder = builder.config("spark.executorEnv.PYTHONPATH", python_path())
    try:
        spark = builder.getOrCreate()
    except PySparkRuntimeError as error:
        raise KgError(f"Spark did not start, as Java says above: {error.getMessage()}") from error
    spark.sparkContext.setLogLevel("ERROR")
    return spark


def python_path() -> str:
    """Return where executors on this machine find this package; elsewhere it must be installed."""
    return os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
