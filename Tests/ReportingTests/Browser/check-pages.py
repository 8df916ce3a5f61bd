"""Looks at pages in a headless Chromium and prints what is wrong, a line each.

    check-pages.py FOLDER [--screenshots FOLDER]
    check-pages.py --needs    only whether it could run

Each page of the folder is looked at in light and dark, wide and at 360 pixels, on paper, and
without script. Exit status: 0 nothing is wrong, 1 something is, 3 there is no browser.
"""

import argparse
import base64
import pathlib
import sys

from chromium import Chromium, Page, Problem, find

SCRIPT = (pathlib.Path(__file__).parent / "page.js").read_text()
LOOKS = {
    "light": {},
    "dark": {"dark": True},
    "narrow": {"width": 360, "height": 780},
    "narrow-dark": {"width": 360, "height": 780, "dark": True},
    "paper": {"width": 794, "height": 1123, "media": "print"},
}
# Everything that can be folded is there on paper.
FOLDED = """[...document.querySelectorAll("details")].filter((details) =>
  [...details.children].some((child) => child.localName !== "summary"
    && child.getBoundingClientRect().height === 0)).length"""
UNFOLD = 'for (const details of document.querySelectorAll("details")) details.open = true'


def check(page, url, name, screenshots):
    page.look()
    page.load(url)
    for look, settings in LOOKS.items():
        page.look(**settings)
        if look == "paper" and (folded := page.value(FOLDED)):
            yield f"{look}: {folded} folded parts are not printed"
        if screenshots:
            save(page, screenshots / f"{name}-{look}.png")
        if look == "paper":
            continue
        for sentence in page.value(SCRIPT):
            yield f"{look}: {sentence}"
    page.look(**LOOKS["narrow"])
    page.value(UNFOLD)
    for sentence in page.value(SCRIPT):
        yield f"unfolded: {sentence}"
    yield from keyboard(page)
    yield from names(page)
    yield from (f"it {said}" for said in page.said(url))
    pdf = base64.b64decode(page.call("Page.printToPDF", preferCSSPageSize=True)["data"])
    if not pdf.startswith(b"%PDF-") or len(pdf) < 5000:
        yield f"printed: {len(pdf)} bytes are no document"
    if screenshots:
        (screenshots / f"{name}.pdf").write_bytes(pdf)


def keyboard(page):
    """The skip link comes first, shows itself, and leads to the report."""
    page.look()
    page.value("window.scrollTo(0, 0), document.activeElement.blur()")
    press(page, "Tab", 9)
    first = page.value("""(() => {
      const at = document.activeElement, box = at.getBoundingClientRect();
      return [at.getAttribute("href"), box.top >= 0, getComputedStyle(at).outlineStyle];
    })()""")
    if first[0] != "#main" or not first[1] or first[2] == "none":
        yield f"the first stop of the Tab key is {first}"
    press(page, "Enter", 13, "\r")
    if page.value("location.hash") != "#main":
        yield "the skip link leads nowhere"
    seen = page.value("document.querySelectorAll('a, button, summary, [tabindex]').length")
    reached = set()
    for _ in range(min(seen, 40)):
        press(page, "Tab", 9)
        reached.add(page.value("""(() => {
          const at = document.activeElement;
          return at.localName + " " + getComputedStyle(at).outlineStyle;
        })()"""))
    for stop in reached:
        # Behind the last stop is the browser itself.
        if stop.endswith(" none") and not stop.startswith("body "):
            yield f"the focus on {stop.split()[0]} cannot be seen"


def press(page, key, code, text=""):
    for kind in ("keyDown", "keyUp"):
        page.call(
            "Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code,
            text=text if kind == "keyDown" else "")


def names(page):
    """What a screen reader announces has a name."""
    for node in page.call("Accessibility.getFullAXTree")["nodes"]:
        role = node.get("role", {}).get("value")
        if node.get("ignored") or role not in (
                "button", "link", "img", "image", "heading", "region", "navigation", "table"):
            continue
        if not node.get("name", {}).get("value", "").strip():
            yield f"a screen reader finds a {role} without name"


def without_script(page, url):
    """The page says the same without its script; only the buttons are missing."""
    text = "document.body.textContent.replace(/\\s+/g, ' ')"
    page.call("Emulation.setScriptExecutionDisabled", value=True)
    page.load(url)
    plain = page.call("DOM.getOuterHTML", nodeId=page.call("DOM.getDocument")["root"]["nodeId"])
    page.call("Emulation.setScriptExecutionDisabled", value=False)
    page.load(url)
    if "<button" in plain["outerHTML"]:
        yield "without script there are buttons that do nothing"
    if not page.value("document.querySelectorAll('button').length") and page.value(
            "document.querySelectorAll('[data-copy]').length"):
        yield "the script made no buttons"
    page.value("document.querySelectorAll('button, .said').forEach((one) => one.remove())")
    scripted = page.value(text)
    bare = page.value(
        f"new DOMParser().parseFromString({plain['outerHTML']!r}, 'text/html')"
        ".body.textContent.replace(/\\s+/g, ' ')")
    if bare != scripted:
        yield "without script it says something else"


def save(page, path):
    size = page.call("Page.getLayoutMetrics")["cssContentSize"]
    clip = {"x": 0, "y": 0, "width": size["width"], "height": min(size["height"], 12000), "scale": 1}
    shot = page.call("Page.captureScreenshot", captureBeyondViewport=True, clip=clip)
    path.write_bytes(base64.b64decode(shot["data"]))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path, nargs="?")
    parser.add_argument("--needs", action="store_true")
    parser.add_argument("--screenshots", type=pathlib.Path)
    arguments = parser.parse_args()
    if not find():
        print("there is no Chromium")
        return 3
    if arguments.needs:
        return 0
    pages = sorted(arguments.folder.glob("*.html"))
    if not pages:
        print(f"there are no pages in {arguments.folder}")
        return 1
    problems = 0
    with Chromium() as browser:
        for path in pages:
            page = Page(browser)
            url = path.absolute().as_uri()
            try:
                sentences = list(check(page, url, path.stem, arguments.screenshots))
                sentences += without_script(page, url)
            except Problem as problem:
                sentences = [str(problem)]
            for sentence in sentences:
                print(f"{path.name}: {sentence}")
            problems += len(sentences)
            page.close()
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
