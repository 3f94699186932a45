"""A real Neo4j server for the tests: one that runs already, else a container, else the server's own jars."""

import contextlib
import os
import secrets
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

JARS = (
    ("org.neo4j.app", "neo4j-server"),
    ("org.neo4j", "neo4j"),
    ("org.neo4j", "neo4j-import-tool"),
)
OPENS = [
    f"--add-opens=java.base/{name}=ALL-UNNAMED"
    for name in ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")
]
CONF = """server.default_listen_address=127.0.0.1
server.bolt.listen_address=127.0.0.1:{bolt}
server.http.enabled=false
server.https.enabled=false
dbms.security.auth_enabled=true
dbms.usage_report.enabled=false
server.memory.pagecache.size=256m
db.tx_log.preallocate=false
"""
READY_S = 180


class Unavailable(Exception):
    """No server can be had here; says why."""


@dataclass(frozen=True)
class Server:
    """Where a server answers, and with what password."""

    uri: str
    user: str
    password: str


def cache() -> Path:
    """Return the folder that keeps the jars between runs."""
    root = Path(__file__).parents[2] / ".cache" / "neo4j"
    root.mkdir(parents=True, exist_ok=True)
    return root


def free_port() -> int:
    """Return a port on loopback that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def java_home(least: int) -> Path:
    """Return a JDK of version `least` or newer."""
    folders = [Path(os.environ["JAVA_HOME"])] if "JAVA_HOME" in os.environ else []
    if on_path := shutil.which("java"):
        folders.append(Path(on_path).resolve().parents[1])
    folders += [path for root in ("/usr/lib/jvm", "/opt") for path in sorted(Path(root).glob("*"))]
    for folder in folders:
        java = folder / "bin" / "java"
        if java.is_file():
            asked = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
            number = asked.partition('"')[2].partition(".")[0].rstrip('"')
            if number.isdigit() and int(number) >= least:
                return folder
    raise Unavailable(f"no Java {least} or newer: set JAVA_HOME, or NEO4J_URI of a running server")


def jars(version: str) -> Path:
    """Return the folder with the server's jars, fetched by Maven the first time."""
    folder = cache() / version
    lib = folder / "lib"
    if (folder / "complete").is_file():
        return lib
    maven = shutil.which("mvn")
    if maven is None:
        raise Unavailable("no Maven (mvn) to fetch the Neo4j server: install it, or set NEO4J_URI")
    folder.mkdir(parents=True, exist_ok=True)
    one = (
        "<dependency><groupId>{}</groupId><artifactId>{}</artifactId><version>"
        + version
        + "</version></dependency>"
    )
    wanted = "".join(one.format(*jar) for jar in JARS)
    head = '<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>'
    own = "<groupId>local</groupId><artifactId>neo4j-jars</artifactId><version>1</version>"
    own += "<packaging>pom</packaging>"
    (folder / "pom.xml").write_text(f"{head}{own}<dependencies>{wanted}</dependencies></project>")
    command = [
        maven,
        "-B",
        "-q",
        "dependency:copy-dependencies",
        f"-DoutputDirectory={lib}",
        "-DincludeScope=runtime",
    ]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=600, check=False)
    if done.returncode:
        raise Unavailable(f"Maven could not fetch Neo4j {version}: {(done.stdout + done.stderr)[-500:]}")
    (folder / "complete").touch()
    return lib


