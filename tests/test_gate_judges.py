"""The gate on what judges: rules, people, registers and program change only by an order that meets its own rules."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from placet.cli import run
from placet.gate import Outcome
from tests.gatehouse import Gatehouse, copied, gatehouse

SHEETS = Path(__file__).parent / "golden" / "gate"
ORDER = Path(__file__).parent / "gate" / "order"
PEOPLE = "records/bureau/people.yaml"
JOIN = "  - {person: feng-lei, post: clerk, from: 2024-07-01, basis: 分工通知}\ndelegations:\n"
TEXT = """---
id: 2024-chgaaa
title: 关于增补文书的变更单
classification: internal
date: 2024-06-20
proposer: wang-fang
digest: {digest}
classes: [{classes}]
---

理由见通知。
"""
PROPOSED = "propose by wang-fang at 2024-06-20T09:00"
CHECKED = "check by li-ping as office-director at 2024-06-20T10:00"
APPROVED = "approve by sun-qiang as director at 2024-06-21T10:00"


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small cabinet, committed once for all tests of this module."""
    folder = tmp_path_factory.mktemp("first")
    gatehouse(folder, ORDER)
    return folder


@pytest.fixture
def house(first: Path, tmp_path: Path) -> Gatehouse:
    made = copied(first, tmp_path)
    made.branch("work")
    return made


def join(house: Gatehouse) -> str:
    """A branch that appoints a second clerk; the change's digest."""
    house.change(file=PEOPLE, replace=["delegations:\n", JOIN])
    house.commit()
    return house.judge("work").digest


def order(
    house: Gatehouse, digest: str, classes: str = "people", acts: tuple[str, ...] = (PROPOSED, CHECKED, APPROVED)
) -> None:
    """A branch with a numbered change order."""
    house.branch("order", "main")
    house.repo.write({"records/bureau/changes/2024/0001.md": TEXT.format(digest=digest, classes=classes)})
    house.sign("bureau/changes/2024/0001", *acts)
    house.commit()


def codes(house: Gatehouse, head: str = "work") -> tuple[Outcome, list[str]]:
    ruling = house.judge(head)
    return ruling.outcome, [one.code for one in (*ruling.refusals, *ruling.waits)]


def test_people_change_with_an_order_and_not_without(
    house: Gatehouse, capsys: pytest.CaptureFixture[str], expect: Callable[[Path, str], None]
) -> None:
    digest = join(house)
    words = ["gate", "--root", str(house.bare), "--base", "main", "--head", "work"]
    assert run([*words, "--digest"]) == 1
    assert capsys.readouterr().out == f"{digest}\n"
    assert run(words) == 1
    expect(SHEETS / "no-order.md", capsys.readouterr().out)
    order(house, digest)
    assert codes(house, "order") == (Outcome.MERGEABLE, [])
    house.land("order")
    assert run(words) == 0
    expect(SHEETS / "ordered.md", capsys.readouterr().out)


def test_an_order_is_good_for_one_change_to_the_letter(house: Gatehouse) -> None:
    order(house, join(house))
    house.land("order")
    house.branch("other", "work")
    house.change(file=PEOPLE, replace=["feng-lei, post: clerk", "feng-lei, post: director"])
    house.commit()
    assert codes(house) == (Outcome.MERGEABLE, [])
    assert codes(house, "other") == (Outcome.WAITING, ["GAT060"])
    house.land("work")
    house.branch("again", "main")
    house.change(
        file=PEOPLE,
        replace=[
            "feng-lei, post: clerk, from: 2024-07-01",
            "feng-lei, post: clerk, from: 2024-07-01, until: 2024-07-31",
        ],
    )
    house.commit()
    assert codes(house, "again") == (Outcome.WAITING, ["GAT060"])


def test_an_order_without_the_second_person_does_not_land(house: Gatehouse) -> None:
    order(house, join(house), acts=(PROPOSED, APPROVED))
    assert codes(house, "order") == (Outcome.REFUSED, ["GAT020"])
    house.land("order")
    assert codes(house) == (Outcome.REFUSED, ["GAT062"])


def test_an_order_that_does_not_list_the_class_is_refused(house: Gatehouse) -> None:
    order(house, join(house), classes="registers")
    house.land("order")
    assert codes(house) == (Outcome.REFUSED, ["GAT061"])


def test_an_order_in_draft_is_waited_for(house: Gatehouse) -> None:
    digest = join(house)
    house.branch("order", "main")
    house.repo.write({"records/bureau/changes/drafts/order.md": TEXT.format(digest=digest, classes="people")})
    house.sign("bureau/changes/drafts/order", PROPOSED)
    house.commit()
    house.land("order")
    assert codes(house) == (Outcome.WAITING, ["GAT063", "GAT063", "GAT063"])


def test_the_change_cannot_bring_its_own_order(house: Gatehouse) -> None:
    digest = join(house)
    house.repo.write({"records/bureau/changes/2024/0001.md": TEXT.format(digest=digest, classes="people")})
    house.sign("bureau/changes/2024/0001", PROPOSED, CHECKED, APPROVED)
    house.commit()
    assert codes(house) == (Outcome.REFUSED, ["GAT040"])


