#!/usr/bin/env python3
"""Reads `cargo metadata`, and prints the packages that are meant for crates.io, each after those that it needs.

Fails where one of them lacks what its page there shows, or depends on one that is not published.
"""

import json
import re
import sys
from graphlib import TopologicalSorter
from pathlib import Path

packages = {package["name"]: package for package in json.load(sys.stdin)["packages"]}
published = {name: package for name, package in packages.items() if package["publish"] != []}
wrong = []
for name, package in published.items():
    folder = Path(package["manifest_path"]).parent
    for field in ("description", "documentation", "repository", "readme", "license", "rust_version"):
        if not package[field]:
            wrong.append(f"{name} has no {field}")
    for field in ("keywords", "categories"):
        if not 0 < len(package[field]) <= 5:
            wrong.append(f"{name} has {len(package[field])} {field}; crates.io takes one to five")
    for keyword in package["keywords"]:
        if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_+-]{0,19}", keyword):
            wrong.append(f"{name}: crates.io refuses the keyword {keyword!r}")
    if package["readme"]:
        # Relative links of a README lead nowhere on crates.io.
        for link in re.findall(r"\]\((?!https://)([^)]*)\)", (folder / package["readme"]).read_text()):
            wrong.append(f"{name}: the README links to {link}")
    for dependency in package["dependencies"]:
        if dependency["name"] in packages and dependency["kind"] != "dev":
            if dependency["name"] not in published:
                wrong.append(f"{name} needs {dependency['name']}, which is not published")
            if dependency["req"] == "*":
                wrong.append(f"{name} needs {dependency['name']} without a version")
if "toroku" not in published:
    wrong.append("the engine is published")
if wrong:
    sys.exit("\n".join(wrong))
needs = {
    name: {each["name"] for each in package["dependencies"] if each["name"] in published}
    for name, package in published.items()
}
print(*TopologicalSorter(needs).static_order(), sep="\n")
