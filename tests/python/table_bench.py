"""What `check_table` costs a record, by the wall and by the processor, in the wheel that is installed (build it with
`tests/python/wheel PYTHON --release`): python tests/python/table_bench.py [ROWS]
"""

import random
import sys
import time

import pyarrow
import toroku
from vectors import NOW, SAMPLE

ROWS = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
FULL_WIDTH = {code: code + 0xFEE0 for code in range(ord("!"), ord("~") + 1)} | {ord(" "): "\u3000"}
CITIES = ["011011", "131041", "271276", "北海道札幌市中央区", "大阪府大阪市北区"]
# In four rows of ten of an old register: a name in lowercase, a half-width street, a letter in a phone, a city without its prefecture.
OLD = {
    6: lambda row: {"user_name": row["user_name"].title()},
    7: lambda row: {"street_address": "1-1-1 緑ヶ関ハイツ202号"},
    8: lambda row: {"phone": row["phone"][:-1] + "O"},
    9: lambda row: {"municipality": "札幌市中央区"},
}


def record(chance, number):
    word = lambda: "".join(chance.choices("ABCDEFGHIJKLMNOPQRSTUVWXYZ", k=chance.randint(3, 9)))
    street = f"{chance.randint(1, 9)}-{chance.randint(1, 30)}-{chance.randint(1, 30)} ".translate(FULL_WIDTH)
    email = f"{word().lower()}{number}@example.com"
    return SAMPLE | {
        "user_name": f"{word()} {word()}",
        "birth_year": str(chance.randint(1930, 2005)),
        "municipality": chance.choice(CITIES),
        "street_address": f"{street}緑ヶ関ハイツ{str(chance.randint(101, 999)).translate(FULL_WIDTH)}号",
        "phone": f"090{chance.randint(10_000_000, 99_999_999)}",
        "email": email,
        "email_confirmation": email,
    }


def table(rows):
    return pyarrow.table({name: pyarrow.array([row[name] for row in rows]) for name in SAMPLE})


def measure(what, asked, **settings):
    best = None
    for _ in range(4):
        wall, processor = time.perf_counter(), time.process_time()
        toroku.check_table(asked, now=NOW, **settings)
        found = (time.perf_counter() - wall, time.process_time() - processor)
        best = min(best or found, found)
    records = asked.num_rows
    print(f"{what}: {records / best[0] / 1e6:.2f} million records a second, {best[1] / records * 1e6:.2f} µs of processor a record")


chance = random.Random(1)
clean = [record(chance, number) for number in range(ROWS)]
old = table([row | OLD.get(number % 10, lambda row: {})(row) for number, row in enumerate(clean)])
clean = table(clean)
measure("clean records", clean)
measure("clean records, one thread", clean, threads=1)
measure("an old register", old)
measure("an old register, with values", old, values=True)
