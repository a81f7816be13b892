"""The readers of files: front matter, slips, units, people, kinds, registers, calendars, records, a whole cabinet."""

from __future__ import annotations

import hashlib
import json
import pickle
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placet import messages
from placet.cabinet import load
from placet.checks import people as names
from placet.model import Attachment, Finding, Kind, Place, Register, Who
from placet.readers import calendar, config, frontmatter, kind, people, register, slip, unit
from placet.readers.record import read_record
from placet.readers.who import who
from placet.tree import MemoryTree

KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl"
CONFIG = """title: 门户
since: 2023-01-01
as-of: 2026-06-18T17:00:00+08:00
utc-offset: "+08:00"
units: [bureau]
"""
UNIT = """title: 某局
fonds: "0118"
agency: 某文
sections: {office: 办公室, market: 市场股}
posts:
  director: {title: 局长}
  deputy: {title: 副局长, reports-to: director, portfolio: [market]}
  clerk: {title: 文书, reports-to: deputy}
bodies:
  meeting: {title: 局务会, chair: [director], voting: [director, deputy], quorum: "0.6", quorum-inclusive: true}
parameters:
  major: {title: 大额, value: 20000, unit: 元}
"""
PEOPLE = f"""persons:
  - {{id: zhou, name: 周, keys: [{{public: {KEY}, from: 2023-01-01}}]}}
  - {{id: shen, name: 沈}}
appointments:
  - {{person: zhou, post: director, from: 2023-01-01, until: 2024-08-31}}
  - {{person: shen, post: deputy, from: 2023-01-01}}
  - {{person: shen, post: clerk, from: 2023-01-01}}
delegations:
  - {{post: director, to: deputy, from: 2024-01-01, acts: [issue], registers: [outgoing], basis: 授权书}}
absences:
  - {{person: zhou, from: 2024-01-01, until: 2024-01-05, why: 出差}}
"""
KIND = """title: 发文
date: date
fields:
  date: {title: 成文日期, type: date, required: true}
  genre: {title: 文种, type: choice, choices: [通知, 函], required: true}
  section: {title: 主办, type: section}
  drafter: {title: 拟稿人, type: person}
  lines:
    title: 明细
    type: list
    items: {type: object, properties: {price: {title: 单价, type: money}, post: {title: 岗位, type: post}}}
acts:
  draft: {title: 拟稿, by: [{person: drafter}]}
  issue: {title: 签发, by: [director, {portfolio: section}]}
  seal: {title: 用印, by: clerk, data: {copies: {title: 份数, type: number, required: true}}}
  objection: {title: 异议, by: anyone, objection: true}
columns: [number, title, genre, date]
publish: public
retain: 永久
"""
REGISTER = "kind: outgoing\ntitle: 发文簿\nseries: 某文〔{year}〕{n}号\nexplained: {2024/0002: 跳号}\n"
RECORD = """---
id: 2024-7f3k9m
title: 关于印发的通知
date: 2024-03-04
classification: internal
genre: 通知
section: market
drafter: shen
---
正文。

---

又一段。
"""
PATH = "records/bureau/outgoing/2024/0001.md"
SLIP = "records/bureau/outgoing/2024/0001.jsonl"
HASH = "sha256:" + "a" * 64
DIREKTOR = "“签发”由岗位“direktor”办理，某局 却没有这个岗位，是否为“director”？"
SEKTION = (
    "“type”不能是“sektion”，是否为“section”？（可选：text、choice、number、money、boolean、date、datetime、time、"
    "person、post、section、body、record、list、object）"
)


def said(findings: list[Finding] | tuple[Finding, ...]) -> list[str]:
    return [f"{f.place.path}:{f.place.line}:{f.place.column} {f.code} {messages.text(f, 'zh')}" for f in findings]


def the_kind() -> Kind:
    found, findings = kind.read(KIND.encode(), "records/registers/outgoing.yaml")
    assert findings == []
    assert found is not None
    return found


def the_register() -> Register:
    found, findings = register.read(REGISTER.encode(), "records/bureau/outgoing/register.yaml")
    assert findings == []
    assert found is not None
    return found


