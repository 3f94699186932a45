"""Where the browser is that the tests of pages drive, and how it is started."""

import os
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import CDPSession, Page

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
HOW = "install Chromium (on Debian: apt-get install chromium), or set CHROMIUM to its path"


def find_browser() -> str | None:
    """Return the path of Chromium. In CI on Debian, as root, it is installed when it is missing."""
    found = known()
    if found is None and os.environ.get("CI") and os.geteuid() == 0 and shutil.which("apt-get"):
        script = Path(__file__).with_name("install_chromium.sh")
        subprocess.run(["sh", str(script)], check=False, timeout=900)
        found = known()
    return found


def known() -> str | None:
    """Return the path of a Chromium that is there."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named
    return next((path for name in NAMES if (path := shutil.which(name))), None)


@dataclass
class Opened:
    """A page with all that it asked for, ran into and put on its console."""

    page: Page
    session: CDPSession
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
