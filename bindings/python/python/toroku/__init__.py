"""The rules of user registration for single entries and whole tables.

Nothing here prints what a person typed: texts about people are `Personal`, and `expose()` gives them.
"""

from toroku._toroku import (
    CODES,
    FIELDS,
    ITEMS,
    LANGUAGES,
    SETTINGS,
    FieldReport,
    Finding,
    Municipality,
    Personal,
    Policy,
    Report,
    __version__,
    check,
    check_table,
    is_user_id,
    municipalities,
    municipality,
    number_of_user_id,
    search_municipalities,
    user_id_of_number,
    words,
)

__all__ = [
    "CODES",
    "FIELDS",
    "ITEMS",
    "LANGUAGES",
    "SETTINGS",
    "FieldReport",
    "Finding",
    "Municipality",
    "Personal",
    "Policy",
    "Report",
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