def line(**more: Any) -> str:
    act = {"act": "draft", "by": "shen", "at": "2024-03-04T10:00:00+08:00", "covers": {"document": HASH, "acts": 0}}
    return json.dumps({**act, **more}, ensure_ascii=False) + "\n"


def files(**more: str) -> dict[str, bytes]:
    named = {
        "records/cabinet.yaml": CONFIG,
        "records/bureau/unit.yaml": UNIT,
        "records/bureau/people.yaml": PEOPLE,
        "records/registers/outgoing.yaml": KIND,
        "records/bureau/outgoing/register.yaml": REGISTER,
        PATH: RECORD,
        SLIP: line(),
        **more,
    }
    return {path: text.encode() for path, text in named.items()}


class TestFrontMatter:
    def test_only_the_first_fences_count(self) -> None:
        parts, findings = frontmatter.split(RECORD.encode(), PATH)
        assert findings == []
        assert parts is not None
        assert parts.body == "正文。\n\n---\n\n又一段。\n"
        assert parts.body_line == 10
        assert parts.node.keys["title"] == Place(PATH, 3, 1)

    @pytest.mark.parametrize(
        ("data", "expected"),
        [
            (b"title: x\n", "1:1 FMT015 第一行不是“---”"),
            (b"\n---\na: 1\n---\n", "1:1 FMT015 第一行不是“---”"),
            (b"--- \na: 1\n---\n", "1:1 FMT015 第一行不是“---”"),
            (b"---\na: 1\n--- \n", "1:1 FMT016 元数据没有结束的“---”"),
            (b"---\n---\n", "2:1 FMT018 没有内容"),
            (b"---\na: " + b"x" * 65_536 + b"\n---\n", "2:1 FMT017 元数据有 65540 字节，超过 65536 字节"),
            (b"---\na: 1\n---\n\x00\n", "4:1 FMT003 有控制字符 U+0000"),
            ("---\na: 1\n---\n甲\u202e乙\n".encode(), "4:2 FMT004 有看不见的字符 U+202E"),
            ("---\na: 甲\u200b\n---\n".encode(), "2:5 FMT004 有看不见的字符 U+200B"),
            (b"---\na: \xff\n---\n", "2:4 FMT001 第 7 字节 0xFF 不是 UTF-8 文本"),
            (b"---\na: " + b"x" * 20_000_000 + b"\n---\n", "0:0 FMT005 有 20000012 字节，超过 1048576 字节"),
        ],
    )
    def test_refused(self, data: bytes, expected: str) -> None:
        parts, findings = frontmatter.split(data, PATH)
        assert parts is None
        assert said(findings) == [f"{PATH}:{expected}"]

    def test_a_fence_may_end_the_file(self) -> None:
        parts, findings = frontmatter.split(b"---\na: 1\n---", PATH)
        assert findings == []
        assert parts is not None
        assert parts.body == ""

    def test_line_ends_do_not_change_the_document(self) -> None:
        data = RECORD.encode()
        expected = "sha256:" + hashlib.sha256(data).hexdigest()
        assert frontmatter.digest(data) == frontmatter.digest(data.replace(b"\n", b"\r\n")) == expected
        assert frontmatter.split(data.replace(b"\n", b"\r\n"), PATH) == frontmatter.split(data, PATH)

    @pytest.mark.parametrize("newline", [b"\n", b"\r\n"])
    def test_one_key_is_replaced_and_every_other_byte_kept(self, newline: bytes) -> None:
        data = b"---\na: 1  # one\nb:\n- x\n\n  # note\n- y\nc: 3\n---\nb: body\n".replace(b"\n", newline)
        changed = frontmatter.replace_key(data, "b", "[z]")
        assert changed == b"---\na: 1  # one\nb: [z]\nc: 3\n---\nb: body\n".replace(b"\n", newline)
        added = frontmatter.replace_key(data, "d", "4")
        assert added == data.replace(newline + b"---" + newline, newline + b"d: 4" + newline + b"---" + newline, 1)

    @pytest.mark.parametrize(("data", "key"), [(b"a: 1\n", "a"), (b"---\na: 1\n", "a"), (b"---\n---\n", "a b")])
    def test_nothing_is_replaced_where_there_is_no_front_matter(self, data: bytes, key: str) -> None:
        with pytest.raises(ValueError, match=r"no front matter|not a key"):
            frontmatter.replace_key(data, key, "2")


