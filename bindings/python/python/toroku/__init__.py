"""The rules of user registration for single entries and whole tables.

Nothing here prints what a person typed: texts about people are `Personal`, and `expose()` gives them.
"""

from toroku._toroku import *
from toroku._toroku import __all__ as __all__
