"""Who is who in the sample credit union: members of bodies, heads of sections, leaders; and one act on a slip."""

from __future__ import annotations

from datetime import date
from typing import Any

import yaml

from tests.sample.office import Office, at
from tests.sample.pen import Paper

UNIT = "credit-union"
LEADERS = ("chairman", "chief-supervisor", "director", "deputy-credit", "deputy-office")
HEADQUARTERS = (
    *("office", "credit", "accounting", "assets", "business"),
    *("audit", "security", "technology", "personnel"),
)
SECTIONS = (*HEADQUARTERS, "coop-east", "coop-baisha")
#: Whose sub-administrator of mail and keeper of the section's seal it is.
CLERKS = {
    "office": "wu-yue",
    "credit": "weng-hui",
    "accounting": "lan-xi",
    "assets": "bai-song",
    "business": "sang-ye",
    "audit": "zhen-zhen",
    "security": "xing-an",
    "technology": "yun-fan",
    "personnel": "fu-rui",
}


def holders(office: Office, post: str, day: date) -> list[str]:
    """Everyone who holds a post that day, in the order of the roster."""
    return [one.person for one in office.roster.tenures if one.post == post and one.lasts(day)]


def holder(office: Office, post: str, day: date) -> str:
    """The one who holds a post that day."""
    return office.roster.holder(post, day)


def leader(office: Office, section: str) -> str:
    """The post of the leader in charge of a section."""
    return office.roster.leaders[section]


def unit(office: Office) -> dict[str, Any]:
    """The credit union's unit.yaml."""
    data: dict[str, Any] = yaml.load(
        (office.desk.root / "records" / UNIT / "unit.yaml").read_text("utf-8"), yaml.CSafeLoader
    )
    return data


def names(office: Office, people: list[str]) -> str:
    """The people's names, as a text lists them."""
    return "、".join(office.roster.names[one] for one in people)


def act(office: Office, paper: Paper, what: str, post: str, day: date, clock: str, **more: Any) -> Paper:
    """One act by the holder of `post` (or by `by` in that post, or as `staff`), at a clock time of a day."""
    by = more.pop("by", "") or office.roster.hand(post, day, what, paper.register)
    return paper.stroke(what, by, at(day, clock), post, more.pop("opinion", ""), **more)


def own(paper: Paper, what: str, person: str, day: date, clock: str, **more: Any) -> Paper:
    """One act that a person does as himself or herself."""
    return paper.stroke(what, person, at(day, clock), "staff", more.pop("opinion", ""), **more)
