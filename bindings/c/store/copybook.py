#!/usr/bin/env python3
"""Writes TKSTORE.cpy from toroku_store.h: copybook.py [--check]"""
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).parent


def wrapped(text, prefix):
    lines, line = [], prefix
    for word in text.split():
        if len(line) + 1 + len(word) > 72:
            lines.append(line)
            line = prefix
        line += " " + word
    return lines + [line]


def in_cobol(c_type):
    """How a parameter is passed, and as what."""
    handles = "toroku_store|toroku_reader|toroku_output|toroku_list|toroku_policy|toroku_registration|toroku_password"
    if re.fullmatch(rf"(const )?({handles}) \*\*", c_type):
        return "BY REFERENCE", "POINTER"
    if re.fullmatch(rf"(const )?({handles}) \*", c_type):
        return "BY VALUE", "POINTER"
    sizes = {
        "uint32_t": "BINARY-LONG UNSIGNED",
        "toroku_status": "BINARY-LONG UNSIGNED",
        "int64_t": "BINARY-DOUBLE",
        "uint64_t": "BINARY-DOUBLE UNSIGNED",
    }
    base = c_type.replace("const ", "").rstrip(" *")
    if base in sizes:
        return ("BY REFERENCE" if c_type.endswith("*") else "BY VALUE"), sizes[base]
    return "BY REFERENCE", "PIC X(n)"


def copybook(header):
    out = wrapped(
        "The store of a counter for COBOL: COPY it behind TOROKU.cpy. Written from toroku_store.h, where every call is "
        "described; do not change it by hand. The first BY VALUE of a CALL is BY VALUE SIZE AUTO.",
        "      *>",
    )
    out.append("       01  TK-STORE-CONSTANTS.")
    for text, name, value in re.findall(r"/\* ((?:(?!\*/)[\s\S])*?) \*/\n#define TOROKU_(\w+) (\d+)\n", header):
        name = "TK-" + name.replace("_", "-")
        assert len(name) <= 30, name
        out.append(f"           05  {name:<30} BINARY-LONG UNSIGNED")
        out.append(f"                                          VALUE {value}.")
        out += wrapped(re.sub(r"\bTOROKU_(\w+)", lambda m: "TK-" + m[1].replace("_", "-"), text), "      *>")
    for name, parameters in re.findall(r"^toroku_status (toroku_\w+)\(([^)]*)\);", header, re.M):
        out += ["      *>", f'      *> CALL "{name}" USING']
        for parameter in parameters.split(","):
            c_type, name = re.fullmatch(r"\s*(.*?[ *])(\w+)\s*", parameter, re.S).groups()
            way, kind = in_cobol(c_type.strip())
            out.append(f"      *>     {way:<12} {name:<17} {kind}")
    return "\n".join(out) + "\n"


made = copybook((HERE / "toroku_store.h").read_text(encoding="utf-8"))
if sys.argv[1:] == ["--check"]:
    if made != (HERE / "TKSTORE.cpy").read_text(encoding="utf-8"):
        sys.exit("TKSTORE.cpy is not of toroku_store.h: run bindings/c/store/copybook.py")
else:
    (HERE / "TKSTORE.cpy").write_text(made, encoding="utf-8")