PAST = {
    "a-person-removed": {"file": PEOPLE, "replace": ["  - id: feng-lei\n    name: 冯磊\n", "  - id: feng-li\n    name: 冯磊\n"]},
    "an-appointment-rewritten": {"file": PEOPLE, "replace": ["until: 2024-04-30, basis: 任免通知}\n  - {person: sun-qiang, post: deputy-market", "until: 2024-05-31, basis: 任免通知}\n  - {person: sun-qiang, post: deputy-market"]},
    "an-absence-removed": {"file": PEOPLE, "replace": ["  - {person: zhao-min, from: 2024-03-11, until: 2024-03-15, why: 外出学习}", "  - {person: zhao-min, from: 2024-03-11, until: 2024-03-14, why: 外出学习}"]},
    "a-key-reopened": {"file": PEOPLE, "replace": [", until: 2024-03-31}", "}"]},
}  # fmt: skip


@pytest.mark.parametrize("name", PAST)
def test_the_past_of_people_is_not_rewritten(house: Gatehouse, name: str) -> None:
    house.change(**PAST[name])
    house.commit()
    outcome, found = codes(house)
    assert outcome is Outcome.REFUSED
    assert "GAT043" in found


def test_a_post_may_be_closed(house: Gatehouse) -> None:
    house.change(
        file=PEOPLE,
        replace=[
            "{person: zheng-hua, post: cashier, from: 2024-01-01,",
            "{person: zheng-hua, post: cashier, from: 2024-01-01, until: 2024-06-30,",
        ],
    )
    house.commit()
    assert codes(house) == (Outcome.WAITING, ["GAT060"])


def test_closing_a_post_in_the_past_undoes_what_was_done(house: Gatehouse) -> None:
    house.change(
        file=PEOPLE,
        replace=[
            "{person: zheng-hua, post: cashier, from: 2024-01-01,",
            "{person: zheng-hua, post: cashier, from: 2024-01-01, until: 2024-01-31,",
        ],
    )
    house.commit()
    outcome, found = codes(house)
    assert outcome is Outcome.REFUSED
    assert "SIG018" in found


def test_an_adopted_version_stays_and_may_be_repealed(house: Gatehouse) -> None:
    path = "docs/bureau/finance/2024-01-01.md"
    house.change(file=path, replace=["in-force: 2024-01-01\n", "in-force: 2024-01-01\nrepealed: 2024-12-31\n"])
    house.commit()
    assert codes(house) == (Outcome.WAITING, ["GAT060"])
    house.change(file=path, replace=["repealed: 2024-12-31\n", "repealed: 2024-12-31\nreview: 2024-10-01\n"])
    house.commit()
    assert codes(house) == (Outcome.WAITING, ["GAT060"])
    house.change(file=path, replace=["amount >= param.major_spending", "amount > 9999999"])
    house.commit()
    assert "GAT041" in codes(house)[1]
    house.branch("gone", "main")
    house.repo.write({path: None})
    house.commit()
    assert "GAT041" in codes(house, "gone")[1]


def test_a_register_that_breaks_the_cabinet_is_refused(house: Gatehouse) -> None:
    house.change(
        file="records/registers/outgoing.yaml",
        replace=["  section: {title: 主办股室, type: section, required: true}\n", ""],
    )
    house.commit()
    outcome, found = codes(house)
    assert outcome is Outcome.REFUSED
    assert "FMT021" in found


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("scripts/tool.py", "program"),
        ("conftest.py", "program"),
        ("records/bureau/outgoing/conftest.py", "program"),
        ("requirements.lock", "program"),
        (".github/workflows/gate.yml", "workflow"),
        ("records/bureau/outgoing/2024/.gitattributes", "workflow"),
        (".GitAttributes", "workflow"),
        (".mailmap", "workflow"),
        ("README.md", "prose"),
    ],
)
def test_everything_that_is_no_record_needs_an_order(house: Gatehouse, path: str, kind: str) -> None:
    house.commit({path: "x\n"})
    ruling = house.judge("work")
    assert (ruling.outcome, [one.args["classes"] for one in ruling.waits]) == (Outcome.WAITING, [kind])
    house.draft()
    house.commit()
    assert codes(house) == (Outcome.REFUSED, ["GAT040"])


def test_a_submodule_and_a_symlinked_program_are_refused(house: Gatehouse) -> None:
    house.repo.git("update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},scripts/sub")
    house.repo.git("commit", "--quiet", "-m", "sub")
    (house.root / "scripts" / "link.py").symlink_to("/etc/passwd")
    house.repo.git("add", "scripts/link.py")
    house.repo.git("commit", "--quiet", "-m", "link")
    house.repo.git("push", "--quiet", "--force", "origin", "HEAD")
    assert codes(house) == (Outcome.REFUSED, ["GAT010", "GAT010", "GAT060"])
