"""The command line: data to stdout, messages to stderr. No command imports spaCy or a store before it runs.

Exit codes: 0 all done; 1 something could not be read, found or stored; 2 the command was not understood.
"""

import os
import sys
from typing import Annotated

import typer

from kg import __version__
from kg.cli import build, explain, export, extract, query, show
from kg.cli.output import log
from kg.errors import KgError

EXAMPLES = """
Read news into a store, ask it, look at it:

\b
    kg build articles/ --to news.kg
    kg query "MATCH (p:Person)-[:HOLDS]->(o:Office) RETURN p.name, o.title" --from news.kg
    kg show --from news.kg -o news.html

Exit codes: 0 all done, 1 something could not be read, found or stored (stderr says what), 2 wrong usage.
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


for command in (build.build, extract.extract, query.query, show.show, export.export, explain.explain):
    app.command()(command)


def main() -> None:
    """Run the command line; what goes wrong is one line on stderr, never a traceback."""
    try:
        app(prog_name="kg")
    except KgError as error:
        fail(str(error))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except KeyboardInterrupt:
        fail("interrupted: what was written before stays")
    except OSError as error:
        fail(f"{error.filename or 'input/output'}: {error.strerror or error}")


def fail(message: str) -> None:
    """Print one line to stderr and exit with 1."""
    log.print(f"kg: {message}", style="bold red", markup=False, highlight=False, soft_wrap=True)
    sys.exit(1)
