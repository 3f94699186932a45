"""Fixtures for pages: a graph of public facts, and a browser with no way to the network."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ViewportSize, sync_playwright

from kg.graph import KnowledgeGraph
from kg.views import to_html
from tests.views.browser import FLAGS, HOW, Opened, find_browser
from tests.views.talks import items


@pytest.fixture
def talks() -> KnowledgeGraph:
    """Return the graph of TEXT."""
    return KnowledgeGraph(items())


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Chromium. Without one the tests are skipped, but in CI they fail."""
    path = find_browser()
    if path is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"no Chromium found: {HOW}")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield started
        started.close()


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Opened]]:
    """Return a function that writes a graph and opens its page with every request refused."""
    contexts = []

    def opener(graph: KnowledgeGraph, size: tuple[int, int] = (1440, 900), **options: Any) -> Opened:
        path = tmp_path / "graph.html"
        to_html(graph, path, **options)
        viewport: ViewportSize = {"width": size[0], "height": size[1]}
        context = browser.new_context(viewport=viewport, offline=True, accept_downloads=True)
        contexts.append(context)
        page = context.new_page()
        found = Opened(page, context.new_cdp_session(page))
        found.session.send("Performance.enable", {"timeDomain": "threadTicks"})  # counts from here on
        found.page.on("request", lambda request: found.requests.append(request.url))
        found.page.on("pageerror", lambda error: found.errors.append(str(error)))
        found.page.on("console", lambda message: found.errors.append(message.text))
        found.page.on("dialog", lambda dialog: found.errors.append(f"dialog: {dialog.message}"))
        found.page.goto(path.as_uri())
        found.page.wait_for_function("document.documentElement.dataset.ready", timeout=60_000)
        return found

    yield opener
    for context in contexts:
        context.close()
