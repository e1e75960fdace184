#!/usr/bin/env python3
"""Holds the declarations of docs/windows.md to the library: declares.py TOROKU.DEF

Visual Basic's for the twins take as many bytes as each twin does, which its name in the list of exports says, and none is
missing; those for 64 bits have the header's parameters.
"""
import pathlib
import re
import sys

PAGE = pathlib.Path("docs/windows.md").read_text().replace(" _\n", " ")
HEADER = pathlib.Path("bindings/c/include/toroku.h").read_text()
BYTES = {"Long": 4, "String": 4, "Currency": 8}
LONG = {"Long": "uint32_t", "LongLong": "uint64_t int64_t", "LongPtr": "*", "String": "*"}


def declared(kind):
    for name, parameters in re.findall(rf'Declare {kind}Function (\w+) Lib "toroku.dll" \((.*?)\) As Long', PAGE):
        yield name, [one.split() for one in re.split(r",\s*", parameters) if one]


def bytes_of(parameters):
    return sum(4 if way == "ByRef" else BYTES[kind] for way, _, _, kind in parameters)


def is_the_headers(name, parameters):
    found = re.search(rf"\b{name}\s*\((.*?)\);", HEADER, re.DOTALL)
    ours = [one.strip() for one in found.group(1).split(",")]
    return len(ours) == len(parameters) and all(
        "*" in c if way == "ByRef" or LONG[kind] == "*" else c.rsplit(" ", 1)[0] in LONG[kind].split()
        for c, (way, _, _, kind) in zip(ours, parameters)
    )


def main():
    exported = dict(re.findall(r"(toroku_std_\w+)@(\d+)", pathlib.Path(sys.argv[1]).read_text()))
    found = {name: str(bytes_of(parameters)) for name, parameters in declared("")}
    assert exported and found == exported, (found, exported)
    wide = list(declared("PtrSafe "))
    wrong = [name for name, parameters in wide if not is_the_headers(name, parameters)]
    assert wide and not wrong, wrong
    print(f"{len(found)} twins, {len(wide)} functions declared")


main()
