"""Posts, delegations, absences and bodies by day; both ends of every span count."""

from __future__ import annotations

from datetime import date

from placet import office
from placet.model import Absence, Appointment, Body, Delegation, Person, Post, Unit

D = date.fromisoformat


def unit(**changes: object) -> Unit:
    given: dict[str, object] = {
        "id": "bureau",
        "title": "青岚县文化和旅游局",
        "fonds": "0118",
        "agency": "青文旅",
        "posts": {
            "director": Post("director", "局长"),
            "deputy": Post("deputy", "副局长", "director", ("culture", "library")),
            "engineer": Post("engineer", "总工程师", "director", ("library",)),
        },
        "sections": {"culture": "公共文化股", "library": "县图书馆", "market": "市场股"},
        "bodies": {"meeting": Body("meeting", "局务会议", ("director", "deputy"), ("director", "deputy", "engineer"))},
        "parameters": {},
        "parameter_titles": {},
        "persons": {"zhou": Person("zhou", "周建国"), "shen": Person("shen", "沈玉兰"), "luo": Person("luo", "罗晓峰")},
        "appointments": (
            Appointment("zhou", "director", D("2023-01-01"), D("2024-08-31")),
            Appointment("shen", "director", D("2024-09-01")),
            Appointment("luo", "deputy", D("2023-01-01")),
            Appointment("luo", "engineer", D("2023-01-01")),
        ),
        "delegations": (Delegation("director", "deputy", D("2024-03-04"), D("2024-03-08"), ("issue",), ("outgoing",)),),
        "absences": (Absence("zhou", D("2024-03-04"), D("2024-03-08"), "出差"),),
    }
    return Unit(**(given | changes))  # type: ignore[arg-type]


UNIT = unit()


def test_a_change_of_director_has_no_day_without_and_no_day_with_two() -> None:
    assert office.holders(UNIT, "director", D("2022-12-31")) == ()
    assert office.holders(UNIT, "director", D("2024-08-31")) == ("zhou",)
    assert office.holders(UNIT, "director", D("2024-09-01")) == ("shen",)
    assert office.holds(UNIT, "zhou", "director", D("2024-08-31"))
    assert not office.holds(UNIT, "zhou", "director", D("2024-09-01"))
    assert office.holders(UNIT, "mayor", D("2024-09-01")) == ()


def test_posts_of_a_person() -> None:
    assert office.posts_of(UNIT, "luo", D("2024-01-01")) == ("deputy", "engineer")
    assert office.posts_of(UNIT, "nobody", D("2024-01-01")) == ()


def test_delegates_within_days_acts_and_registers() -> None:
    def found(day: str, act: str, register: str, kind: str = "") -> tuple[str, ...]:
        return office.delegates(UNIT, "director", D(day), act, register, kind)

    assert found("2024-03-03", "issue", "outgoing") == ()
    assert found("2024-03-04", "issue", "outgoing") == ("luo",)
    assert found("2024-03-08", "issue", "bureau/outgoing") == ("luo",)
    assert found("2024-03-08", "issue", "letters", "outgoing") == ("luo",)
    assert found("2024-03-09", "issue", "outgoing") == ()
    assert found("2024-03-05", "seal", "outgoing") == ()
    assert found("2024-03-05", "issue", "incoming", "incoming") == ()


def test_delegation_is_the_paper_a_delegate_acts_under() -> None:
    assert office.delegation(UNIT, "luo", "director", D("2024-03-05"), "issue", "outgoing") == UNIT.delegations[0]
    assert office.delegation(UNIT, "shen", "director", D("2024-03-05"), "issue", "outgoing") is None


def test_a_delegation_without_lists_covers_everything() -> None:
    wide = unit(delegations=(Delegation("director", "deputy", D("2024-03-04")),))
    assert office.delegates(wide, "director", D("2030-01-01"), "seal", "incoming") == ("luo",)


def test_absence_counts_both_ends() -> None:
    assert [office.absent(UNIT, "zhou", D(f"2024-03-0{day}")) for day in (3, 4, 8, 9)] == [False, True, True, False]
    assert office.absence(UNIT, "zhou", D("2024-03-05")) == UNIT.absences[0]


def test_sections_and_their_leaders() -> None:
    assert office.in_charge(UNIT, "library") == ("deputy", "engineer")
    assert office.in_charge(UNIT, "market") == ()


def test_members_are_persons_and_count_once() -> None:
    assert office.members(UNIT, "meeting", D("2024-08-31")) == ("zhou", "luo")
    assert office.chairs(UNIT, "meeting", D("2024-09-01")) == ("shen", "luo")
    assert office.members(UNIT, "council", D("2024-09-01")) == ()


def test_names_and_titles() -> None:
    assert (office.name(UNIT, "zhou"), office.name(UNIT, "x")) == ("周建国", "x")
    assert (office.title(UNIT, "director"), office.title(UNIT, "x")) == ("局长", "x")


def test_many_units_do_not_share_an_index() -> None:
    for _ in range(40):
        other = unit(appointments=())
        assert office.holders(other, "director", D("2024-09-01")) == ()
        assert office.holders(UNIT, "director", D("2024-09-01")) == ("shen",)