class TestSlip:
    def read(self, text: str | bytes) -> tuple[list[int], list[str]]:
        data = text.encode() if isinstance(text, str) else text
        acts, lines, findings = slip.read(data, "s", the_kind().acts)
        assert b"".join(lines) == data.replace(b"\r\n", b"\n")
        return [act.line for act in acts], said(findings)

    def test_an_act_with_everything(self) -> None:
        whole = line(
            act="seal", post="clerk", opinion="同意", data={"copies": 3}, covers={"document": HASH, "acts": 1},
            evidence="paper", attested_by="zhou", scan={"file": "a.pdf", "sha256": "b" * 64}, sig="QUJD",
        )  # fmt: skip
        acts, lines, findings = slip.read((line() + whole).encode(), "s", the_kind().acts)
        assert findings == []
        assert lines == (line().encode(), whole.encode())
        act = acts[1]
        assert (act.line, act.act, act.by, act.post, act.opinion, act.signer) == (
            2,
            "seal",
            "shen",
            "clerk",
            "同意",
            "zhou",
        )
        assert act.at.isoformat() == "2024-03-04T10:00:00+08:00"
        assert (act.data, act.covers_document, act.covers_acts) == ({"copies": Decimal(3)}, HASH, 1)
        assert act.scan == Attachment("a.pdf", "b" * 64, Place("s", 2, 1))
        assert (act.evidence, act.sig) == ("paper", "QUJD")

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("{\n", "1:2 FMT060 这一行不是 JSON：Expecting property name enclosed in double quotes"),
            ("[]\n", "1:1 FMT024 “办理单的一行”须由“名称: 值”组成"),
            (line().rstrip("\n"), "1:1 FMT061 最后一行没有写完（缺换行）"),
            ("\n", "1:1 FMT062 空行"),
            (line().replace('"by": "shen"', '"by": "shen", "by": "zhou"'), "1:1 FMT063 “by”在一个对象里出现两次"),
            (line(bye="x"), "1:1 FMT021 没有“bye”这一项，是否为“by”？"),
            (line(covers={"document": HASH, "acts": 1.5}), "1:1 FMT065 covers.acts 须是整数，不是“1.5”"),
            (line(covers={"document": HASH, "acts": "0"}), "1:1 FMT065 covers.acts 须是整数，不是“0”"),
            (line(at="2024-03-04 10:00"), "1:1 FMT031 “at”须是带时区的时刻，不是“2024-03-04 10:00”"),
            (line(evidence="rumour"), "1:1 FMT033 “evidence”不能是“rumour”，只能是：signature、review、paper"),
            (line(act="isue"), "1:1 FMT068 本种类没有“isue”这个办理动作，是否为“issue”？"),
            (line(act="burn"), "1:1 FMT067 本种类没有“burn”这个办理动作"),
            (line(act="seal"), "1:1 FMT022 缺少“copies”（份数）"),
            (line(act="seal", data={"copies": "many"}), "1:1 FMT028 “data.copies”须是数，不是“many”"),
            (line(opinion=3), "1:1 FMT026 “opinion”的值“3”须加引号"),
            (line(opinion=None), "1:1 FMT026 “opinion”的值“null”须加引号"),
            (line(opinion="甲\u202e乙"), "1:1 FMT004 有看不见的字符 U+202E"),
            ("[" * 60_000 + "\n", "1:1 FMT006 嵌套超过 32 层"),
            ('{"a":' * 40 + "1" + "}" * 40 + "\n", "1:1 FMT006 嵌套超过 32 层"),
            ("x" * 70_000 + "\n", "1:1 FMT005 有 70001 字节，超过 65536 字节"),
        ],
    )
    def test_a_faulty_line_is_a_finding(self, text: str, expected: str) -> None:
        assert self.read(text) == ([], [f"s:{expected}"])

    def test_a_faulty_line_hides_no_other(self) -> None:
        text = line().encode() + b'{"act": "\xff"}\n' + b"{\n" + line().encode() + line().encode()[:-5]
        assert self.read(text) == (
            [1, 4],
            [
                "s:2:10 FMT001 第 9 字节 0xFF 不是 UTF-8 文本",
                "s:3:2 FMT060 这一行不是 JSON：Expecting property name enclosed in double quotes",
                "s:5:1 FMT061 最后一行没有写完（缺换行）",
            ],
        )

    def test_windows_line_ends_are_the_same_slip(self) -> None:
        text = (line() + line()).encode()
        kinds = the_kind().acts
        assert slip.read(text.replace(b"\n", b"\r\n"), "s", kinds) == slip.read(text, "s", kinds)

    @given(st.lists(st.binary(max_size=40), max_size=4))
    def test_every_line_is_an_act_or_a_finding(self, parts: list[bytes]) -> None:
        data = b"\n".join(parts)
        acts, lines, findings = slip.read(data, "s", None)
        assert b"".join(lines) == data.replace(b"\r\n", b"\n")
        assert {act.line for act in acts} | {f.place.line for f in findings} == set(range(1, len(lines) + 1))


