"""The browser that `make site` looks with.

Where there is no Chromium what needs one is skipped, and says so; in CI, where there has to be one,
it fails.
"""

import os

import pytest
from playwright.sync_api import sync_playwright

from host import SWITCHES, chromium


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as play:
        try:
            path = chromium(play.chromium.executable_path)
        except SystemExit as none:
            if os.environ.get("CI"):
                pytest.fail(f"{none}")
            pytest.skip(f"{none} Nothing was looked at.")
        browser = play.chromium.launch(executable_path=path, args=SWITCHES)
        yield browser
        browser.close()
