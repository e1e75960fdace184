#!/usr/bin/env python3
"""Holds the declarations of docs/windows.md to the library: declares.py TOROKU.DEF

Visual Basic's for the twins take as many bytes as each twin does, which its name in the list of exports says, and none is
missing; those for 64 bits and those in Pascal are of the same functions, and have the header's parameters.
"""
import pathlib
import re
import sys

PAGE = pathlib.Path("docs/windows.md").read_text().replace(" _\n", " ")
HEADER = pathlib.Path("bindings/c/include/toroku.h").read_text()
BYTES = {"Long": 4, "String": 4, "Currency": 8}
LONG = {"Long": "uint32_t", "LongLong": "uint64_t int64_t", "LongPtr": "*", "String": "*"}
PASCAL = {"Cardinal": "uint32_t", "UInt64": "uint64_t", "Int64": "int64_t", "Pointer": "*", "PAnsiChar": "*"}


def declared(kind):
    for name, parameters in re.findall(rf'Declare {kind}Function (\w+) Lib "toroku.dll" \((.*?)\) As Long', PAGE):
        yield name, [one.split() for one in re.split(r",\s*", parameters) if one]


def bytes_of(parameters):
    return sum(4 if way == "ByRef" else BYTES[kind] for way, _, _, kind in parameters)


def in_pascal():
    """Each function with the header's types of its parameters."""
    for name, parameters in re.findall(r"^function (\w+)(?:\((.*?)\))?\s*: Cardinal;\s*cdecl;", PAGE, re.MULTILINE | re.DOTALL):
        yield name, ["*" if one.startswith("var ") else PASCAL[one.split()[-1]] for one in re.split(r";\s*", parameters) if one]


def is_the_headers(name, types):
    found = re.search(rf"^\w+ {name}\((.*?)\);", HEADER, re.MULTILINE | re.DOTALL)
    ours = [one.strip() for one in found.group(1).split(",") if one != "void"]
    return len(ours) == len(types) and all(
        "*" in c if kind == "*" else c.rsplit(" ", 1)[0] in kind.split() for c, kind in zip(ours, types)
    )


def main():
    exported = dict(re.findall(r"(toroku_std_\w+)@(\d+)", pathlib.Path(sys.argv[1]).read_text()))
    found = {name: str(bytes_of(parameters)) for name, parameters in declared("")}
    assert exported and found == exported, (found, exported)
    same = {name.replace("toroku_std_", "toroku_") for name in found}
    wide = {name: ["*" if way == "ByRef" else LONG[kind] for way, _, _, kind in given] for name, given in declared("PtrSafe ")}
    for functions in wide, dict(in_pascal()):
        assert set(functions) == same, set(functions) ^ same
        wrong = [name for name, types in functions.items() if not is_the_headers(name, types)]
        assert not wrong, wrong
    print(f"{len(found)} functions declared in three ways")


main()