class TestUnit:
    def staff(self, text: str = PEOPLE) -> people.Staff:
        found, findings = people.read(text.encode(), "p")
        assert findings == []
        assert found is not None
        return found

    def test_unit_with_its_people(self) -> None:
        found, findings = unit.read(UNIT.encode(), "records/bureau/unit.yaml", self.staff())
        assert findings == []
        assert found is not None
        assert (found.id, found.fonds, found.agency, found.sections["market"]) == ("bureau", "0118", "某文", "市场股")
        assert found.posts["deputy"].portfolio == ("market",)
        body = found.bodies["meeting"]
        assert (body.voting, body.quorum, body.quorum_inclusive) == (("director", "deputy"), Decimal("0.6"), True)
        assert (found.parameters, found.parameter_titles) == ({"major": Decimal(20000)}, {"major": "大额"})
        assert found.persons["zhou"].keys[0].public == KEY
        assert found.appointments[0].until == date(2024, 8, 31)
        assert found.delegations[0].acts == ("issue",)
        assert found.absences[0].why == "出差"

    def test_names_nobody_defines(self) -> None:
        text = UNIT.replace("reports-to: deputy", "reports-to: deputi").replace("[market]", "[markets, garden]")
        text = text.replace("chair: [director]", "chair: [queen]")
        more = PEOPLE.replace("person: shen, post: clerk", "person: shem, post: cook").replace(
            "to: deputy", "to: depute"
        )
        more = more.replace("absences:\n  - {person: zhou", "absences:\n  - {person: x")
        found, findings = unit.read(text.encode(), "records/u/unit.yaml", self.staff(more))
        assert found is not None
        assert said(findings) == [
            "records/u/unit.yaml:8:34 ORG004 没有岗位“deputi”，是否为“deputy”？",
            "records/u/unit.yaml:10:33 ORG003 没有岗位“queen”",
            "records/u/unit.yaml:7:58 ORG006 没有股室“markets”，是否为“market”？",
            "records/u/unit.yaml:7:67 ORG005 没有股室“garden”",
            "p:7:14 ORG002 没有人员“shem”，是否为“shen”？",
            "p:7:26 ORG003 没有岗位“cook”",
            "p:9:26 ORG004 没有岗位“depute”，是否为“deputy”？",
            "p:11:14 ORG001 没有人员“x”",
        ]

    def test_nobody_reports_to_himself(self) -> None:
        text = UNIT.replace("{title: 局长}", "{title: 局长, reports-to: clerk}")
        assert said(unit.read(text.encode(), "records/u/unit.yaml", self.staff())[1]) == [
            "records/u/unit.yaml:6:37 ORG009 岗位“director”（局长）向上报告绕回了自己",
            "records/u/unit.yaml:7:36 ORG009 岗位“deputy”（副局长）向上报告绕回了自己",
            "records/u/unit.yaml:8:34 ORG009 岗位“clerk”（文书）向上报告绕回了自己",
        ]

    def test_people_that_contradict_themselves(self) -> None:
        text = f"""persons:
  - {{id: a, name: 甲, keys: [{{public: {KEY} one, from: 2023-01-01, until: 2022-01-01}}]}}
  - {{id: b, name: 乙, keys: [{{public: {KEY} two, from: 2023-01-01}}, {{public: ssh-dss AAAA, from: 2023-01-01}}]}}
  - {{id: a, name: 丙}}
appointments:
  - {{person: a, post: p, from: 2023-01-01, until: 2023-12-31}}
  - {{person: a, post: p, from: 2023-12-31}}
  - {{person: b, post: p, from: 2023-12-31}}
"""
        found, findings = people.read(text.encode(), "p")
        assert found is not None
        assert said(findings) == [
            "p:4:10 ORG010 人员标识“a”已经用过",
            "p:2:38 ORG011 止日 2022-01-01 早于起日 2023-01-01",
            "p:7:5 ORG012 “a”在同一天里两次担任“p”",
            "p:3:38 ORG013 “b”的公钥已属“a”",
            "p:3:152 ORG014 “b”的公钥不能用（malformed）",
        ]


