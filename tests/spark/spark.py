"""`toroku.spark.check` over two workers: the same results as on one machine, a worker that is killed, and the slope."""

import collections
import os
import pathlib
import signal
import subprocess
import sys
import threading
import time

import pyarrow
import toroku
import toroku.spark
from pyspark.sql import SparkSession
from pyspark.sql.functions import col, concat, count, lit, lpad, when

ROWS = int(os.environ.get("TOROKU_TEST_SPARK_ROWS", 1_000_000))
NOW = 1_700_000_000
passed = 0


def check(found, expected, case):
    global passed
    if found != expected:
        print(f"{case}: {found!r} instead of {expected!r}\n{passed} passed, 1 failed")
        sys.exit(1)
    passed += 1


def session(workers):
    return (
        SparkSession.builder.master(f"local-cluster[{workers},1,1024]")
        .appName("toroku")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.executor.memory", "512m")
        .config("spark.default.parallelism", "32")
        .getOrCreate()
    )


def register(spark, rows):
    """An old register as Spark makes it: a name in small letters in one row of 4, a phone with a letter in one of 10."""
    row = col("id")
    return spark.range(0, rows, 1, 32).select(
        row,
        when(row % 4 == 0, "Houmu Taro").otherwise("HOUMU TARO").alias("user_name"),
        when(row % 2 == 0, "male").otherwise("female").alias("sex"),
        (row % 60 + 1940).cast("int").alias("birth_year"),
        (row % 12 + 1).cast("int").alias("birth_month"),
        (row % 28 + 1).cast("int").alias("birth_day"),
        lit("北海道札幌市中央区").alias("municipality"),
        concat(lpad((row % 99).cast("string"), 2, "1"), lit("番地")).alias("street_address"),
        concat(lit("031234"), lpad((row % 10_000).cast("string"), 4, "0"), when(row % 10 == 3, "O").otherwise("")).alias("phone"),
        concat(lit("user"), row.cast("string"), lit("@ens-test.com")).alias("email"),
    )


def counts(frame):
    """How many rows there are, and how many of them have each problem."""
    names = [name for name in frame.columns if name.endswith("_problem")]
    asked = [count(lit(1)).alias("rows")] + [count(name).alias(name) for name in names]
    return frame.agg(*asked).first().asDict()


def executors():
    """The processes that Spark runs the work in."""
    listed = subprocess.run(["ps", "-eo", "pid,ppid,args"], capture_output=True, text=True, check=True).stdout
    lines = [line.split(None, 2) for line in listed.splitlines()]
    return [int(pid) for pid, _, args in lines if "CoarseGrainedExecutorBackend" in args and "java" in args.split()[0]]


def kill_one_when_it_works():
    """Kills an executor as soon as a worker of Python runs under it."""
    while True:
        for pid in executors():
            children = pathlib.Path(f"/proc/{pid}/task/{pid}/children")
            if children.exists() and subprocess.run(["pgrep", "-f", "pyspark.daemon"], capture_output=True).stdout:
                os.kill(pid, signal.SIGKILL)
                return
        time.sleep(0.1)


def main():
    spark = session(2)
    found = toroku.spark.check(register(spark, 2_000), values=True, now=NOW).toArrow().sort_by("id")
    plain = register(spark, 2_000).toArrow().sort_by("id")
    alone = toroku.check_table(plain, values=True, now=NOW)
    for name in alone.column_names:
        check(found[name].to_pylist(), alone[name].to_pylist(), name)
    check(found.column_names, plain.column_names + alone.column_names, "the frame's own columns come first")
    expected = collections.Counter(name for name in found.column_names for one in found[name].to_pylist() if one and name.endswith("_problem"))
    check(expected["phone_problem"], 200, "a letter in a phone number, one row of ten")

    try:
        toroku.spark.check(register(spark, 10), settings={"no_such": 1})
    except KeyError:
        check(True, True, "a setting that cannot be")

    frame = toroku.spark.check(register(spark, ROWS), now=NOW)
    whole = counts(frame)
    check((whole["rows"], whole["phone_problem"]), (ROWS, ROWS // 10), "every row once")
    killer = threading.Thread(target=kill_one_when_it_works, daemon=True)
    killer.start()
    check(counts(frame), whole, "the same with a worker killed")
    killer.join(timeout=60)
    check(killer.is_alive(), False, "a worker was killed")
    spark.stop()

    for workers in (1, 2):
        spark = session(workers)
        frame = toroku.spark.check(register(spark, ROWS), now=NOW)
        counts(toroku.spark.check(register(spark, 10_000), now=NOW))
        started = time.monotonic()
        check(counts(frame), whole, f"{workers} workers")
        print(f"{workers} workers: {ROWS / (time.monotonic() - started):,.0f} records a second", flush=True)
        spark.stop()
    print(f"{passed} passed, 0 failed")


if __name__ == "__main__":
    main()
