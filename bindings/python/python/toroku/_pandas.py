"""Columns of pandas in which kinds of values stand side by side, as a spreadsheet gives them: Arrow has no such."""

import datetime
import decimal
import numbers

import pandas

from toroku._toroku import ITEMS


def texts(frame):
    """The items' columns of a frame, the mixed ones as texts."""
    if not isinstance(frame, pandas.DataFrame):
        return frame
    items = frame.loc[:, frame.columns.isin([*ITEMS, "date_of_birth"])].reset_index(drop=True)
    for name in items.columns[items.columns.duplicated()]:
        raise ValueError(f"two columns have the name {name}")
    return items.assign(**{name: column(items[name]) for name in items if is_mixed(items[name])})


def is_mixed(values):
    return values.dtype == object and pandas.api.types.infer_dtype(values) not in ("string", "empty")


def column(values):
    try:
        return values.map(text, na_action="ignore").astype("string")
    except TypeError:
        raise ValueError(f"column {values.name} cannot be read as text") from None


def text(value):
    if isinstance(value, str):
        return value
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, (numbers.Real, decimal.Decimal)) and not isinstance(value, bool):
        return str(int(value) if value % 1 == 0 else value)
    raise TypeError
