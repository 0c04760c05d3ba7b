"""What `make audit` makes of Lighthouse's reports, and what it serves the pages with."""

import gzip
import urllib.error
import urllib.request

import pytest

from audit import Result
from host import served


def report(performance=1.0, seo=1.0, weight=300, shift=0.02, task=100.0, errors=()):
    """Make a report, by default one just within the lines."""
    scores = {"performance": performance, "accessibility": 1, "best-practices": 1, "seo": seo}
    audits = {
        "total-byte-weight": {"numericValue": weight * 1024},
        "cumulative-layout-shift": {"numericValue": shift},
        "long-tasks": {"details": {"items": [{"duration": task}, {"duration": 50}]}},
        "errors-in-console": {"details": {"items": [{"description": it} for it in errors]}},
    }
    numbers = {"score": 0.5, "scoreDisplayMode": "numeric"}
    return {
        "categories": {name: {"score": score} for name, score in scores.items()},
        "audits": {name: numbers | audit for name, audit in audits.items()},
        "environment": {"benchmarkIndex": 2000},
    }


def faults(*reports, page="a.html", device="desk"):
    return Result.of(list(reports)).faults(page, device)


def test_within_the_lines_nothing_is_said():
    assert faults(report()) == []
    assert faults(report(performance=0.95, task=400.0), device="phone") == []


@pytest.mark.parametrize(
    ("spoilt", "device", "words"),
    [
        ({"performance": 0.99}, "desk", "performance 99, not 100"),
        ({"performance": 0.94}, "phone", "performance 94, not 95"),
        ({"performance": None}, "phone", "performance 0, not 95"),
        ({"seo": 0.92}, "phone", "seo 92, not 100"),
        ({"weight": 301}, "phone", "weighs 301 KB, not 300"),
        ({"shift": 0.021}, "phone", "moves by 0.021, not 0.02"),
        ({"task": 101.0}, "desk", "a task takes 101 ms, not 100"),
        ({"errors": ["404"]}, "desk", "complains in the console: ['404']"),
    ],
)
def test_below_a_line_the_page_is_named(spoilt, device, words):
    first, *others = faults(report(**spoilt), device=device)
    assert first == f"a.html, {device}: {words}"
    assert all("Lighthouse: " in other for other in others)


def test_performance_is_the_median_of_the_runs():
    assert faults(report(performance=0.5), report(), report()) == []
    assert faults(report(), report(performance=0.5), report(performance=0.9)) != []


def test_text_is_served_compressed_and_a_missing_page_as_such(tmp_path):
    (tmp_path / "index.html").write_text("here " * 99)
    (tmp_path / "404.html").write_text("not here")
    with served(tmp_path) as home:
        ask = urllib.request.Request(home, headers={"Accept-Encoding": "gzip"})
        with urllib.request.urlopen(ask) as answer:
            sent = answer.read()
            assert answer.headers["Content-Encoding"] == "gzip"
        with urllib.request.urlopen(home) as answer:
            assert answer.read() == gzip.decompress(sent) == b"here " * 99
        with pytest.raises(urllib.error.HTTPError, match="404") as missing:
            urllib.request.urlopen(home + "nowhere.html")
        assert missing.value.read() == b"not here"
        missing.value.close()
