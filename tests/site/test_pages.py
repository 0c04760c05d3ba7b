"""Every page of the built book in a real browser.

Each page is opened over http on a phone, in both themes, and from its file on a wide screen. Its
rules are those of CONTRIBUTING.md ("The site").
"""

import functools
import gzip
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from entropybook.explorers._element import Explorer
from host import served
from notebooks import ROOT

SITE = ROOT / "_build" / "html"
NOT_FOUND = SITE / "404.html"  # rooted at the site's address, so that it is tried apart
PAGES = sorted(set(SITE.rglob("*.html")) - {NOT_FOUND} - set((SITE / "_static").rglob("*.html")))
MOVING = [file for file in PAGES if "<explore-" in file.read_text(encoding="utf-8")]
AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
PHONE, DESK = (390, 844), (1280, 900)
KB = 1024
MOST = 300 * KB  # compressed, everything that a first visit loads
EXPLORER = f":is({', '.join(kind.tag for kind in Explorer.__subclasses__())})"
MOST_SHIFT = 0.02  # a fifth of what passes for good (web.dev/cls)

WATCH_SHIFT = """
    window.shift = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => {
        if (!entry.hadRecentInput) window.shift += entry.value;
    })).observe({type: "layout-shift", buffered: true});
"""
SETTLE = """async () => {
    await document.fonts.ready;
    for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
}"""
FOLDS_MADE = "document.querySelector('details > noscript') === null"
WIDER = """() => {
    const page = document.documentElement, wide = page.clientWidth + 1;
    if (page.scrollWidth <= wide) return [];
    const scrolls = (e) =>
        e && (getComputedStyle(e).overflowX !== "visible" || scrolls(e.parentElement));
    return [...document.querySelectorAll("main *")]
        .filter((e) => e.getBoundingClientRect().right > wide && !scrolls(e.parentElement))
        .map((e) => e.outerHTML.slice(0, 90)).slice(0, 3).concat(page.scrollWidth + " px");
}"""
RAW = r"""() => {
    const body = document.body.cloneNode(true);
    body.querySelectorAll(".katex, pre, code, script, style").forEach((e) => e.remove());
    return body.textContent.match(/\\[a-zA-Z]+[{ ]|\\[(\[]|\$\$|katex-error/g) || [];
}"""
EMPTY = r"""() => [
    ...[...document.images].filter((e) => e.complete && !e.naturalWidth).map((e) => e.src),
    ...[...document.querySelectorAll("[class*=fa-]")]
        .filter((e) => !/[\ue000-\uf8ff]/.test(getComputedStyle(e, "::before").content))
        .map((e) => e.className),
    ...[...document.querySelectorAll("body :not(.katex *, svg *)")]
        .filter((e) => ["::before", "::after"].map((part) => getComputedStyle(e, part)).some(
            (it) => /[\ue000-\uf8ff]/.test(it.content)
                && ![...document.fonts].some((face) => face.status === "loaded"
                    && face.family.replaceAll('"', "") === it.fontFamily.replaceAll('"', ""))))
        .map((e) => e.outerHTML.slice(0, 90)),
]"""
OWN_COLORS = """(e) => ["true", "model", "floor", "saved"]
    .map((name) => getComputedStyle(e).getPropertyValue(`--${name}`))"""
PAGE_COLORS = """() => ["r", "s", "entropy", "excess"]
    .map((name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`))"""
# A formula or a drawing is thousands of elements in the colours of the text: a letter stands in.
AXE_RUN = """async () => {
    document.querySelectorAll(".katex, svg.drawn > *").forEach((e) => e.replaceWith("x"));
    return (await axe.run(document, {resultTypes: ["violations"], preload: false}))
        .violations.map((v) => v.id + ": " + v.nodes.slice(0, 3).map((n) => n.html.slice(0, 150)));
}"""


@pytest.fixture(scope="session")
def address():
    with served(SITE) as home:
        yield home