class Installation:
    """A server's home folder, which can be started, killed and started again."""

    def __init__(self, home: Path, version: str, heap: str = "512m") -> None:
        self.home, self.version, self.heap = home, version, heap
        self.classpath = f"{jars(version)}/*"
        calendar = int(version.partition(".")[0]) > 5
        self.java = java_home(21 if calendar else 17) / "bin" / "java"
        self.main = "Neo4jCommunity" if calendar else "CommunityEntryPoint"
        self.bolt = free_port()
        self.server = Server(f"bolt://127.0.0.1:{self.bolt}", "neo4j", secrets.token_hex(16))
        (home / "conf").mkdir(parents=True)
        (home / "conf" / "neo4j.conf").write_text(CONF.format(bolt=self.bolt))
        self.run_admin("dbms", "set-initial-password", self.server.password)
        self.process: subprocess.Popen[bytes] | None = None

    def import_csv(self, folder: Path) -> None:
        """Make the database of what `kg export --format csv` wrote to a folder, before the server starts."""
        self.run_admin("database", "import", "full", "neo4j", "@import.args", folder=folder)

    def run_admin(self, *arguments: str, folder: Path | None = None) -> str:
        """Run neo4j-admin, in a folder, and return what it prints."""
        names = {"NEO4J_HOME": str(self.home), "NEO4J_CONF": str(self.home / "conf")}
        command = [str(self.java), *OPENS, "-cp", self.classpath, "org.neo4j.cli.AdminTool", *arguments]
        done = subprocess.run(
            command,
            cwd=folder,
            env={**os.environ, **names},
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        if done.returncode:
            raise Unavailable(f"neo4j-admin failed: {(done.stdout + done.stderr)[-500:]}")
        return done.stdout

    def start(self) -> Server:
        """Start the server and return it when it answers."""
        command = [str(self.java), f"-Xmx{self.heap}", *OPENS, "-cp", self.classpath]
        command += [
            f"org.neo4j.server.{self.main}",
            f"--home-dir={self.home}",
            f"--config-dir={self.home / 'conf'}",
        ]
        for old in (self.home / "logs").glob("neo4j.log"):
            old.unlink()
        with (self.home / "console.log").open("wb") as out:
            self.process = subprocess.Popen(command, stdout=out, stderr=out, stdin=subprocess.DEVNULL)
        deadline = time.monotonic() + READY_S
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                break
            if any("Started." in text for text in self.logs()) and answers(self.bolt):
                return self.server
            time.sleep(0.3)
        self.stop()
        raise Unavailable(f"Neo4j {self.version} did not start: {' '.join(self.logs())[-500:]}")

    def logs(self) -> list[str]:
        """Return what the server has said so far: 5.x to its log, calendar releases to the console."""
        files = [self.home / "console.log", self.home / "logs" / "neo4j.log"]
        return [file.read_text() for file in files if file.is_file()]

    def kill(self) -> None:
        """End the server at once, as a power cut would."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    def stop(self) -> None:
        """End the server."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.kill()


def answers(port: int) -> bool:
    """Return whether something listens."""
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


@contextlib.contextmanager
def container(version: str) -> Iterator[Server]:
    """Run the server's image by a Docker engine."""
    docker = shutil.which("docker")
    if docker is None or subprocess.run([docker, "info"], capture_output=True, check=False).returncode:
        raise Unavailable("no Docker engine answers")
    server = Server(f"bolt://127.0.0.1:{(port := free_port())}", "neo4j", secrets.token_hex(16))
    names = {**os.environ, "NEO4J_AUTH": f"neo4j/{server.password}"}
    command = [docker, "run", "--rm", "-d", "-e", "NEO4J_AUTH", "-p", f"127.0.0.1:{port}:7687"]
    done = subprocess.run(
        [*command, f"neo4j:{version}-community"], env=names, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise Unavailable(f"the Neo4j image does not run: {done.stderr[-300:]}")
    identity = done.stdout.strip()
    try:
        deadline = time.monotonic() + READY_S
        while (
            "Started."
            not in subprocess.run(
                [docker, "logs", identity], capture_output=True, text=True, check=False
            ).stdout
        ):
            if time.monotonic() > deadline:
                raise Unavailable("the Neo4j container did not start")
            time.sleep(0.5)
        yield server
    finally:
        subprocess.run([docker, "rm", "-f", identity], capture_output=True, check=False)


@contextlib.contextmanager
def running(version: str, home: Path) -> Iterator[Server]:
    """Yield a server that answers, and stop it at the end unless it ran before."""
    if uri := os.environ.get("NEO4J_URI"):
        yield Server(uri, os.environ.get("NEO4J_USER", "neo4j"), os.environ.get("NEO4J_PASSWORD", ""))
        return
    with contextlib.ExitStack() as stack:
        try:
            server = stack.enter_context(container(version))
        except Unavailable:
            installation = Installation(home, version)
            stack.callback(installation.stop)
            server = installation.start()
        yield server
