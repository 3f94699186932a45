"""A Neo4j server, over Bolt. User and password come from the environment: `NEO4J_USER`, `NEO4J_PASSWORD`."""

import contextlib
import os
import re
import ssl
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar
from urllib.parse import urlsplit

import neo4j
from neo4j.exceptions import (
    AuthError,
    ClientError,
    ConfigurationError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
)
from neo4j.graph import Node, Path, Relationship

from kg.errors import LoadError, TransientLoadError
from loaders.base import Result
from loaders.cypher import DISTRUST, constraints, indexes
from loaders.rows import Answer, Run
from loaders.writing import CypherLoader

Value = TypeVar("Value")
RETRY_S = 30.0
OLDEST = (5, 26)
LOCK = "MERGE (s:Store {id: 'store'}) SET s.writes = coalesce(s.writes, 0) + 1"
"""Taken first in every writing transaction: one writes at a time, so no evidence is lost, no deadlock."""
PLANNED = "CYPHER replan=skip "
"""Our own statements find all by a unique id: their plan stays right however a database grows."""
LOCKABLE = "CREATE CONSTRAINT store_id IF NOT EXISTS FOR (n:Store) REQUIRE n.id IS UNIQUE"
"""Without it two first writers would make a lock each."""


class Neo4jLoader(CypherLoader):
    """The database that `uri` names: `neo4j://host:7687`, or `neo4j://host:7687/database`."""

    def __init__(
        self, uri: str, *, read_only: bool = False, dry_run: bool = False, timeout_s: float = 15.0
    ) -> None:
        super().__init__()
        self.dry_run = dry_run
        parts = urlsplit(uri)
        if parts.username or parts.password:
            raise LoadError("put no user or password in the address: set NEO4J_USER and NEO4J_PASSWORD")
        self.uri, self.read_only = f"{parts.scheme}://{parts.netloc}", read_only
        self.database = parts.path.strip("/") or os.environ.get("NEO4J_DATABASE") or None
        password = os.environ.get("NEO4J_PASSWORD")
        auth = (os.environ.get("NEO4J_USER", "neo4j"), password) if password else None
        self.prepared = False
        with self._errors():
            self.driver = neo4j.GraphDatabase.driver(
                self.uri,
                auth=auth,
                connection_timeout=timeout_s,
                max_transaction_retry_time=RETRY_S,
                notifications_min_severity="OFF",
            )
            try:
                self._check()
            except BaseException:
                self.driver.close()
                raise

    def _check(self) -> None:
        """Ask one question, so that a wrong address, password or database is known at once."""
        with self.driver.session(database=self.database) as session:
            agent = session.run("RETURN 1").consume().server.agent
        number = re.match(r"Neo4j/(\d+)\.(\d+)", agent)
        if number and tuple(map(int, number.groups())) < OLDEST:
            oldest = ".".join(map(str, OLDEST))
            raise LoadError(f"{self.uri} is {agent}: Neo4j {oldest} or newer is needed")

    @contextlib.contextmanager
    def _errors(self) -> Iterator[None]:
        """Turn errors of the driver into ours, each in one line and none with a password."""
        try:
            yield
        except AuthError as error:
            text = f"{self.uri} refuses user or password: set NEO4J_USER and NEO4J_PASSWORD"
            raise LoadError(text) from error
        except ServiceUnavailable as error:
            if failed := certificate_failure(error):
                text = f"{self.uri}: its certificate is not to be trusted ({failed}): name its issuer's in"
                raise LoadError(f"{text} SSL_CERT_FILE, or use +ssc to trust any") from error
            trust = ", is its certificate to be trusted (SSL_CERT_FILE)" if "+s:" in self.uri else ""
            text = f"no Neo4j answers at {self.uri}: is it running, is the port right{trust}?"
            raise TransientLoadError(text) from error
        except ClientError as error:
            raise LoadError(self._refusal(error)) from error
        except (ConfigurationError, ValueError, TypeError) as error:
            raise LoadError(f"{self.uri}: {str(error).splitlines()[0]}") from error
        except (Neo4jError, DriverError) as error:
            kind = TransientLoadError if error.is_retryable() else LoadError
            raise kind(f"{self.uri}: {str(error).splitlines()[0]}") from error

    def _refusal(self, error: ClientError) -> str:
        """Return why the server would not do it."""
        code = error.code or ""
        if code.endswith("DatabaseNotFound"):
            return f"{self.uri} has no database {self.database!r}"
        if "ReadOnly" in code or "read-only" in (error.message or ""):
            return f"{self.uri} is read-only: its database {self.database or 'neo4j'!r} takes no writes"
        if "AccessMode" in code or "access mode" in (error.message or ""):
            return "this query writes: allow it (`--write`), or only read"
        return f"{self.uri}: {(error.message or code).splitlines()[0]}"

    def prepare(self) -> None:
        """Make constraints and indexes that are not there yet."""
        if self.read_only:
            raise LoadError(f"{self.uri} was opened for reading only")
        if not self.prepared:
            with self._errors(), self.driver.session(database=self.database) as session:
                for statement in (LOCKABLE, *constraints(), *indexes(), "CALL db.awaitIndexes(60)"):
                    ensure(session, statement)
            self.prepared = True

    def transact(self, work: Callable[[Run], Value]) -> Value:
        """Run `work` in one transaction, again after a transient error."""

        def locked(tx: neo4j.ManagedTransaction) -> Value:
            tx.run(LOCK).consume()
            return work(runner(tx))

        with self._errors(), self.driver.session(database=self.database) as session:
            if not self.dry_run:
                return session.execute_write(locked)
            with session.begin_transaction() as tx:
                value = work(runner(tx))
                tx.rollback()
                return value

    def read_transaction(self, work: Callable[[Run], Value]) -> Value:
        """Run `work` in one transaction that changes nothing."""
        with self._errors(), self.driver.session(database=self.database) as session:
            return session.execute_read(lambda tx: work(runner(tx)))

    def query(
        self, cypher: str, parameters: Mapping[str, Any] | None = None, *, write: bool = False
    ) -> Result:
        """Run one Cypher statement; the server refuses to write unless `write`."""
        if write and self.read_only:
            raise LoadError(f"{self.uri} was opened for reading only")
        mode = neo4j.WRITE_ACCESS if write else neo4j.READ_ACCESS
        with self._errors(), self.driver.session(database=self.database, default_access_mode=mode) as session:
            answer = session.run(cypher, dict(parameters or {}))
            columns = list(answer.keys())
            rows = [[plain(value) for value in record.values()] for record in answer]
            if answer.consume().counters.contains_updates:
                for statement in DISTRUST:
                    session.run(statement).consume()
            return Result(columns, rows)

    def close(self) -> None:
        """Close the connections."""
        self.driver.close()