class TestKind:
    def faults(self, old: str, new: str) -> list[str]:
        assert old in KIND
        found, findings = kind.read(KIND.replace(old, new).encode(), "k")
        assert found is None
        return said(findings)

    def test_kind(self) -> None:
        found = the_kind()
        assert (found.id, found.title, found.date, found.publish, found.retain) == (
            "outgoing",
            "发文",
            "date",
            "public",
            "永久",
        )
        assert found.columns == ("number", "title", "genre", "date")
        items = found.fields["lines"].items
        assert items is not None
        assert (items.type, items.properties["price"].type) == ("object", "money")
        assert found.acts["draft"].by == (Who("person", "drafter"),)
        assert found.acts["issue"].by == (Who("post", "director"), Who("portfolio", "section"))
        assert found.acts["objection"].by == (Who("anyone"),)
        assert found.acts["objection"].objection
        assert found.acts["seal"].data["copies"].required

    @pytest.mark.parametrize(
        ("old", "new", "expected"),
        [
            ("date: date\n", "date: genre\n", ["k:2:7 FMT056 “genre”不是本种类的日期字段"]),
            ("title, genre,", "title, gender,", ["k:17:26 FMT045 没有“gender”这个字段，是否为“genre”？"]),
            ("columns:", "spending: {amount: genre}\ncolumns:", ["k:17:20 FMT080 “genre”不是本种类的金额字段"]),
            ("  section:", "  title:", ["k:6:10 FMT052 “title”不能用作字段名"]),
            ("type: section", "type: sektion", ["k:6:30 FMT034 " + SEKTION]),
            ("type: choice, choices: [通知, 函]", "type: choice", ["k:5:10 FMT022 缺少“choices”（可选值）"]),
            ("by: clerk", "by: {chef: x}", ['k:15:25 FMT051 “{"chef": "x"}”没有说清由谁办理']),
            ("type: person}", "type: text, pattern: '('}", ["k:7:46 FMT053 “(”不是正则表达式"]),
            ("  draft:", "  Draft:", ["k:13:3 FMT037 “acts”的“Draft”不合式样 [a-z][a-z0-9_]*"]),
        ],
    )  # fmt: skip
    def test_faults(self, old: str, new: str, expected: list[str]) -> None:
        assert self.faults(old, new) == expected

    @pytest.mark.parametrize(
        "data", ["", [], {}, {"post": ""}, {"a": "b"}, {"member": {"field": 3}}, {"post": "a", "chair": "b"}, 3]
    )
    def test_who_is_said_clearly_or_refused(self, data: Any) -> None:
        if data == []:
            assert who(data) == ()
        else:
            with pytest.raises(ValueError, match=r"\S"):
                who(data)

    def test_who_by_field(self) -> None:
        assert who({"chair": {"field": "body"}}) == (Who("chair", "field:body"),)


