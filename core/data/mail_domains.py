#!/usr/bin/env python3
"""Draws mail_domains.txt anew: mail_domains.py FOLDER, where the folder holds, each unpacked in a folder of its name,

    npm pack email-providers@2.26.0 free-email-domains@1.12.6 freemail@1.7.0
    pip download --no-deps publicsuffixlist==1.1.2.20261023

Says which entries of the lists are taken for slips and left out.
"""

import json
import re
import sys
from pathlib import Path

HERE = Path(__file__).parent
FAMILIES = """yahoo hotmail live outlook gmx msn yandex ymail aol mail proton protonmail rocketmail excite
    orange wanadoo tiscali terra t-online sky""".split()
# What a finger makes of `.com` and `.jp` is hardly ever typed for these countries.
SLIPS_OF_ENDINGS = {"cm", "co", "om", "jo", "kp"}


def found(folder, pattern):
    return sorted(folder.rglob(pattern))[0]


def countries_suffixes(folder):
    """xx, co.xx and com.xx, where the public suffix list has them."""
    text = found(folder, "public_suffix_list.dat").read_text()
    rules = {line for line in text.split("// ===END ICANN")[0].split("\n") if re.fullmatch(r"[a-z.]+", line)}
    for country in sorted(rule for rule in rules if len(rule) == 2):
        if country not in SLIPS_OF_ENDINGS:
            yield country
            yield from (f"{second}.{country}" for second in ("co", "com") if f"{second}.{country}" in rules)


def is_shaped_like_a_slip(domain, great):
    """A letter left out or typed twice, two swapped, or a `.com` cut or spoilt."""
    left_out = {great[:at] + great[at + 1 :] for at in range(len(great))}
    twice = {great[:at] + great[at] + great[at:] for at in range(len(great))}
    swapped = {
        great[:at] + great[at + 1] + great[at] + great[at + 2 :] for at in range(len(great) - 1)
    }
    name, ending = great.split(".", 1)
    spoilt = {f"{name}.{wrong}" for wrong in ("con", "comm", "cim", "vom", "xom", "cpm")}
    return domain != great and (
        domain in left_out | twice | swapped or ending == "com" and domain in spoilt
    )


def main():
    folder = Path(sys.argv[1])
    lists = [
        json.loads(found(folder, "email-providers/**/all.json").read_text()),
        json.loads(found(folder, "free-email-domains/**/domains.json").read_text()),
    ]
    by_hand = set(found(folder, "freemail/**/free.txt").read_text().split())
    domains = {domain.lower() for each in lists for domain in each} | by_hand
    domains = {domain for domain in domains if re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", domain)}
    source = (HERE.parent / "src/field/email_slip.rs").read_text()
    great = re.search(r'GREAT: &str = "(.*?)";', source, re.S)[1].replace("\\", " ").replace("*", " ").split()
    families = {f"{name}.{suffix}" for name in FAMILIES for suffix in countries_suffixes(folder)}
    slips = {
        domain
        for domain in domains - by_hand - families
        if domain not in great and any(is_shaped_like_a_slip(domain, name) for name in great)
    }
    print("left out as slips:", *sorted(slips))
    domains -= slips
    print(len(domains), "from the lists,", len(families - domains), "more of families")
    (HERE / "mail_domains.txt").write_text("\n".join(sorted(domains | families)) + "\n")


main()