class Visit:
    """A page in a fresh browser, and what it asked for and complained of."""

    def __init__(self, browser: Browser, home: str, path: str, size: tuple[int, int]) -> None:
        self.context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme="light",
            reduced_motion="reduce",  # colours do not fade, so that axe measures them as they stay
        )
        self.context.add_init_script(WATCH_SHIFT)
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self.home = home
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on(
            "console",
            lambda said: said.type in ("error", "warning") and self.complaints.append(said.text),
        )
        self.page.goto(home + path)
        self.page.evaluate(SETTLE)

    def __enter__(self) -> "Visit":
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()

    def unfold(self) -> None:
        """Have laid out what lies far below or is folded, and drawn what waits there."""
        rule = ".bd-article > section > section { content-visibility: visible !important }"
        self.page.add_style_tag(content=rule)
        self.page.wait_for_function(FOLDS_MADE)
        self.page.evaluate("document.querySelectorAll('details').forEach((e) => (e.open = true))")
        for explorer in self.page.locator(EXPLORER).all():
            reach(explorer)
        self.page.evaluate(SETTLE)

    @property
    def elsewhere(self) -> list[str]:
        return [url for url in self.requests if not url.startswith((self.home, "data:", "blob:"))]

    @property
    def weight(self) -> int:
        ours = {url.removeprefix(self.home).partition("?")[0] for url in self.requests}
        return sum(size(SITE / name) for name in ours if not name.startswith("data:"))


@functools.cache
def size(file: Path) -> int:
    """Count the bytes of a file as a host sends it: text compressed."""
    data = (file / "index.html" if file.is_dir() else file).read_bytes()
    return len(data if file.suffix == ".woff2" else gzip.compress(data))


def name(file: Path) -> str:
    return file.relative_to(SITE).as_posix()


def reach(explorer: Locator) -> None:
    """Come near an explorer, which has waited for that."""
    explorer.evaluate("""async (explorer) => {
        explorer.scrollIntoView();
        while (!explorer.shadowRoot) await new Promise(requestAnimationFrame);
    }""")


@pytest.mark.parametrize("file", PAGES, ids=name)
def test_a_page_on_a_phone(browser, address, file):
    with Visit(browser, address, name(file), PHONE) as visit:
        page = visit.page
        assert page.evaluate("window.shift") <= MOST_SHIFT, "moves while it loads"
        visit.unfold()
        assert visit.elsewhere == [], "asks another host"
        assert page.evaluate(RAW) == [], "formulas that were not rendered"
        assert page.evaluate(EMPTY) == [], "pictures or icons that do not show"
        assert visit.weight <= MOST, "is heavy"
        assert page.evaluate(WIDER) == [], "is wider than the screen"
        page.emulate_media(color_scheme="dark")
        page.wait_for_function("document.documentElement.dataset.theme === 'dark'")
        assert page.evaluate(WIDER) == [], "is wider than the screen in the dark"
        page.evaluate(AXE)
        assert page.evaluate(AXE_RUN) == []
        assert visit.complaints == []


@pytest.mark.parametrize("file", PAGES, ids=name)
def test_a_page_without_a_network(browser, file):
    with Visit(browser, SITE.as_uri() + "/", name(file), DESK) as visit:
        assert visit.page.evaluate("window.shift") <= MOST_SHIFT, "moves while it loads"
        visit.unfold()
        assert visit.elsewhere == []
        assert visit.page.evaluate(EMPTY) == []
        visit.page.evaluate(AXE)
        assert visit.page.evaluate(AXE_RUN) == []
        assert visit.complaints == []


def test_nothing_is_shown_of_a_table_that_is_not_whole_yet():
    """Its columns would move: how far, and whether anybody sees it, is chance."""
    page = (SITE / "chapters" / "C-reference.html").read_text(encoding="utf-8")
    awaited = re.search(r'<link rel="expect" href="#([\w-]+)" blocking="render" />', page)
    assert page.index("</table>") < page.index(f'<section id="{awaited[1]}"')


FOLDED = "chapters/03-kl-divergence.html"  # has the steps of its proofs folded


