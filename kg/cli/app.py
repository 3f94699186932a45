"""The command line: data to stdout, messages to stderr. No command imports spaCy or a store before it runs.

Exit codes: 0 all done; 1 something could not be read or found, and the rest was done; 2 the command was not
understood; 3 the store refused; 130 interrupted.
"""

import os
import sys
from typing import Annotated

import typer

from kg import __version__
from kg.cli import (
    analyze,
    build,
    explain,
    export,
    extract,
    forget,
    merge,
    merges,
    query,
    show,
    split,
    update,
)
from kg.cli.output import interrupts, note
from kg.errors import KgError, LoadError, NotRegistered

EXAMPLES = """
Read news into a store, ask it, look at it:

\b
    kg build articles/ --to news.kg
    kg query "MATCH (p:Person)-[:HOLDS]->(o:Office) RETURN p.name, o.title" --from news.kg
    kg show --from news.kg -o news.html

Exit codes: 0 all done; 1 something could not be read or found; 2 wrong usage; 3 the store refused;
130 interrupted. Messages go to stderr, data to stdout.
"""
app = typer.Typer(
    name="kg",
    help="News text in, a knowledge graph of people, offices and countries out.",
    epilog=EXAMPLES,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
)


def version(wanted: bool) -> None:
    """Print the version and stop."""
    if wanted:
        typer.echo(f"kg {__version__}")
        raise typer.Exit


@app.callback()
def options(
    _version: Annotated[
        bool, typer.Option("--version", callback=version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """News text in, a knowledge graph of people, offices and countries out."""


COMMANDS = (
    build.build,
    update.update,
    forget.forget,
    extract.extract,
    query.query,
    show.show,
    analyze.analyze,
    export.export,
    explain.explain,
    merges.merges,
    merge.merge,
    split.split,
)
for command in COMMANDS:
    app.command()(command)


def main() -> None:
    """Run the command line; what goes wrong is one line on stderr, never a traceback."""
    interrupts.listen()
    try:
        try:
            app(prog_name="kg")
        finally:
            sys.stdout.flush()
    except KgError as error:
        fail(str(error), code_of(error))
    except BrokenPipeError:  # the reader of a pipe, as `head`, has gone: nothing more to say
        drop_stdout()
        sys.exit(0)
    except SystemExit as stop:  # typer's, also for Ctrl-C
        if stop.code == 130:
            note("kg: interrupted: what was written before stays")
        raise
    except OSError as error:
        drop_stdout()
        fail(f"{error.filename or 'output'}: {error.strerror or error}", 1)


def drop_stdout() -> None:
    """Send what is still buffered for stdout nowhere: it can't be written."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def code_of(error: KgError) -> int:
    """Return the exit code of an error."""
    match error:
        case LoadError():
            return 3
        case NotRegistered():
            return 2
        case _:
            return 1


def fail(message: str, code: int) -> None:
    """Print one line to stderr and exit."""
    note(f"kg: {message}", "bold red")
    sys.exit(code)
