"""A Spark session, with the Java and the Python that it needs."""

import os
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import KgError

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
        KgError: Spark or Java is not here; says what to install.
    """
    if find_spec("pyspark") is None or find_spec("pyarrow") is None:
        raise KgError("Spark is not installed: pip install 'newskg[spark]'")
    find_java()
    from pyspark.sql import SparkSession

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.appName("newskg")
    if master or "SPARK_ENV_LOADED" not in os.environ:
        builder = builder.master(master or "local[*]")
    for name, value in SETTINGS.items():
        builder = builder.config(name, value)
    builder = builder.config("spark.executorEnv.PYTHONPATH", python_path())
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    return spark


def find_java() -> None:
    """See to it that there is a Java that Spark finds.

    Raises:
        KgError: there is none; says what to install. Spark asks for the module `jdk.incubator.vector`, which
            a Java runtime that is cut down lacks.
    """
    home = os.environ.get("JAVA_HOME")
    if not shutil.which("java", path=str(Path(home, "bin")) if home else None):
        where = f"JAVA_HOME={home} has none" if home else "none is on the PATH, and JAVA_HOME is not set"
        raise KgError(f"Spark needs a whole JDK, Java 17 or newer, such as openjdk-17-jdk-headless: {where}")


def python_path() -> str:
    """Return where executors on this machine find this package; elsewhere it must be installed."""
    return os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
