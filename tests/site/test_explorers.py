"""The explorers in a browser: their mathematics against the package, and what the hand does."""

import json
import math

import numpy as np
import pytest
from playwright import sync_api
from scipy.stats import norm

from entropybook import cross_entropy, entropy, kl_divergence, surprisal
from entropybook.bifurcation import centred_fit, fold, off_centre, overtaking
from entropybook.coding import PrefixCode, huffman
from entropybook.direction import reverse_kl, reverse_slopes
from entropybook.explorers import Bars, Bells, Code, Evidence, Simplex
from entropybook.explorers._element import script
from entropybook.worked import R, S

EXACT = 1e-12  # a few roundings of sums of order 1


@pytest.fixture
def show(browser, tmp_path):
    """Put an explorer on a page of its own, opened as a file; what goes wrong fails the test."""
    wrong = []
    pages = []

    def open_page(explorer, **options):
        path = tmp_path / "page.html"
        page = f"<!doctype html><meta charset=utf-8><body>{explorer.to_html()}"
        path.write_text(page, encoding="utf-8")
        context = browser.new_context(viewport={"width": 1280, "height": 900}, **options)
        pages.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda message: wrong.append(message.text))
        page.goto(path.as_uri())
        return page

    yield open_page
    for context in pages:
        context.close()
    assert wrong == []


@pytest.fixture(scope="module")
def compute(browser):
    """Evaluate expressions of the scripts; ∞ and the like pass as words."""
    page = browser.new_page()
    for tag in ("bars", "bells", "evidence", "code", "simplex"):
        page.add_script_tag(content=script(f"explore-{tag}"))

    def evaluate(expression, *arguments):
        function = (
            f"(args) => ((...a) => JSON.stringify(explorers.{expression}(...a), words))(...args)"
        )
        words = "const words = (k, v) => (typeof v === 'number' && !isFinite(v) ? String(v) : v);"
        answer = page.evaluate(f"(args) => {{ {words} return ({function})(args); }}", arguments)
        return numbers(json.loads(answer))

    yield evaluate
    page.close()


def numbers(value):
    """Turn the words that stand for numbers back."""
    if isinstance(value, list):
        return [numbers(v) for v in value]
    return float(value) if value in ("Infinity", "-Infinity", "NaN") else value


def state(page, tag):
    """Read what an element says of itself."""
    return page.locator(tag).evaluate("element => element.state")


PAIRS = [
    ([0.42, 0.31, 0.27], [0.25, 0.5, 0.25]),
    ([0.25, 0.5, 0.25], [0.42, 0.31, 0.27]),
    ([0.2, 0.3, 0.5], [0.2, 0.3, 0.5]),
    ([1.0, 0.0, 0.0], [0.2, 0.3, 0.5]),
    ([0.2, 0.3, 0.5], [1.0, 0.0, 0.0]),
    ([0.5, 0.5, 0.0], [0.0, 0.5, 0.5]),
    ([0.0, 1.0], [0.0, 1.0]),
    ([1.0, 0.0], [0.0, 1.0]),
    ([0.4, 0.3, 0.3], [0.4 + 1e-9, 0.3 - 1e-9, 0.3]),
    ([1e-300, 1 - 1e-16], [1 - 1e-16, 1e-300]),
]


@pytest.mark.parametrize(("p", "q"), PAIRS)
def test_the_scripts_compute_what_the_package_does(compute, p, q):
    assert compute("entropy", p) == pytest.approx(entropy(p), rel=EXACT, abs=EXACT)
    assert compute("crossEntropy", p, q) == pytest.approx(cross_entropy(p, q), rel=EXACT, abs=EXACT)
    assert compute("kl", p, q) == pytest.approx(kl_divergence(p, q), rel=EXACT, abs=EXACT)
    terms = [
        0 if r == 0 else r * math.log(r / s) if s else math.inf for r, s in zip(p, q, strict=True)
    ]
    assert compute("terms", p, q) == pytest.approx(terms, rel=EXACT, abs=EXACT)


def test_near_pairs_keep_their_digits(compute):
    p, q = [0.4, 0.3, 0.3], [0.4 + 1e-9, 0.3 - 1e-9, 0.3]
    assert compute("kl", p, q) == pytest.approx(kl_divergence(p, q), rel=1e-6)
    assert compute("kl", p, p) == 0