def certificate_failure(error: BaseException) -> str | None:
    """Return why a certificate was refused, if that is what went wrong."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return cause.verify_message
        cause = cause.__cause__ or cause.__context__
    return None


def ensure(session: neo4j.Session, statement: str) -> None:
    """Run a statement of the schema. Another loader may do the same at this moment."""
    try:
        session.execute_write(lambda tx: tx.run(statement).consume())
    except ClientError as error:
        if "AlreadyExists" not in (error.code or ""):
            raise


def runner(tx: neo4j.ManagedTransaction | neo4j.Transaction) -> Run:
    """Return what runs our own statements in this transaction."""

    def run(cypher: str, rows: list[dict[str, Any]]) -> Answer:
        answer = tx.run(PLANNED + cypher, rows=rows)
        records = [record.data() for record in answer]
        count = answer.consume().counters
        created = count.nodes_created + count.relationships_created
        return Answer(records, created, count.nodes_deleted, count.relationships_deleted)

    return run


def plain(value: Any) -> Any:
    """Return a value of the driver as plain data."""
    if isinstance(value, Node):
        return {
            "labels": sorted(value.labels, key=lambda label: (label == "Entity", label)),
            "properties": dict(value),
        }
    if isinstance(value, Relationship):
        return {"type": value.type, "properties": dict(value)}
    if isinstance(value, Path):
        pairs = zip(value.nodes, [*value.relationships, None], strict=True)
        return [plain(x) for pair in pairs for x in pair if x is not None]
    if isinstance(value, list):
        return [plain(x) for x in value]
    if isinstance(value, dict):
        return {key: plain(x) for key, x in value.items()}
    return value.iso_format() if hasattr(value, "iso_format") else value