class TestSmallFiles:
    def test_register(self) -> None:
        found = the_register()
        assert (found.path, found.unit, found.name, found.kind) == ("bureau/outgoing", "bureau", "outgoing", "outgoing")
        assert (found.series, found.explained) == ("某文〔{year}〕{n}号", {"2024/0002": "跳号"})

    def test_config(self) -> None:
        found, findings = config.read(CONFIG.encode(), "c")
        assert findings == []
        assert found is not None
        assert (found.title, str(found.since), found.utc_offset, found.units) == (
            "门户",
            "2023-01-01",
            "+08:00",
            ("bureau",),
        )
        assert str(found.as_of) == "2026-06-18 17:00:00+08:00"

    def test_calendar(self) -> None:
        text = "year: 2024\nbasis: 通知\nholidays: {2024-01-01: 元旦}\nworkdays: {2024-02-04: 调休}\n"
        found, findings = calendar.read(text.encode(), "records/calendar/2024.yaml")
        assert findings == []
        assert found is not None
        assert (found.year, found.holidays, found.workdays) == (
            2024,
            {date(2024, 1, 1): "元旦"},
            {date(2024, 2, 4): "调休"},
        )

    def test_calendar_faults(self) -> None:
        text = "year: 2025\nbasis: 通知\nholidays: {2024-01-01: 元旦, 2025-02-30: 无, 2025-10-01: 国庆}\n"
        text += "workdays: {2025-10-01: 调休}\n"
        found, findings = calendar.read(text.encode(), "c/2024.yaml")
        assert found is None
        assert said(findings) == [
            "c/2024.yaml:1:7 FMT057 year 是 2025，与文件名不同",
            "c/2024.yaml:3:12 FMT058 2024-01-01 不在 2025 年",
            "c/2024.yaml:3:28 FMT030 “2025-02-30”须是日期，不是“2025-02-30”",
            "c/2024.yaml:4:12 FMT059 2025-10-01 既是放假日又是上班日",
        ]


class TestRecord:
    def test_record(self) -> None:
        found, findings = read_record(PATH, RECORD.encode(), line().encode(), the_register(), the_kind())
        assert findings == []
        assert found is not None
        assert (found.unit, found.register, found.kind, found.year, found.number) == (
            "bureau",
            "outgoing",
            "outgoing",
            2024,
            1,
        )
        assert found.fields == {"date": date(2024, 3, 4), "genre": "通知", "section": "market", "drafter": "shen"}
        assert (found.id, found.ref, found.slip_path) == ("2024-7f3k9m", "bureau/outgoing/2024/0001", SLIP)
        assert found.document == "sha256:" + hashlib.sha256(RECORD.encode()).hexdigest()
        assert found.where("genre") == Place(PATH, 6, 8)
        assert [act.act for act in found.acts] == ["draft"]
        assert pickle.loads(pickle.dumps(found)) == found

    def test_draft(self) -> None:
        found, _ = read_record("records/bureau/outgoing/drafts/a.md", RECORD.encode(), None, the_register(), the_kind())
        assert found is not None
        assert (found.is_draft, found.year, found.acts, found.slip_lines) == (True, None, (), ())

    def test_a_stub_owes_no_fields_of_its_kind(self) -> None:
        text = "---\nid: 2024-7f3k9m\ntitle: 作废\nclassification: internal\nannulled: 印错\n---\n"
        found, findings = read_record(PATH, text.encode(), None, the_register(), the_kind())
        assert findings == []
        assert found is not None
        assert found.annulled == "印错"

    def test_all_faults_at_once_with_those_of_the_slip(self) -> None:
        text = RECORD.replace("date: 2024-03-04", "date: 3月4日").replace("genre: 通知", "gerne: 通知") + "\n"
        text = text.replace("id: 2024-7f3k9m", "id: 2024-7F3K9M\nrefers: [x]\nattachments: [{file: ../a, sha256: b}]")
        found, findings = read_record(PATH, text.encode(), b"{}\n", the_register(), the_kind())
        assert found is None
        assert said(findings) == [
            f"{PATH}:2:5 FMT037 “id”的“2024-7F3K9M”不合式样 [0-9]{{4}}-[a-z2-9]{{6}}",
            f"{PATH}:3:10 FMT038 “refers[0]”的“x”不是文件的路径或 id",
            f"{PATH}:4:22 FMT037 “attachments[0].file”的“../a”不合式样 [^/\\\\\\s][^/\\\\]*",
            f"{PATH}:4:36 FMT037 “attachments[0].sha256”的“b”不合式样 [0-9a-f]{{64}}",
            f"{PATH}:6:7 FMT030 “date”须是日期，不是“3月4日”",
            f"{PATH}:8:1 FMT021 没有“gerne”这一项，是否为“genre”？",
            f"{PATH}:2:1 FMT022 缺少“genre”（文种）",
            f"{SLIP}:1:1 FMT022 缺少“act”（办理动作）",
            f"{SLIP}:1:1 FMT022 缺少“by”（办理人）",
            f"{SLIP}:1:1 FMT022 缺少“at”（时刻）",
            f"{SLIP}:1:1 FMT022 缺少“covers”（所签内容）",
        ]