def test_shares_are_whole_hundredths_that_sum_to_one(compute):
    assert compute("share", [42, 31, 27], 0, 42) == [42, 31, 27]
    assert compute("share", [25, 50, 25], 1, 0) == [50, 0, 50]
    assert compute("share", [100, 0, 0], 0, 99) == [99, 1, 0]
    assert compute("share", [0, 0, 100], 2, 40) == [30, 30, 40]
    rng = np.random.default_rng(1)
    for _ in range(50):
        start = rng.multinomial(100, [0.5, 0.3, 0.2]).tolist()
        value = int(rng.integers(0, 101))
        moved = compute("share", start, 1, value)
        assert (sum(moved), moved[1]) == (100, value)
        assert min(moved) >= 0


def drag(page, name, dx=0, dy=0, slider="slider"):
    """Drag a handle by so many pixels of the page."""
    box = page.get_by_role(slider, name=name, exact=True).bounding_box()
    u, v = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(u, v)
    page.mouse.down()
    page.mouse.move(u + dx / 2, v + dy / 2)
    page.mouse.move(u + dx, v + dy)
    page.mouse.up()


def consistent(now):
    """Hold what the bars say to the package."""
    base = 2 if now["unit"] == "bits" else math.e
    p, q = now["p"], now["q"]
    assert sum(p) == pytest.approx(1, abs=1e-12)
    assert sum(q) == pytest.approx(1, abs=1e-12)
    close = {"rel": EXACT, "abs": EXACT}
    assert now["entropy"] == pytest.approx(entropy(p, base=base), **close)
    assert now["crossEntropy"] == pytest.approx(cross_entropy(p, q, base=base), **close)
    assert now["forward"] == pytest.approx(kl_divergence(p, q, base=base), **close)
    assert now["reverse"] == pytest.approx(kl_divergence(q, p, base=base), **close)


def test_bars_answer_the_mouse_and_the_keys(show):
    page = show(Bars(R, S))
    drag(page, "S of 2", dy=-30)
    now = state(page, "explore-bars")
    assert now["p"] == list(R.values())
    assert now["q"][1] > 0.55
    assert now["q"][0] == now["q"][2]
    consistent(now)
    drag(page, "S of 2", dy=-900)  # beyond the top
    assert state(page, "explore-bars")["q"] == [0, 1, 0]
    assert state(page, "explore-bars")["forward"] == math.inf
    assert page.get_by_text("∞ bits").count() == 2

    handle = page.get_by_role("slider", name="R of 1", exact=True)
    handle.focus()
    keys = {"ArrowUp": 43, "ArrowLeft": 42, "PageUp": 52, "PageDown": 42, "End": 100, "Home": 0}
    for key, value in keys.items():
        page.keyboard.press(key)
        assert handle.get_attribute("aria-valuenow") == str(value)
        consistent(state(page, "explore-bars"))
    assert handle.get_attribute("aria-valuetext") == "0 percent"


def test_bars_have_presets_a_swap_and_two_units(show):
    page = show(Bars(R, S))
    page.get_by_role("button", name="swap R and S").click()
    now = state(page, "explore-bars")
    assert (now["p"], now["q"]) == (list(S.values()), list(R.values()))
    page.get_by_role("button", name="the first pair").click()
    page.get_by_role("button", name="nats").click()
    now = state(page, "explore-bars")
    assert now["unit"] == "nats"
    assert page.get_by_role("button", name="nats").get_attribute("aria-pressed") == "true"
    consistent(now)
    page.get_by_role("button", name="S forbids 3").click()
    assert state(page, "explore-bars")["q"][2] == 0
    assert state(page, "explore-bars")["crossEntropy"] == math.inf
    page.get_by_role("button", name="S = R").click()
    now = state(page, "explore-bars")
    assert (now["forward"], now["reverse"]) == (0, 0)
    live = page.locator("explore-bars [aria-live=polite]")
    sync_api.expect(live).to_contain_text("KL of R from S 0.000")


