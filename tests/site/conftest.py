"""The browser that `make site` looks with.

Where there is no Chromium what needs one is skipped, and says so; in CI, where there has to be one,
it fails.
"""

import os
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

# The first switch is for root in a container; the others keep Chromium from calling home.
QUIET = ["background-networking", "component-update", "sync"]
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
SWITCHES += [f"--disable-{service}" for service in QUIET]


def chromium(default: str) -> str | None:
    """Find a browser: the system's, or the one of `playwright install chromium`."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next(filter(None, map(shutil.which, names)), default)
    return found if Path(found).exists() else None


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as play:
        path = chromium(play.chromium.executable_path)
        if path is None and os.environ.get("CI"):
            pytest.fail("no Chromium: .ci/run installs one")
        if path is None:
            pytest.skip("no Chromium here, so nothing was looked at: playwright install chromium")
        browser = play.chromium.launch(executable_path=path, args=SWITCHES)
        yield browser
        browser.close()
