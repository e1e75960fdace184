#!/usr/bin/env python3
"""Draws ebcdic.tsv from ICU's converters (Debian: icu-devtools), and holds it against the C library's iconv.

ICU 72's ibm-930_P120-1999 and ibm-939_P120-1999, Unicode licence V3 (NOTICE). The user-defined rows 69 to 7F, which both
makers give to Unicode's private use, are left out: they mean something else on every system.
"""

import subprocess
from pathlib import Path

NONE = "\uFFFD"


def read(command, code, shifted=False):
    """The character of each code, NONE where there is none: one code a line, between marks that any maker reads."""
    line_end = b"\x25"
    wrapped = [b"\x0e" + one + b"\x0f" if shifted else one for one in code]
    out = []
    for one in range(0, len(wrapped), 200):
        part = wrapped[one : one + 200]
        run = subprocess.run(command, input=line_end.join(part), capture_output=True)
        lines = run.stdout.decode().split("\n")
        if run.returncode or len(lines) != len(part):
            lines = [alone(command, code) for code in part]
        out += [line if len(line) == 1 else NONE for line in lines]
    return out


def alone(command, code):
    run = subprocess.run(command, input=code, capture_output=True)
    return NONE if run.returncode else run.stdout.decode()


def both(page, code, shifted=False):
    icu = read(["uconv", "-f", f"ibm-{page}_P120-1999", "-t", "UTF-8", "--from-callback", "escape-c"], code, shifted)
    glibc = read(["iconv", "-f", f"IBM{page}", "-t", "UTF-8"], code, shifted)
    assert icu == glibc, "two makers, one table"
    return icu


lines = [
    "# EBCDIC of Japan, drawn by ebcdic.py. Of one byte: code page, first digit of the byte, 16 code points.",
    "# Of two bytes (code page 300, in both): the first byte, the characters of the second bytes 40 to FE.",
]
# Line ends, and what marks the parts, are written by hand: a line of the output cannot hold them.
by_hand = {0x0D: "\r", 0x0E: NONE, 0x0F: NONE, 0x25: "\n"}
for page in ("930", "939"):
    asked = [byte for byte in range(256) if byte not in by_hand]
    known = dict(zip(asked, both(page, [bytes([byte]) for byte in asked]))) | by_hand
    for high in range(16):
        row = [known[16 * high + low] for low in range(16)]
        lines.append(f"{page}\t{high:X}\t" + " ".join("-" if c == NONE else f"{ord(c):04X}" for c in row))
for lead in range(0x40, 0x69):
    codes = [bytes([lead, trail]) for trail in range(0x40, 0xFF)]
    row = both("939", codes, shifted=True)
    assert row == both("930", codes, shifted=True), "two code pages, one table of two bytes"
    lines.append(f"300\t{lead:02X}\t" + "".join(row))
(Path(__file__).parent / "ebcdic.tsv").write_text("\n".join(lines) + "\n")
