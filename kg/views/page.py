"""One HTML file out of pyvis and our own template: all inside, nothing fetched, nothing from the data run.

Scripts are allowed by their hashes, so that the same graph gives the same bytes and no other script runs.
Data lies in JSON blocks and reaches the page as text only.
"""

import base64
import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

HERE = Path(__file__).parent
SCRIPTS = (
    "core.js",
    "picture.js",
    "cards.js",
    "panel.js",
    "filters.js",
    "search.js",
    "timeline.js",
    "reading.js",
    "export.js",
    "start.js",
)
VIS = "vendor/vis-network.min.js"
POLICY = (
    "default-src 'none'; script-src {scripts}; style-src 'unsafe-inline'; img-src data: blob:; "
    "base-uri 'none'; form-action 'none'"
)


def render(
    nodes: list[dict[str, Any]], edges: list[dict[str, Any]], data: Mapping[str, Any], title: str
) -> str:
    """Return the page. `nodes` and `edges` are those of vis-network, ids and plain values only."""
    from pyvis.network import Network

    network = Network(directed=True, cdn_resources="in_line")
    network.nodes, network.edges = nodes, edges
    network.node_ids = [node["id"] for node in nodes]
    network.toggle_physics(False)
    scripts = [(HERE / VIS).read_text("utf-8")]
    scripts += [(HERE / "assets" / name).read_text("utf-8") for name in SCRIPTS]
    network.templateEnv = environment(data, title, scripts)
    network.path = "page.html"
    return str(network.generate_html())


def environment(data: Mapping[str, Any], title: str, scripts: list[str]) -> Environment:
    """Return pyvis's environment, with autoescape, our template and what it needs."""
    found = Environment(loader=FileSystemLoader(HERE / "assets"), autoescape=True)
    found.policies["json.dumps_kwargs"] = {"sort_keys": True, "separators": (",", ":"), "ensure_ascii": False}
    found.globals["data"] = data
    found.globals["title"] = title
    found.globals["scripts"] = [Markup(text) for text in scripts]  # ours, not the graph's
    found.globals["style"] = Markup((HERE / "assets" / "style.css").read_text("utf-8"))
    found.globals["policy"] = POLICY.format(scripts=" ".join(map(source_hash, scripts)))
    return found


def source_hash(script: str) -> str:
    """Return what a Content-Security-Policy knows a script by."""
    digest = hashlib.sha256(script.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
