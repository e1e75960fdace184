#!/usr/bin/env python3
"""Fills docs/reach.md's table from what tests/reach/run ran: table.py VERSIONS

A machine without a part in its folder has a dash there; nothing is written that did not run.
"""
import pathlib
import re
import sys

PAGE = pathlib.Path("docs/reach.md")
MARK = "<!-- drawn by tests/reach/run -->"
HEAD = ["machine", "core", "C library", "small C library", "records", "read from others", "bytes: C library, small", "needs: C library, small"]


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
    said += [caller for caller in ("COBOL", "stdcall", "Free Pascal") if f"{kind}: {caller}" in ran]
    return ", ".join(said) or "–"


def both(ran, part, shown):
    found = [ran.get(f"{kind}: {part}") for kind in ("std", "small")]
    return ", ".join(shown(one) if one else "–" for one in found)


def needed(text):
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
    ]


def main():
    rows = [line.split("\t") for line in pathlib.Path("tests/reach/targets.tsv").read_text().splitlines()]
    table = [HEAD, ["---"] * len(HEAD)] + [row(triple, name) for triple, name, *_ in rows]
    drawn = "\n".join("| " + " | ".join(cells) + " |" for cells in table)
    before, _, after = PAGE.read_text().split(MARK)
    PAGE.write_text(f"{before}{MARK}\n{drawn}\n\nMade with {sys.argv[1]}.\n{MARK}{after}")


main()