def test_fingers_drag_too(show):
    page = show(Bars(R, S), has_touch=True)
    box = page.get_by_role("slider", name="S of 1", exact=True).bounding_box()
    u, v = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    touch = page.context.new_cdp_session(page)
    for kind, y in (("touchStart", v), ("touchMove", v - 20), ("touchMove", v - 40)):
        event = {"type": kind, "touchPoints": [{"x": u, "y": y}]}
        touch.send("Input.dispatchTouchEvent", event)
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    assert state(page, "explore-bars")["q"][0] > 0.3


@pytest.mark.parametrize(
    ("mean", "sd", "a"), [(0, 1, 0), (3, 1, 3), (0, 3.7, 4), (1.5, 0.5, 2.4), (-2, 2, 2.8)]
)
def test_the_scripts_know_the_divergence_of_a_bell_from_two_hills(compute, mean, sd, a):
    assert compute("reverseKl", mean, sd, a) == pytest.approx(reverse_kl(mean, sd, a), abs=EXACT)
    slopes, (along, mixed, across) = compute("reverseSlopes", mean, sd, a)
    gradient, hessian = reverse_slopes(mean, sd, a)
    assert slopes == pytest.approx(gradient.tolist(), abs=EXACT)
    assert [[along, mixed], [mixed, across]] == [
        pytest.approx(row, abs=10 * EXACT) for row in hessian.tolist()
    ]


@pytest.mark.parametrize("a", [0, 0.5, 1, 2, 3, 4])
def test_the_scripts_find_the_broad_bell(compute, a):
    fit, known = compute("centredFit", a), centred_fit(a)
    assert fit["divergence"] == pytest.approx(known.divergence, abs=EXACT)
    assert fit["sd"] == pytest.approx(known.sd, abs=1e-11)  # a flat minimum would allow 1e-6


@pytest.mark.parametrize("mean", [2.2, 2.5, 2.9, 3.5, 3.9])
def test_the_scripts_find_the_bell_on_a_hill(compute, mean):
    a, _, sd = off_centre(mean)
    fit = compute("lockedFit", a)
    assert fit["mean"] == pytest.approx(mean, abs=1e-8)
    assert fit["sd"] == pytest.approx(sd, abs=1e-8)
    assert fit["divergence"] == pytest.approx(reverse_kl(mean, sd, a), abs=EXACT)


def test_the_bell_on_a_hill_is_born_and_overtakes_where_it_does(compute):
    assert [compute("lockedFit", fold().a + step) is None for step in (-0.01, -1e-4)] == [True] * 2
    assert compute("lockedFit", fold().a + 1e-4) is not None
    assert all(compute("lockedFit", k / 100) is None for k in range(0, 242, 10))
    a = overtaking().a
    assert compute("lockedFit", a)["divergence"] == pytest.approx(
        compute("centredFit", a)["divergence"], abs=1e-12
    )


def test_the_forward_fit_costs_what_an_integral_says(compute):
    x = np.linspace(-16, 16, 20001)
    for a in (0, 1, 2.5, 4):
        r = (norm.pdf(x, -a) + norm.pdf(x, a)) / 2
        s = norm.pdf(x, 0, math.sqrt(1 + a**2))
        integral = np.sum(r * np.log(r / s)) * (x[1] - x[0])
        assert compute("forwardKl", a) == pytest.approx(integral, abs=EXACT)


@pytest.mark.parametrize("a", [1.0, 2.6, 3.2])
def test_the_valley_is_the_least_over_the_widths(compute, a):
    for mean in (0, 1, 2, 3, 4):
        least = min(reverse_kl(mean, sd, a) for sd in np.geomspace(0.6, 5, 150))
        assert compute("valley", mean, a) == pytest.approx(least, abs=2e-3)  # a curve's accuracy


