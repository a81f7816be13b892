"""Who may do an act: the `by` of a register kind or of a demand in, `Who`s out.

A post id; `anyone`; or one relation and its value: `{portfolio: section}`, `{person: drafter}`, `{post: {field: x}}`,
`{member: body}`, `{chair: {field: body}}`. A list means any of them.
"""

from __future__ import annotations

import json
from typing import Any

from placet.model import Who

RELATIONS = ("post", "portfolio", "person", "member", "chair")


def who(data: Any) -> tuple[Who, ...]:
    """The `Who`s that plain data names. Raises ValueError with the part that is none."""
    if isinstance(data, list | tuple):
        return tuple(one for item in data for one in who(item))
    if isinstance(data, str) and data:
        return (Who("anyone") if data == "anyone" else Who("post", data),)
    if isinstance(data, dict) and len(data) == 1:
        relation, value = next(iter(data.items()))
        if relation in RELATIONS:
            return (Who(relation, _value(value)),)
    raise ValueError(_written(data))


def _value(value: Any) -> str:
    if isinstance(value, str) and value:
        return value
    if isinstance(value, dict) and list(value) == ["field"] and isinstance(value["field"], str):
        return f"field:{value['field']}"
    raise ValueError(_written(value))


def _written(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)
