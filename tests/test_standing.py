"""How acts stand: every way of tampering with a slip is told apart, in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from msgspec import structs

from placet import messages
from placet.checks import signatures
from placet.model import Attachment, Cabinet, Config, Delegation, Key, Record, Skip
from placet.standing import Standing, standing
from tests.sample.keys import public_line, signer
from tests.slips import DOCUMENT, KIND, TEXT, Slip, at, day, digest, office, person, usual

UNIT = office()


def told(found: tuple[Standing, ...]) -> list[str]:
    """Every finding as a reader sees it."""
    return [
        f"{finding.place.line}: {finding.code} {messages.text(finding, 'zh')}"
        for one in found
        for finding in one.findings
    ]


def stand(slip: Slip, unit: Any = UNIT, **changes: Any) -> tuple[Standing, ...]:
    return standing(slip.record(**changes), unit, KIND)


def test_a_sound_slip_stands_whole() -> None:
    found = stand(usual())
    assert told(found) == []
    assert [(one.act.act, one.valid, one.grade, one.post, one.via, sorted(one.sees)) for one in found] == [
        ("draft", True, "signature", "", "", []),
        ("issue", True, "signature", "director", "appointment", [1]),
        ("number", True, "signature", "clerk", "appointment", [1, 2]),
        ("seal", True, "signature", "seal-keeper", "appointment", [1, 2, 3]),
    ]
    assert [one.fingerprint for one in found] == [
        signer(name).public.fingerprint for name in ("jiang", "zhou", "ye", "gan")
    ]
    assert not any(one.stale or one.withdrawn for one in found)


def test_edited_after_signing() -> None:
    found = standing(replace(usual().record(), document=digest(TEXT + b"x")), UNIT, KIND)
    assert told(found) == [
        "1: SIG008 改动于签署之后：江禾办理“拟稿”时签的不是现在的文件内容",
        "2: SIG008 改动于签署之后：周建国办理“签发”时签的不是现在的文件内容",
        "3: SIG008 改动于签署之后：叶晓雯办理“编号”时签的不是现在的文件内容",
        "4: SIG008 改动于签署之后：甘琳办理“用印”时签的不是现在的文件内容",
    ]
    assert all(one.stale and not one.valid for one in found)


def test_a_draft_edited_and_signed_anew() -> None:
    slip = Slip(document=digest(b"older"))
    slip.add("draft", "jiang", "2024-03-04T09:00")
    slip.add("issue", "zhou", "2024-03-04T10:00", post="director")
    slip.document = DOCUMENT
    slip.add("draft", "jiang", "2024-03-05T09:00")
    found = stand(slip, number=None)
    assert told(found) == [
        "1: SIG010 江禾办理的“拟稿”针对较早的一稿",
        "2: SIG009 周建国办理“签发”之后草稿又改过，该签署不再作数",
    ]
    assert [one.valid for one in found] == [False, False, True]


def test_an_act_removed_from_the_middle() -> None:
    slip = usual()
    slip.arrange(1, 3, 4)
    assert told(stand(slip)) == [
        "2: SIG007 办理单少了行：叶晓雯签署“编号”时前面有 2 行，现在只有 1 行",
        "3: SIG007 办理单少了行：甘琳签署“用印”时前面有 3 行，现在只有 2 行",
    ]


def test_acts_reordered() -> None:
    slip = usual()
    slip.arrange(1, 3, 2, 4)
    assert told(stand(slip)) == [
        "2: SIG006 办理单的行序被改动过：叶晓雯签署“编号”时看到的前 2 行不是现在的排列",
        "4: SIG006 办理单的行序被改动过：甘琳签署“用印”时看到的前 3 行不是现在的排列",
    ]


def test_a_line_put_in_between() -> None:
    slip = usual()
    slip.add("draft", "hua", "2024-03-04T08:00", covers_acts=0)
    slip.arrange(1, 5, 2, 3, 4)
    assert [finding.split()[1] for finding in told(stand(slip))] == ["SIG006", "SIG006"]
    assert not stand(slip)[3].valid


def test_long_slips_are_searched_by_one_swap() -> None:
    slip = Slip()
    for minute in range(9):
        slip.add("draft", "jiang", f"2024-03-04T09:0{minute}")
    slip.add("issue", "zhou", "2024-03-05T10:00", post="director")
    slip.arrange(1, 2, 3, 5, 4, 6, 7, 8, 9, 10)
    assert told(stand(slip))[-1] == "10: SIG006 办理单的行序被改动过：周建国签署“签发”时看到的前 9 行不是现在的排列"


def _changed(**given: Any) -> Callable[[Slip], None]:
    def change(slip: Slip) -> None:
        slip.acts[1] = structs.replace(slip.acts[1], **given)
        acts, slip.lines, slip.acts = slip.acts[:2], [], []
        for act in acts:
            slip.put(act)

    return change


@pytest.mark.parametrize(
    ("tamper", "expected"),
    [
        (_changed(opinion="不同意"), "SIG004 该行签名对不上：周建国签署的不是这一行“签发”"),
        (_changed(at=at("2024-03-05T09:59")), "SIG004 该行签名对不上：周建国签署的不是这一行“签发”"),
        (_changed(post=""), "SIG004 该行签名对不上：周建国签署的不是这一行“签发”"),
        (_changed(covers_document=digest(b"y")), "SIG004 该行签名对不上：周建国签署的不是这一行“签发”"),
        (_changed(sig="AAAA"), "SIG002 周建国办理“签发”的签名无法读取（malformed）"),
        (_changed(sig="?"), "SIG002 周建国办理“签发”的签名无法读取（malformed）"),
        (_changed(sig=""), "SIG001 周建国办理“签发”注明有证据，却没有签名"),
    ],
)
def test_a_line_changed_after_signing(tamper: Callable[[Slip], None], expected: str) -> None:
    slip = usual()
    tamper(slip)
    found = stand(slip)
    assert told(found) == [f"2: {expected}"]
    assert not found[1].valid
    assert found[1].sees == frozenset()


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"namespace": "git"}, "SIG003 周建国办理“签发”的签名不是为办理单作出的（命名空间不是 placet-act@v1）"),
        (
            {"key": "he"},
            f"SIG011 “签发”写的是周建国，用的却是何为民的钥匙（{signer('he').public.fingerprint}）",
        ),
        (
            {"ordinal": 2},
            f"SIG012 “签发”写的是周建国，但签名的钥匙（{signer('zhou', 2).public.fingerprint}）没有登记在任何人名下",
        ),
        ({"post": "mayor"}, "SIG017 周建国办理“签发”所用的岗位“mayor”在 unit.yaml 中没有"),
        (
            {"post": "deputy"},
            "SIG018 周建国在 2024-03-05 不任常务副局长，不能以此岗位办理“签发”（当日任职：何为民）",
        ),
        (
            {"attested_by": "ye"},
            "SIG027 “签发”的证明人叶晓雯不合要求：本人签署无须证明，纸质和网页审批不得自己证明自己",
        ),
        ({"data": {"copies": 3}}, "SIG031 周建国办理“签发”带有未定义的数据“copies”"),
    ],
)
def test_a_signature_that_was_never_right(given: dict[str, Any], expected: str) -> None:
    slip = Slip()
    slip.add("draft", "jiang", "2024-03-04T09:00")
    slip.add("issue", "zhou", "2024-03-05T10:00", **({"post": "director"} | given))
    found = stand(slip)
    assert told(found) == [f"2: {expected}"]
    assert not found[1].valid


def test_copied_from_another_record() -> None:
    one, two = usual(), Slip(id="2024-aaaaaa")
    two.add("draft", "jiang", "2024-03-04T09:00")
    two.put(one.acts[1])
    records = (one.record(), two.record(number=15))
    found = signatures.standings(cabinet(*records))
    assert told(found[records[0].path]) == []
    assert told(found[records[1].path]) == [
        "2: SIG005 该行是从 bureau/outgoing/2024/0014 抄来的：周建国的签名是签在那件文件上的，不是这一件"
    ]


def cabinet(*records: Record, as_of: datetime | None = None, unit: Any = UNIT) -> Cabinet:
    config = Config("门户", day("2023-01-01"), as_of, "+08:00", ("bureau",))
    by_path = {record.path: record for record in records}
    return Cabinet(config, {"bureau": unit}, {"outgoing": KIND}, {}, (), {}, by_path, ())


def with_key(**given: Any) -> Any:
    persons = {**UNIT.persons, "zhou": person("zhou", Key(public_line("zhou"), **given))}
    return office(persons=persons)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"since": day("2024-03-06")}, "SIG013 周建国的钥匙自 2024-03-06 起才可使用，“签发”签于 2024-03-05"),
        (
            {"since": day("2023-01-01"), "until": day("2024-03-04")},
            "SIG014 周建国的钥匙已于 2024-03-04 停用，“签发”签于 2024-03-05",
        ),
        (
            {"since": day("2023-01-01"), "revoked": at("2024-03-05T10:00")},
            "SIG015 周建国的钥匙已于 2024-03-05 吊销，“签发”签于 2024-03-05",
        ),
        ({"since": day("2024-03-05"), "until": day("2024-03-05")}, ""),
        ({"since": day("2023-01-01"), "revoked": at("2024-03-05T10:01")}, ""),
    ],
)
def test_keys_are_judged_by_their_dates(given: dict[str, Any], expected: str) -> None:
    found = stand(usual(), with_key(**given))
    assert told(found) == ([f"2: {expected}"] if expected else [])
    assert found[1].valid is not bool(expected)


def test_the_former_director_cannot_sign_the_day_after() -> None:
    slip = Slip()
    slip.add("issue", "zhou", "2024-08-31T23:59", post="director")
    slip.add("issue", "zhou", "2024-09-01T00:00", post="director")
    assert told(stand(slip)) == ["2: SIG018 周建国在 2024-09-01 不任局长，不能以此岗位办理“签发”（当日任职：沈玉兰）"]


def test_a_delegate_in_and_out_of_scope() -> None:
    slip = Slip()
    slip.add("issue", "he", "2024-03-11T09:00", post="director")
    slip.add("draft", "he", "2024-03-11T10:00", post="director")
    slip.add("issue", "he", "2024-03-16T09:00", post="director")
    found = stand(slip)
    assert (found[0].valid, found[0].via, found[0].delegation) == (True, "delegation", UNIT.delegations[0])
    assert told(found) == [
        "2: SIG019 何为民在 2024-03-11 受托代行局长，但委托不包括在此登记簿办理“拟稿”（依据：青文旅发〔2024〕3号）",
        "3: SIG020 何为民代行局长的委托期为 2024-03-11 至 2024-03-15，2024-03-16 办理“签发”不在期内",
    ]


def test_a_delegation_for_another_register() -> None:
    slip = Slip()
    slip.add("issue", "he", "2024-03-11T09:00", post="director")
    other = office(delegations=(Delegation("director", "deputy", day("2024-03-11"), registers=("incoming",)),))
    assert told(stand(slip, other)) == [
        "1: SIG019 何为民在 2024-03-11 受托代行局长，但委托不包括在此登记簿办理“签发”（依据：—）"
    ]


def test_an_absent_person_signing_is_a_warning() -> None:
    slip = Slip()
    slip.add("issue", "zhou", "2024-03-11T09:00", post="director")
    found = stand(slip)
    assert told(found) == ["1: SIG021 周建国在 2024-03-11 登记为不在岗（出差），却亲自办理了“签发”"]
    assert found[0].valid


def test_a_note_is_shown_and_is_no_signature() -> None:
    slip = Slip()
    slip.add("issue", "zhou", "2024-03-05T09:00", post="director", evidence="")
    found = stand(slip)
    assert told(found) == ["1: SIG022 周建国以局长名义写的“签发”没有签名，只作备注"]
    assert (found[0].valid, found[0].grade, found[0].via, found[0].sees) == (True, "", "", frozenset())


SCAN = Attachment("签发单.pdf", "b" * 64)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"evidence": "paper", "attested_by": "ye", "scan": SCAN}, []),
        ({"evidence": "review", "attested_by": "ye"}, []),
        (
            {"evidence": "paper", "attested_by": "ye"},
            ["1: SIG026 周建国办理“签发”的证据是纸质单，却没有扫描件"],
        ),
        (
            {"evidence": "paper", "scan": SCAN},
            ["1: SIG025 周建国办理“签发”的证据是纸质或网页审批，却没有证明人"],
        ),
        (
            {"evidence": "paper", "attested_by": "zhou", "scan": SCAN},
            ["1: SIG027 “签发”的证明人周建国不合要求：本人签署无须证明，纸质和网页审批不得自己证明自己"],
        ),
        (
            {"evidence": "paper", "attested_by": "hua", "scan": SCAN},
            ["1: SIG028 证明“签发”的华蕊在 2024-03-05 没有任何岗位"],
        ),
    ],
)
def test_paper_is_attested_by_another_in_office(given: dict[str, Any], expected: list[str]) -> None:
    slip = Slip()
    slip.add("issue", "zhou", "2024-03-05T09:00", post="director", **given)
    found = stand(slip)
    assert told(found) == expected
    assert (found[0].valid, found[0].grade) == (not expected, given["evidence"])


def test_unknown_people_acts_and_data() -> None:
    slip = Slip()
    slip.add("issue", "nobody", "2024-03-05T09:00", key="ye")
    slip.add("bless", "ye", "2024-03-05T09:00")
    slip.add("seal", "gan", "2024-03-05T09:00", post="seal-keeper")
    assert told(stand(slip)) == [
        "1: SIG016 “签发”中的“nobody”不是本单位登记的人员",
        "2: SIG029 “bless”不是“发文”的办理动作（可用：draft、issue、objection、number、seal）",
        "3: SIG030 甘琳办理“用印”没有填写“份数”",
    ]


def test_a_line_repeated_counts_once() -> None:
    slip = Slip()
    slip.add("draft", "jiang", "2024-03-04T09:00")
    slip.put(slip.acts[0])
    found = stand(slip)
    assert told(found) == ["2: SIG023 “拟稿”这一行与第 1 行是同一次签署，重复出现"]
    assert [one.valid for one in found] == [True, False]


def test_nobody_signs_before_what_they_saw() -> None:
    slip = Slip()
    slip.add("draft", "jiang", "2024-03-04T09:00")
    slip.add("issue", "zhou", "2024-03-04T08:59", post="director")
    slip.add("issue", "zhou", "2024-03-04T08:58", post="director", covers_acts=0)
    assert told(stand(slip)) == [
        "2: SIG024 周建国办理“签发”的时间 2024-03-04T08:59:00+08:00 早于其所见第 1 行的时间 2024-03-04T09:00:00+08:00"
    ]


def test_a_later_objection_withdraws_and_a_later_consent_stands() -> None:
    slip = Slip()
    slip.add("issue", "zhou", "2024-03-05T09:00", post="director")
    slip.add("issue", "he", "2024-03-05T09:10", post="deputy")
    slip.add("objection", "zhou", "2024-03-05T10:00", post="director")
    slip.add("issue", "zhou", "2024-03-05T11:00", post="director")
    found = stand(slip)
    assert told(found) == []
    assert [one.withdrawn_by for one in found] == [3, 0, 0, 0]
    assert [one.withdrawn for one in found] == [True, False, False, False]


def test_an_objection_in_another_role_or_after_the_number_withdraws_nothing() -> None:
    slip = usual()
    slip.add("objection", "zhou", "2024-03-06T10:00", post="director")
    assert not any(one.withdrawn for one in stand(slip))
    other = Slip()
    other.add("issue", "zhou", "2024-03-05T09:00", post="director")
    other.add("objection", "zhou", "2024-03-05T10:00", evidence="", post="director")
    other.add("objection", "he", "2024-03-05T10:00", post="deputy")
    assert not any(one.withdrawn for one in stand(other))


@dataclass
class Entry:
    at: datetime


@dataclass
class Came:
    """A main branch into which every line came at one moment."""

    moment: datetime | None

    def entered(self, slip: str, line: bytes) -> Entry | None:
        assert slip == "records/bureau/outgoing/2024/0014.jsonl"
        assert line.endswith(b"\n")
        return Entry(self.moment) if self.moment else None


@pytest.mark.parametrize(
    ("entered", "expected"),
    [
        (None, []),
        ("2024-03-06T09:00", []),
        ("2024-08-31T09:00", ["1: SIG034 “签发”写的时间是 2024-03-05，179 天后（2024-08-31）才进入主干"]),
        (
            "2024-09-01T09:00",
            [
                "1: SIG034 “签发”写的时间是 2024-03-05，180 天后（2024-09-01）才进入主干",
                "1: SIG033 周建国以局长签署“签发”于 2024-03-05，但该行 2024-09-01 才进入主干，其时已不任此职",
            ],
        ),
        ("2024-03-04T09:00", ["1: SIG035 “签发”写的时间 2024-03-05 晚于该行进入主干的日子 2024-03-04"]),
    ],
)
def test_history_is_the_evidence_beside_the_signers_word(entered: str | None, expected: list[str]) -> None:
    slip = Slip()
    slip.add("issue", "zhou", "2024-03-05T09:00", post="director")
    unit = office(parameters={"backdated_days": Decimal(30)})
    history = Came(at(entered) if entered else None)
    assert told(standing(slip.record(), unit, KIND, history)) == expected
    founding = day("2024-12-31")
    assert told(standing(slip.record(), unit, KIND, history, since=founding)) == []


def test_a_key_lost_before_the_line_came_in() -> None:
    slip = Slip()
    slip.add("issue", "zhou", "2024-03-05T09:00", post="director")
    unit = with_key(since=day("2023-01-01"), until=day("2024-03-31"))
    shown = signer("zhou").public.fingerprint
    assert told(standing(slip.record(), unit, KIND, Came(at("2024-04-01T09:00")))) == [
        f"1: SIG032 “签发”于 2024-04-01 才进入主干，其时周建国的钥匙（{shown}）已不可用"
    ]


def test_a_stopped_clock_leaves_history_aside_and_says_so() -> None:
    slip = Slip()
    slip.add("issue", "zhou", "2024-03-05T09:00", post="director")
    history = Came(at("2030-01-01T09:00"))
    stopped, running = cabinet(slip.record(), as_of=at("2026-06-18T17:00")), cabinet(slip.record())
    assert list(signatures.check(stopped, signatures.standings(stopped, history))) == []
    assert [one.code for one in signatures.check(running, signatures.standings(running, history))] == ["SIG033"]
    assert signatures.skips(stopped, history) == (Skip("SIG902"),)
    assert signatures.skips(running, None) == (Skip("SIG901"),)
    assert signatures.skips(running, history, shallow=True) == (Skip("SIG903"),)
    assert signatures.skips(running, history) == ()


def test_a_cache_saves_work_and_never_changes_an_answer() -> None:
    cache: dict[str, tuple[str, str, str]] = {}
    slip = usual()
    first = standing(slip.record(), UNIT, KIND, cache=cache)
    assert len(cache) == 4
    assert standing(slip.record(), UNIT, KIND, cache=cache) == first
    slip.acts[1] = structs.replace(slip.acts[1], opinion="不同意")
    assert told(standing(slip.record(), UNIT, KIND, cache=cache)) == [
        "2: SIG004 该行签名对不上：周建国签署的不是这一行“签发”"
    ]


def test_registered_keys_must_be_usable_and_ones_own() -> None:
    persons = {
        **UNIT.persons,
        "zhou": person("zhou", Key("ssh-ed25519 AAAA", day("2023-01-01"))),
        "he": person("he", Key(public_line("ye"), day("2023-01-01"))),
    }
    shown = signer("ye").public.fingerprint
    found = [
        f"{one.code} {messages.text(one, 'zh')}" for one in signatures.check(cabinet(unit=office(persons=persons)))
    ]
    assert found == [
        "SIG038 登记的钥匙不能用来验证签名（malformed）",
        f"SIG039 叶晓雯与何为民登记了同一把钥匙（{shown}）",
    ]


def test_every_word_of_the_catalogue_is_there_in_both_languages() -> None:
    for code in messages.codes():
        if code.startswith("SIG"):
            assert messages.page(code, "zh").startswith(f"# {code} ")
            assert messages.page(code, "en").startswith(f"# {code} ")
