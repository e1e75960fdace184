"""What `check_table` costs a record, by the wall and by the processor, in the wheel that is installed (build it with
`tests/python/wheel PYTHON --release`): python tests/python/table_bench.py [ROWS]
"""

import sys
import time

import pyarrow
import toroku
from vectors import NOW, SAMPLE

ROWS = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
CLEAN = SAMPLE | {"street_address": "１－１－１　緑ヶ関ハイツ２０２号"}
# An old register: in four rows of ten a name in small letters, a half-width street, a phone with a letter or a name in full.
OLD = [CLEAN] * 6 + [
    CLEAN | {"user_name": "Houmu Taro"},
    CLEAN | {"street_address": "1-1-1 緑ヶ関ハイツ202号"},
    CLEAN | {"phone": "03-1234-567O"},
    CLEAN | {"municipality": "北海道札幌市中央区"},
]


def table(rows):
    columns = {name: pyarrow.array([row[name] for row in rows]) for name in CLEAN}
    part = pyarrow.table(columns)
    return pyarrow.concat_tables([part] * (ROWS // len(rows))).combine_chunks()


def measure(what, rows, **settings):
    asked, best = table(rows), None
    for _ in range(4):
        wall, processor = time.perf_counter(), time.process_time()
        toroku.check_table(asked, now=NOW, **settings)
        found = (time.perf_counter() - wall, time.process_time() - processor)
        best = min(best or found, found)
    records = asked.num_rows
    print(f"{what}: {records / best[0] / 1e6:.2f} million records a second, {best[1] / records * 1e6:.2f} µs of processor a record")


measure("clean records", [CLEAN] * 10)
measure("clean records, one thread", [CLEAN] * 10, threads=1)
measure("an old register", OLD)
measure("an old register, with values", OLD, values=True)
