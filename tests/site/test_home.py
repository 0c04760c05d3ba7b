"""The first page's picture in a browser: the column is H(R) and KL(R‖S), whatever a hand does."""

import math

import pytest

from entropybook import entropy, kl_divergence
from entropybook.explorers import Bars
from entropybook.worked import R

FAR = {1: 0.1, 2: 0.8, 3: 0.1}


@pytest.fixture
def page(browser):
    """Show the explorer alone; what it complains of fails the test."""
    wrong = []
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.set_content(f"<!doctype html><body>{Bars(R, FAR, stack=True).to_html()}")
    yield page
    page.close()
    assert wrong == []


def heights(page):
    """Measure the parts of both columns, in points: grey and purple of the first, of the second."""
    parts = page.locator("svg[aria-hidden] rect")
    return [float(part.get_attribute("height")) for part in parts.all()]


def written(page):
    """Read what stands beside the columns."""
    return page.locator("svg[aria-hidden] text").all_text_contents()


def test_the_column_shows_both_parts_to_one_scale(page):
    floor, excess, least, nothing = heights(page)
    h, kl = entropy(R, base=2), kl_divergence(R, FAR, base=2)
    assert excess / floor == pytest.approx(kl / h, abs=1e-9)
    assert (least, nothing) == (floor, 0)
    expected = {f"H(R) {h:.3f}", f"KL(R‖S) {kl:.3f}", f"H(R, S) {h + kl:.3f}", "bits an outcome"}
    assert expected <= {*written(page)}


def test_keys_bring_the_cost_down_to_the_entropy(page):
    bar = page.get_by_role("slider", name="S of 2")
    before = heights(page)[1]
    for _ in range(4):
        bar.press("PageDown")
    assert 0 < heights(page)[1] < before
    page.get_by_role("button", name="S = R").click()
    assert heights(page)[1] == 0
    assert f"H(R, S) {entropy(R, base=2):.3f}" in written(page)
    page.get_by_role("button", name="nats").click()
    assert {f"H(R, S) {entropy(R):.3f}", "nats an outcome"} <= {*written(page)}


def test_what_is_forbidden_costs_without_end_and_stays_in_the_picture(page):
    page.get_by_role("button", name="S forbids 3").click()
    assert {"H(R, S) ∞", "KL(R‖S) ∞"} <= {*written(page)}
    assert all(math.isfinite(height) and 0 <= height <= 120 for height in heights(page))
    said = page.locator("[aria-live=polite]")
    said.filter(has_text="KL of R from S infinite make the cross-entropy infinite").wait_for(
        state="attached"
    )


def test_nothing_is_written_over_another_thing(page):
    presses = [("S = R", None), ("S forbids 3", None), (None, "End"), (None, "Home")]
    for button, key in presses:
        if button:
            page.get_by_role("button", name=button).click()
        else:
            page.get_by_role("slider", name="R of 1").press(key)
        boxes = [text.bounding_box() for text in page.locator("svg[aria-hidden] text").all()]
        for k, one in enumerate(boxes):
            for other in boxes[k + 1 :]:
                apart_x = max(one["x"], other["x"]) - min(
                    one["x"] + one["width"], other["x"] + other["width"]
                )
                apart_y = max(one["y"], other["y"]) - min(
                    one["y"] + one["height"], other["y"] + other["height"]
                )
                assert max(apart_x, apart_y) > -2, (button, key, written(page))