def test_pulling_the_hills_apart(show):
    page = show(Bells(1.5))
    hill = page.get_by_role("slider", name="the right hill")
    assert state(page, "explore-bells")["locked"] is None
    drag(page, "a, the right hill's distance from the middle", dx=60)
    now = state(page, "explore-bells")
    assert 2.9 < now["a"] < 3.7
    assert now["best"] == "locked"
    drag(page, "a, the left hill's distance from the middle", dx=-900)  # outwards, beyond the end
    assert state(page, "explore-bells")["a"] == 4
    hill.focus()
    page.keyboard.press("Home")
    assert state(page, "explore-bells")["broad"]["sd"] == pytest.approx(1, abs=1e-9)
    for _ in range(24):
        page.keyboard.press("PageUp")
    page.keyboard.press("ArrowRight")
    assert (state(page, "explore-bells")["a"], state(page, "explore-bells")["locked"]) == (
        2.41,
        None,
    )
    page.keyboard.press("ArrowRight")
    assert state(page, "explore-bells")["locked"]["mean"] > 2.1
    assert state(page, "explore-bells")["best"] == "broad"
    for _ in range(4):
        page.keyboard.press("PageUp")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    assert (state(page, "explore-bells")["a"], state(page, "explore-bells")["best"]) == (
        2.8,
        "both",
    )
    page.keyboard.press("ArrowUp")
    assert state(page, "explore-bells")["best"] == "locked"
    assert hill.get_attribute("aria-valuetext") == "a = 2.81"


def test_the_scripts_draw_from_a_pmf(compute):
    p = [0.42, 0.0, 0.31, 0.27, 0.0]
    drawn = compute("sample", p, 7, 20_000)
    shares = np.bincount(drawn, minlength=5) / len(drawn)
    assert shares == pytest.approx(p, abs=0.02)  # more than five standard deviations
    assert shares[1] == shares[4] == 0
    assert compute("sample", p, 7, 50) == drawn[:50]
    assert compute("sample", p, 8, 50) != drawn[:50]
    assert [compute("outcome", [0.5, 0.5, 0.0], u) for u in (0, 0.5, 1 - 2**-53)] == [0, 1, 1]


def test_the_scripts_keep_the_score(compute):
    p, q = list(R.values()), list(S.values())
    seen = compute("sample", p, 3, 200)
    scores = np.cumsum((surprisal(q) - surprisal(p))[seen])
    assert compute("scores", p, q, seen) == pytest.approx(scores.tolist(), abs=EXACT)


def checked(now):
    """Hold what the stream says to the package."""
    p, q = list(R.values()), list(S.values())
    score = sum(math.log(p[k] / q[k]) for k in now["seen"])
    assert now["score"] == pytest.approx(score, abs=1e-11)
    rate = kl_divergence(p, q) if now["source"] == "R" else kl_divergence(q, p)
    assert now["rate"] == pytest.approx(rate, abs=EXACT)
    assert now["expected"] == pytest.approx(math.log(now["odds"]) / rate, abs=1e-9)
    return now


def test_evidence_comes_in_until_one_is_sure(show):
    page = show(Evidence(R, S), reduced_motion="reduce")
    page.get_by_role("button", name="one outcome").click()
    assert len(checked(state(page, "explore-evidence"))["seen"]) == 1
    page.get_by_role("button", name="until sure").click()
    now = checked(state(page, "explore-evidence"))
    assert abs(now["score"]) >= math.log(100) > abs(now["score"]) - math.log(2)
    assert [stream["n"] for stream in now["streams"]] == [len(now["seen"])]
    for _ in range(10):
        page.get_by_role("button", name="20 streams").click()
    streams = checked(state(page, "explore-evidence"))["streams"]
    assert len(streams) == 201
    # By Wald the mean is the expected number and an overshoot, and at most 1 in 100 is wrong.
    assert np.mean([stream["n"] for stream in streams]) == pytest.approx(now["expected"], rel=0.2)
    assert sum(not stream["right"] for stream in streams) <= 8
    page.get_by_role("button", name="from S").click()
    assert state(page, "explore-evidence")["streams"] == []
    page.get_by_role("button", name="20 streams").click()
    now = checked(state(page, "explore-evidence"))
    assert now["source"] == "S"
    assert now["score"] < 0 or not now["streams"][-1]["right"]


def test_the_bound_can_be_moved(show):
    page = show(Evidence(R, S))
    bound = page.get_by_role("slider")
    bound.focus()
    for key, odds in (("ArrowUp", 300), ("Home", 3), ("PageUp", 30), ("End", 3000), ("Home", 3)):
        page.keyboard.press(key)
        assert state(page, "explore-evidence")["odds"] == odds
        assert bound.get_attribute("aria-valuetext") == f"{odds} to 1"
    drag(page, "the odds that make you sure", dy=-80)
    assert state(page, "explore-evidence")["odds"] >= 100


