"""The check of tables that outgrow one machine, on Apache Spark 4 or later."""

from __future__ import annotations

import functools
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pyarrow
from pyspark.sql import DataFrame
from pyspark.sql.pandas.types import from_arrow_schema
from pyspark.sql.types import StructType

import toroku


def check(
    frame: DataFrame,
    *,
    values: bool = False,
    user_types: Sequence[str] | None = None,
    settings: Mapping[str, int] | None = None,
    patterns: Mapping[str, str] | None = None,
    now: int | None = None,
) -> DataFrame:
    """The frame with the columns of `toroku.check_table` behind its own. Rows keep their place beside their results.

    Each worker checks the batches of its own partitions on one thread: how many run at once is Spark's to say. A worker
    that is lost has its partitions checked again by others; the result depends on the rows and on `now` alone, which is
    read once, here, where none is given.
    """
    policy = {"user_types": user_types, "settings": settings, "patterns": patterns}
    rules = {"values": values, "now": int(time.time()) if now is None else now}
    toroku.Policy(**policy)  # a setting that cannot be is told here, not by a worker
    names = [name for name in frame.columns if name in toroku.ITEMS or name == "date_of_birth"]
    empty = pyarrow.schema([(name, pyarrow.string()) for name in names]).empty_table()
    results = toroku.check_table(empty, **rules).schema
    # Spark has no dictionaries between its stages.
    plain = pyarrow.schema([_plain(field) for field in results])
    schema = StructType([*frame.schema.fields, *from_arrow_schema(plain).fields])
    work = functools.partial(_checked, names=names, plain=plain, policy=policy, rules=rules)
    return frame.mapInArrow(work, schema)


def _plain(field: pyarrow.Field) -> pyarrow.Field:
    is_code = pyarrow.types.is_dictionary(field.type)
    return field.with_type(pyarrow.string()) if is_code else field


def _checked(
    batches: Iterator[pyarrow.RecordBatch],
    *,
    names: list[str],
    plain: pyarrow.Schema,
    policy: dict[str, Any],
    rules: dict[str, Any],
) -> Iterator[pyarrow.RecordBatch]:
    own = toroku.Policy(**policy)
    for batch in batches:
        asked = pyarrow.Table.from_batches([batch.select(names)])
        found = toroku.check_table(asked, policy=own, threads=1, **rules).cast(plain).combine_chunks()
        arrays = batch.columns + [column.combine_chunks() for column in found.columns]
        yield pyarrow.RecordBatch.from_arrays(arrays, names=batch.schema.names + plain.names)
