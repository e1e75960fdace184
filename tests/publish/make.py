#!/usr/bin/env python3
"""Makes a fresh app of what a README says, word for word: tests/publish/make.py kotlin|swift FOLDER"""

import re
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent


def block(readme, heading, language):
    """The first block of code in a language under a heading."""
    section = (ROOT / readme).read_text().split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    return re.search(rf"^```{language}\n(.*?)^```$", section, re.DOTALL | re.MULTILINE)[1]


def put(template, mark, text):
    """The template with the text in place of the line with the mark, as deep as this is."""
    line = next(line for line in template.splitlines(keepends=True) if mark in line)
    depth = line[: len(line) - len(line.lstrip())]
    return template.replace(
        line, "".join(depth + one if one.strip() else one for one in text.splitlines(keepends=True))
    )


def kotlin(folder):
    readme = "bindings/kotlin/README.md"
    (folder / "src").mkdir(parents=True)
    pom = put(
        (HERE / "app/pom.xml").read_text(), "The README's dependencies", block(readme, "Add the dependency", "xml")
    )
    (folder / "pom.xml").write_text(pom)
    code = put((HERE / "app/Main.kt").read_text(), "The README's first", block(readme, "The first user ID", "kotlin"))
    (folder / "src/Main.kt").write_text(code)
    shutil.copy(HERE / "app/build.gradle", folder)


def swift(folder):
    readme = "bindings/swift/README.md"
    (folder / "Sources/App").mkdir(parents=True)
    package = put(
        (HERE / "app/Package.swift").read_text(), "The README's lines", block(readme, "Add the dependency", "swift")
    )
    (folder / "Package.swift").write_text(package)
    code = put(
        (HERE / "app/main.swift").read_text(), "The README's first", block(readme, "The first user ID", "swift")
    )
    (folder / "Sources/App/main.swift").write_text(code)


if __name__ == "__main__":
    {"kotlin": kotlin, "swift": swift}[sys.argv[1]](Path(sys.argv[2]))