def test_a_stream_runs_before_the_eye_where_motion_is_welcome(show):
    page = show(Evidence(R, S), reduced_motion="no-preference")
    page.get_by_role("button", name="until sure").click()
    assert state(page, "explore-evidence")["streams"] == []
    sync_api.expect(page.locator("explore-evidence p")).to_contain_text("1 stream:")


CODES = [huffman(S), huffman(R), PrefixCode({1: "00", 2: "01", 3: "10"})]


@pytest.mark.parametrize("code", CODES)
def test_the_scripts_write_what_the_code_does(compute, code):
    words = [code.codewords[x] for x in R]
    seen = compute("sample", list(R.values()), 5, 300)
    written = code.encode([[*R][k] for k in seen])
    assert compute("encode", words, seen) == str(written)
    expected = code.expected_length(R)
    assert compute("expectedLength", list(R.values()), words) == pytest.approx(expected, abs=EXACT)
    assert compute("means", words, seen)[-1] == pytest.approx(len(written) / 300, abs=EXACT)


def test_code_writes_what_is_drawn_and_typed(show):
    page = show(Code(R, CODES))
    page.get_by_role("button", name="write 2").click()
    page.keyboard.press("3")
    page.keyboard.press("1")
    now = state(page, "explore-code")
    assert (now["seen"], now["written"], now["bits"], now["typed"]) == ([1, 2, 0], "01110", 5, 3)
    page.get_by_role("button", name="draw 1000 from R").click()
    now = state(page, "explore-code")
    assert len(now["seen"]) == 1003
    assert now["expected"] == pytest.approx(1.69, abs=EXACT)
    assert now["entropy"] == pytest.approx(entropy(R, base=2), abs=EXACT)
    assert now["mean"] == pytest.approx(1.69, abs=0.08)  # five standard deviations
    page.get_by_role("button", name="00 · 01 · 10").click()
    then = state(page, "explore-code")
    assert then["seen"] == now["seen"]
    assert (then["mean"], then["kraft"]) == (2, 0.75)
    for _ in range(11):
        page.get_by_role("button", name="draw 1000 from R").click()
    assert len(state(page, "explore-code")["seen"]) == 10_000
    page.get_by_role("button", name="start again").click()
    assert state(page, "explore-code")["seen"] == []


@pytest.mark.parametrize("r", [[0.42, 0.31, 0.27], [0.98, 0.01, 0.01], [0.5, 0.0, 0.5]])
@pytest.mark.parametrize("level", [0.05, 0.5, 1])
def test_contours_are_where_the_divergence_has_the_level(compute, r, level):
    for forward in (True, False):
        for found in compute("contour", r, level, forward):
            s, wall = found["point"], found["wall"]
            assert sum(s) == pytest.approx(1, abs=EXACT)
            value = kl_divergence(*((r, s) if forward else (s, r)))
            if wall:
                assert min(s) == 0
                assert value <= level
            elif min(r) > 0 or forward:
                # Before a wall the slope is steep: a step of 2^-52 along the ray is seen there.
                assert value == pytest.approx(level, abs=1e-9) or min(s) < 1e-6


def test_places_in_the_triangle_go_there_and_back(compute):
    for p in ([0.42, 0.31, 0.27], [1, 0, 0], [0, 1, 0], [0, 0.5, 0.5]):
        assert compute("coordinates", *compute("place", p)) == pytest.approx(p, abs=EXACT)
    assert compute("hundredths", [0.333, 0.333, 0.334]) == [33, 33, 34]
    assert compute("hundredths", [1.2, -0.5, 0.3]) == [80, 0, 20]


