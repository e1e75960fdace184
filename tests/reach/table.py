#!/usr/bin/env python3
"""Fills docs/reach.md's table from what tests/reach/run ran: table.py VERSIONS

A part that did not run on a machine that did has a dash. A machine that did not run keeps the row that it has.
"""
import functools
import pathlib
import re
import sys

PAGE = pathlib.Path("docs/reach.md")
MARK = "<!-- drawn by tests/reach/run -->"
HEAD = [
    "machine",
    "core",
    "C library",
    "small C library",
    "records",
    "read from others",
    "bytes: C library, small",
    "needs: C library, small",
    "instructions: C library, small",
    "µs: C library, small",
]
PAGE_OF_THE_WEB = "wasm32-unknown-unknown"
CALLERS = ("COBOL", "stdcall", "Free Pascal", "Visual C's linker", "store", "glibc 2.31")


def parts(triple):
    lines = [line for path in pathlib.Path("target/reach", triple).glob("*.tsv") for line in path.read_text().splitlines()]
    return dict(line.split("\t", 1) for line in lines)


def first_number(text):
    return re.match(r"\d+", text).group() if text else None


def library(ran, kind):
    vectors, hostile = ran.get(f"{kind}: vectors"), ran.get(f"{kind}: hostile host")
    said = [f"{first_number(vectors)} cases"] if vectors else []
    said += [f"{first_number(hostile)} hostile parts"] if hostile else []
    said += ["example"] if f"{kind}: README's example" in ran else []
    ways = sum(f"{kind}: {tool}, {way}" in ran for tool in ("cmake", "pkg-config") for way in ("shared", "static"))
    said += [f"{ways} ways of packages"] if ways else []
    said += ["linked and looked at"] if f"{kind}: install name" in ran else []
    said += [caller for caller in CALLERS if f"{kind}: {caller}" in ran]
    return ", ".join(said) or "–"


def both(ran, part, shown):
    found = [ran.get(f"{kind}: {part}") for kind in ("std", "small")]
    return ", ".join(shown(one) if one else "–" for one in found)


def cost(text, unit, shown):
    """An item set, a record checked, a whole registration."""
    found = [re.search(rf"{call} (\d+) {unit}", text) for call in ("set", "record", "whole")]
    return " · ".join(shown(int(one.group(1))) if one else "–" for one in found) if any(found) else "–"


def microseconds(nanoseconds):
    return f"{nanoseconds / 1000:.0f}" if nanoseconds >= 10_000 else f"{nanoseconds / 1000:.2g}"


def needed(text):
    if text.startswith("/usr/lib/libSystem"):
        return f"libSystem, {text.count(' ')} functions"
    if "pages of 0x4000" in text:
        return text.split(" ")[0] + " in pages of 16 KB"
    return re.sub(r"^GLIBC_(?=\d)", "glibc ", text.replace(".dll", ""))


def row(triple, name):
    ran = parts(triple)
    read = [text for part, text in ran.items() if part.startswith("reads ")]
    return [
        f"{name} (`{triple}`)",
        ran.get("core", "–"),
        library(ran, "std"),
        library(ran, "small"),
        both(ran, "records", first_number),
        f"{len(read)} files" if read else "–",
        both(ran, "size", lambda size: f"{int(size):,}"),
        both(ran, "needs", needed),
        both(ran, "cost", lambda text: cost(text, "instructions", "{:,}".format)),
        both(ran, "cost", lambda text: cost(text, "ns", microseconds)),
    ]


def page():
    ran = parts(PAGE_OF_THE_WEB)
    read = [text for part, text in ran.items() if part.startswith("reads ")]
    return [
        f"web page, in Node (`{PAGE_OF_THE_WEB}`)",
        ran.get("vectors", "–"),
        "–",
        "–",
        "–",
        f"{len(read)} files" if read else "–",
        f"{int(ran['size']):,}" if "size" in ran else "–",
        "–",
        "–",
        cost(ran.get("cost", ""), "ns", microseconds),
    ]


def main():
    before, drawn, after = PAGE.read_text().split(MARK)
    kept = {triple: line for line, triple in re.findall(r"^(\| [^|]*\(`([^`]*)`\).*)$", drawn, re.MULTILINE)}
    rows = [line.split("\t")[:2] for line in pathlib.Path("tests/reach/targets.tsv").read_text().splitlines()]
    lines = [joined(HEAD), joined(["---"] * len(HEAD))]
    for triple, cells in drawers(rows):
        lines += [joined(cells())] if parts(triple) else [kept[triple]] if triple in kept else []
    table = "\n".join(lines)
    PAGE.write_text(f"{before}{MARK}\n{table}\n\nMade with {sys.argv[1]}.\n{MARK}{after}")


def drawers(rows):
    return [(triple, functools.partial(row, triple, name)) for triple, name in rows] + [(PAGE_OF_THE_WEB, page)]


def joined(cells):
    return "| " + " | ".join(cells) + " |"


main()
