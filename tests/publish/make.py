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


def write(path, template, mark, text):
    path.write_text(put((HERE / "app" / template).read_text(), mark, text))


def kotlin(folder):
    readme = "bindings/kotlin/README.md"
    (folder / "src").mkdir(parents=True)
    write(folder / "pom.xml", "pom.xml", "The README's dependencies", block(readme, "Add the dependency", "xml"))
    write(folder / "src/Main.kt", "Main.kt", "The README's first", block(readme, "The first user ID", "kotlin"))
    shutil.copy(ROOT / "tests/kotlin/consumer/src/example/MemoryStore.kt", folder / "src")
    shutil.copy(HERE / "app/build.gradle", folder)


def swift(folder):
    readme = "bindings/swift/README.md"
    sources = folder / "Sources/App"
    sources.mkdir(parents=True)
    write(folder / "Package.swift", "Package.swift", "The README's lines", block(readme, "Add the dependency", "swift"))
    write(sources / "main.swift", "main.swift", "The README's first", block(readme, "The first user ID", "swift"))


if __name__ == "__main__":
    {"kotlin": kotlin, "swift": swift}[sys.argv[1]](Path(sys.argv[2]))
