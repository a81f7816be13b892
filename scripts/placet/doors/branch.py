"""What a forge's protection of the main branch leaves open, asked over GitHub's REST API.

Both ways of protecting count: the branch's own protection, and the rulesets that apply to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from placet.forge.http import Client, ForgeError
from placet.model import NOWHERE, Finding

#: The job whose success a merge must wait for, as gate.yml names it.
CHECK = "make gate"
_MISSING = "ATT006"


def of_forge(client: Client, branch: str) -> Iterator[Finding]:
    """The protections that are off. Raises ForgeError when the forge cannot be asked."""
    name = quote(branch, safe="")
    own = _asked(client, f"/branches/{name}/protection")
    rules = _asked(client, f"/rules/branches/{name}")
    listed = [one for one in rules if isinstance(one, dict)] if isinstance(rules, list) else []
    if not isinstance(own, dict) and not listed:
        yield Finding("DOR120", NOWHERE, {"branch": branch})
        return
    have = _own(own if isinstance(own, dict) else {}) | _ruled(listed)
    for code in ("DOR121", "DOR122", "DOR123", "DOR124", "DOR125", "DOR126"):
        if code not in have:
            yield Finding(code, NOWHERE, {"branch": branch, "check": CHECK})
    if isinstance(own, dict) and not listed and not _enabled(own, "enforce_admins"):
        yield Finding("DOR127", NOWHERE, {"branch": branch})


def _asked(client: Client, path: str) -> Any:
    """The answer, or None where there is nothing of the kind."""
    try:
        return client.one(path)
    except ForgeError as error:
        if error.code == _MISSING:
            return None
        raise


def _own(told: Mapping[str, Any]) -> set[str]:
    """The protections that are on, each by the code of the finding that says it is off."""
    checks, reviews = _part(told, "required_status_checks"), _part(told, "required_pull_request_reviews")
    named = (one.get("context") for one in _listed(checks, "checks") if isinstance(one, dict))
    names = [*_listed(checks, "contexts"), *named]
    on = {
        "DOR121": CHECK in names,
        "DOR122": checks.get("strict") is True,
        "DOR123": reviews.get("require_code_owner_reviews") is True,
        "DOR124": reviews.get("dismiss_stale_reviews") is True,
        "DOR125": not _enabled(told, "allow_force_pushes"),
        "DOR126": not _enabled(told, "allow_deletions"),
    }
    return {code for code, is_on in on.items() if is_on and told}


def _ruled(rules: list[dict[str, Any]]) -> set[str]:
    on = set()
    for rule in rules:
        parameters, kind = _part(rule, "parameters"), rule.get("type")
        checks = _listed(parameters, "required_status_checks")
        if kind == "required_status_checks":
            on |= {"DOR121"} if any(isinstance(one, dict) and one.get("context") == CHECK for one in checks) else set()
            on |= {"DOR122"} if parameters.get("strict_required_status_checks_policy") is True else set()
        elif kind == "pull_request":
            on |= {"DOR123"} if parameters.get("require_code_owner_review") is True else set()
            on |= {"DOR124"} if parameters.get("dismiss_stale_reviews_on_push") is True else set()
        elif kind in ("non_fast_forward", "deletion"):
            on.add({"non_fast_forward": "DOR125", "deletion": "DOR126"}[kind])
    return on


def _part(told: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    found = told.get(key)
    return found if isinstance(found, dict) else {}


def _listed(told: Mapping[str, Any], key: str) -> list[Any]:
    found = told.get(key)
    return found if isinstance(found, list) else []


def _enabled(told: Mapping[str, Any], key: str) -> bool:
    return _part(told, key).get("enabled") is True