@pytest.mark.parametrize("path", [FOLDED, "chapters/Ab-machine-learning.html"])  # all code, too
def test_what_is_folded_is_made_when_it_is_opened_with_what_code_has(browser, address, path):
    with Visit(browser, address, "404.html", PHONE) as visit:
        page = visit.page
        page.add_init_script("window.requestIdleCallback = () => {}")  # never idle
        page.goto(address + path)
        folds = page.locator("article details")
        texts = folds.evaluate_all("all => all.map((e) => e.textContent)")
        fold = folds.nth(next(k for k, text in enumerate(texts) if "<pre>" in text))
        assert fold.locator("pre").count() == 0
        fold.locator("summary").click()
        code = fold.locator("pre")
        expect(code).to_be_visible()
        fold.hover()
        fold.locator(".copybtn").click()
        expect(fold.locator(".copybtn")).to_have_attribute("data-tooltip", "Copied!")


def test_what_is_folded_can_be_found_on_the_page_soon_and_needs_no_scripts(browser, address):
    with Visit(browser, address, FOLDED, PHONE) as visit:
        visit.page.wait_for_function(FOLDS_MADE)
        made = visit.page.locator("details.hide").evaluate_all("all => all.map(e => e.innerText)")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + FOLDED)
    assert page.locator("details.hide").all_inner_texts() == made
    page.locator("details.hide summary").first.click()
    expect(page.locator("details.hide pre").first).to_be_visible()
    context.close()


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_the_search_lists_hits(browser, address, scheme):
    home = address if scheme == "http" else SITE.as_uri() + "/"
    with Visit(browser, home, "search.html?q=entropy", DESK) as visit:
        expect(visit.page.locator("#search-results li").nth(10)).to_be_attached()
        assert visit.complaints == []


def test_a_reader_chooses_the_theme(browser, address):
    with Visit(browser, address, "index.html", DESK) as visit:
        seen = []
        for _ in range(3):
            visit.page.click(".theme-switch-button:visible .theme-switch:visible")
            seen.append(visit.page.evaluate("document.documentElement.dataset.mode"))
        assert sorted(seen) == ["auto", "dark", "light"]


def test_a_missing_page_leads_on_from_any_depth(browser, address):
    text = NOT_FOUND.read_text(encoding="utf-8")
    base = re.search(r'<base href="([^"]*)"', text)[1]
    assert base == "/" or base.startswith("https://")
    with Visit(browser, address, "index.html", DESK) as visit:
        visit.page.route(
            "**/no/such/page",
            lambda route: route.fulfill(
                status=404, content_type="text/html", body=text.replace(base, address, 1)
            ),
        )
        visit.page.goto(address + "no/such/page")
        visit.page.evaluate(SETTLE)
        assert visit.elsewhere == []
        assert visit.page.evaluate(EMPTY) == []
        visit.page.click("text=Entropy >> nth=0")
        assert visit.page.title().startswith("Entropy")


@pytest.mark.parametrize("file", MOVING, ids=name)
def test_an_explorer_has_the_colours_that_the_reader_chose(browser, address, file):
    with Visit(browser, address, name(file), DESK) as visit:
        page, seen = visit.page, set()
        for _ in range(3):  # the system's, which is light; then the reader's own
            page.click(".theme-switch-button:visible .theme-switch:visible")
            theirs = page.evaluate(PAGE_COLORS)
            seen.add(tuple(theirs))
            for explorer in page.locator(EXPLORER).all():
                reach(explorer)
                assert explorer.evaluate(OWN_COLORS) == theirs
        assert len(seen) == 2
        assert visit.complaints == []


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("file", MOVING, ids=name)
def test_an_explorer_takes_the_place_of_its_picture_but_on_paper(browser, file, scripts):
    context = browser.new_context(java_script_enabled=scripts)
    page = context.new_page()
    page.goto(file.as_uri())
    pictures = page.locator(f"{EXPLORER} > svg.drawn")
    found = page.locator(EXPLORER).all()
    assert pictures.count() == len(found) > 0
    for explorer in found if scripts else ():
        reach(explorer)
    assert {picture.is_visible() for picture in pictures.all()} == {not scripts}
    page.emulate_media(media="print")
    assert all(picture.is_visible() for picture in pictures.all())
    assert page.locator(f"{EXPLORER} button:visible").count() == 0
    context.close()