class TestCabinet:
    def test_a_cabinet_without_faults(self) -> None:
        cabinet = load(MemoryTree(files()))
        assert said(cabinet.findings) == []
        assert list(cabinet.records) == [PATH]
        assert (list(cabinet.units), list(cabinet.kinds), list(cabinet.registers)) == (
            ["bureau"],
            ["outgoing"],
            ["bureau/outgoing"],
        )
        assert set(cabinet.files) == set(files())
        assert said(tuple(names.check(cabinet))) == []

    def test_what_belongs_nowhere_is_found(self) -> None:
        stray = [
            "records/x.md",
            "records/other/unit.yaml",
            "records/bureau/outgoing/note.txt",
            "records/bureau/outgoing/24/0001.md",
        ]
        stray += ["records/registers/Outgoing.yaml", "records/calendar/24.yaml", "docs/bureau/finance/2024-2-1.md"]
        cabinet = load(
            MemoryTree(
                files(**dict.fromkeys(stray, "x"), **{"records/README.md": "", "docs/bureau/finance/index.md": ""})
            )
        )
        assert said(cabinet.findings) == [f"{path}:0:0 FMT050 这个文件放在这里不属于任何东西" for path in sorted(stray)]

    def test_a_missing_file_is_found_and_the_rest_is_read(self) -> None:
        given = files(**{"records/bureau/inbox/2024/0001.md": RECORD})
        del given["records/bureau/people.yaml"], given["records/cabinet.yaml"]
        cabinet = load(MemoryTree(given))
        assert said(cabinet.findings) == [
            "records/bureau/inbox/register.yaml:0:0 FMT055 没有这个文件",
            "records/bureau/people.yaml:0:0 FMT055 没有这个文件",
            "records/cabinet.yaml:0:0 FMT055 没有这个文件",
        ]
        assert list(cabinet.records) == [PATH]

    def test_an_unknown_kind(self) -> None:
        given = files(**{"records/bureau/outgoing/register.yaml": REGISTER.replace("outgoing", "outgoin")})
        cabinet = load(MemoryTree(given))
        assert said(cabinet.findings) == [
            "records/bureau/outgoing/register.yaml:0:0 FMT079 没有“outgoin”这种登记簿，是否为“outgoing”？"
        ]
        assert cabinet.records == {}

    def test_names_in_records_acts_and_kinds_must_exist(self) -> None:
        record = RECORD.replace("section: market", "section: markt\nlines: [{post: cook}]").replace(
            "drafter: shen", "drafter: nobody"
        )
        given = files(
            **{
                PATH: record,
                SLIP: line(by="shem", post="chef"),
                "records/registers/outgoing.yaml": KIND.replace("[director, {portfolio", "[direktor, {portfolio"),
                "records/bureau/unit.yaml": UNIT.replace("  clerk:", "  guard: {title: 门卫}\n  clerk:"),
            }
        )
        cabinet = load(MemoryTree(given))
        assert said(cabinet.findings) == []
        assert said(tuple(names.check(cabinet))) == [
            "records/bureau/unit.yaml:0:0 ORG017 岗位“guard”（门卫）从未有人担任",
            "records/bureau/outgoing/register.yaml:0:0 ORG016 " + DIREKTOR,
            f"{PATH}:7:10 ORG006 没有股室“markt”，是否为“market”？",
            f"{PATH}:8:16 ORG003 没有岗位“cook”",
            f"{PATH}:9:10 ORG001 没有人员“nobody”",
        ]
