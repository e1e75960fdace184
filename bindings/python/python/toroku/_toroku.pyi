from collections.abc import Mapping, Sequence
from typing import Any, Protocol, final

import pyarrow

__all__ = [
    "CODES",
    "FIELDS",
    "FieldReport",
    "Finding",
    "ITEMS",
    "LANGUAGES",
    "Municipality",
    "Personal",
    "Policy",
    "Report",
    "SETTINGS",
    "__version__",
    "check",
    "check_table",
    "is_user_id",
    "municipalities",
    "municipality",
    "number_of_user_id",
    "search_municipalities",
    "user_id_of_number",
    "words",
]

class _Table(Protocol):
    """A table of pyarrow, Polars or pandas (2.2 or later), or whatever hands out Arrow's stream."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> Any: ...

__version__: str
ITEMS: Sequence[str]
FIELDS: Sequence[str]
CODES: Sequence[str]
SETTINGS: Sequence[str]
LANGUAGES: Sequence[str]

@final
class Personal:
    """Text that says something about a person: `repr` and `str` show nothing of it."""

    def expose(self) -> str: ...
    def __eq__(self, other: object, /) -> bool: ...

@final
class Policy:
    """The rules under which entries are checked."""

    def __new__(
        cls,
        *,
        terms_version: str = "none",
        user_types: Sequence[str] | None = None,
        settings: Mapping[str, int] | None = None,
        patterns: Mapping[str, str] | None = None,
    ) -> Policy: ...

@final
class Finding:
    """A problem, a notice or a conversion."""

    @property
    def code(self) -> str: ...
    @property
    def number(self) -> int: ...
    @property
    def suggestions(self) -> list[Personal]: ...
    def words(self, language: str = "en") -> Personal: ...

@final
class FieldReport:
    """What there is to say about one field."""

    @property
    def field(self) -> str: ...
    @property
    def value(self) -> Personal | None: ...
    @property
    def problem(self) -> Finding | None: ...
    @property
    def notices(self) -> list[Finding]: ...
    @property
    def conversions(self) -> list[Finding]: ...

@final
class Report:
    """What there is to say about an entry: one report a field that was given."""

    @property
    def is_good(self) -> bool: ...
    @property
    def fields(self) -> list[FieldReport]: ...
    def __getitem__(self, field: str, /) -> FieldReport: ...
    def __contains__(self, field: str, /) -> bool: ...
    def __len__(self) -> int: ...

@final
class Municipality:
    """An entry of the directory."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def full_name(self) -> str: ...
    @property
    def english(self) -> str: ...
    @property
    def kana(self) -> str: ...
    @property
    def prefecture(self) -> int: ...
    def __hash__(self) -> int: ...

def check(items: Mapping[str, str | None], *, policy: Policy | None = None, now: int | None = None) -> Report: ...
def check_table(
    table: _Table,
    *,
    values: bool = False,
    policy: Policy | None = None,
    now: int | None = None,
    threads: int | None = None,
) -> pyarrow.Table: ...
def municipality(code: str) -> Municipality | None: ...
def municipalities() -> list[Municipality]: ...
def search_municipalities(query: str, *, prefecture: int | None = None, limit: int = 12) -> list[Municipality]: ...
def is_user_id(text: str) -> bool: ...
def user_id_of_number(number: int) -> str: ...
def number_of_user_id(text: str) -> int | None: ...
def words(code: str, language: str = "en") -> str: ...