def test_simplex_has_walls(show):
    page = show(Simplex(R, S))
    now = state(page, "explore-simplex")
    assert now["forward"] == pytest.approx(kl_divergence(R, S), abs=EXACT)
    assert now["reverse"] == pytest.approx(kl_divergence(S, R), abs=EXACT)
    s = page.get_by_role("slider", name="S: ")
    r = page.get_by_role("slider", name="R: ")
    s.focus()
    page.keyboard.press("Home")
    now = state(page, "explore-simplex")
    assert (now["q"], now["forward"]) == ([0.5, 0, 0.5], math.inf)
    known = kl_divergence([0.5, 0, 0.5], list(R.values()))
    assert now["reverse"] == pytest.approx(known, abs=EXACT)
    sync_api.expect(page.locator("p")).to_have_text(
        "S forbids 2, which R allows: KL(R‖S) is infinite."
    )
    for key, q in (
        ("ArrowRight", [0.49, 0, 0.51]),
        ("ArrowUp", [0.49, 0.01, 0.5]),
        ("PageUp", [0.44, 0.11, 0.45]),
        ("End", [0, 1, 0]),
        ("ArrowLeft", [0, 1, 0]),
    ):
        page.keyboard.press(key)
        assert state(page, "explore-simplex")["q"] == q, key
    assert s.get_attribute("aria-valuetext") == "1: 0 percent, 2: 100 percent, 3: 0 percent"
    r.focus()
    page.keyboard.press("Home")
    assert state(page, "explore-simplex")["reverse"] == math.inf
    page.get_by_role("button", name="the first pair").click()
    box = r.bounding_box()
    page.mouse.move(box["x"] + 18, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"], box["y"] + 900)
    page.mouse.up()
    assert state(page, "explore-simplex")["p"][1] == 0


EXPLORERS = {
    "bars": Bars(R, S),
    "stack": Bars(R, S, stack=True),
    "bells": Bells(1.5),
    "evidence": Evidence(R, S),
    "code": Code(R, CODES),
    "simplex": Simplex(R, S),
}


@pytest.mark.parametrize("name", EXPLORERS)
def test_a_phone_is_wide_enough(show, name):
    page = show(EXPLORERS[name])
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") == 390


@pytest.mark.parametrize("name", EXPLORERS)
def test_without_scripts_the_picture_stays(show, name):
    page = show(EXPLORERS[name], java_script_enabled=False)
    assert page.locator("img").is_visible()


@pytest.mark.parametrize("name", EXPLORERS)
def test_with_scripts_the_figure_takes_its_place_and_is_named(show, name):
    page = show(EXPLORERS[name])
    assert not page.locator("img").is_visible()
    unnamed = "n => !(n.getAttribute('aria-label') || n.textContent.trim())"
    controls = page.locator("[role=slider], button, [role=group]").all()
    assert controls
    assert not [control for control in controls if control.evaluate(unnamed)]
    for slider in page.locator("[role=slider]").all():
        least, now, most = (
            float(slider.get_attribute(f"aria-value{word}")) for word in ("min", "now", "max")
        )
        assert least <= now <= most


@pytest.mark.parametrize("name", EXPLORERS)
def test_a_damaged_tag_leaves_the_picture(browser, name):
    explorer = EXPLORERS[name]
    html = explorer.to_html()
    for attribute in explorer.attributes():
        html = html.replace(f" {attribute}=", f" not-{attribute}=", 1)
    page = browser.new_page()
    page.set_content(html)
    assert page.locator("img").is_visible()
    page.close()


def test_outputs_that_come_one_after_the_other_all_run(browser):
    """As in JupyterLab, which sets the HTML of an output and then evaluates its scripts."""
    page = browser.new_page()
    wrong = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    insert = """html => {
        const output = document.body.appendChild(document.createElement("div"));
        output.innerHTML = html;
        for (const inert of output.querySelectorAll("script")) {
            const script = document.createElement("script");
            script.textContent = inert.textContent;
            inert.replaceWith(script);
        }
    }"""
    for explorer in [*EXPLORERS.values(), Bars(S, R)]:
        page.evaluate(insert, explorer.to_html())
    assert page.locator("img:visible").count() > 0  # of those that wait to be reached
    for picture in page.locator("img").all():
        picture.locator("xpath=..").scroll_into_view_if_needed()
    page.wait_for_function("[...document.images].every((image) => !image.checkVisibility())")
    assert page.locator("explore-bars").last.evaluate("e => e.state.p") == list(S.values())
    page.close()
    assert wrong == []
