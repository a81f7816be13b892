"""Values of fields, once read by their register kind."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import TypeAlias

#: What a front-matter field may hold once it has been read by its register kind.
Value: TypeAlias = "str | bool | Decimal | date | datetime | tuple[Value, ...] | Mapping[str, Value]"
