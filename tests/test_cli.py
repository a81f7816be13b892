"""The command line: exit statuses, the languages, and each verb's whole output on a small cabinet."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import placet
from placet import cli, messages
from placet.cli import run
from tests.repository import Repo

CABINET: dict[str, str | bytes | None] = {
    "records/cabinet.yaml": """\
title: 小门户
since: 2024-01-01
as-of: 2024-06-30T17:00:00+08:00
utc-offset: "+08:00"
units: [office]
""",
    "records/office/unit.yaml": """\
title: 小单位
fonds: "0001"
agency: 小
sections: {desk: 综合股}
posts:
  head: {title: 负责人, portfolio: [desk]}
bodies:
  meeting: {title: 会议, chair: [head], voting: [head], quorum: "0.5", quorum-inclusive: false, convenes: head}
parameters: {}
""",
    "records/office/people.yaml": """\
persons:
  - {id: li-yi, name: 李一}
appointments:
  - {person: li-yi, post: head, from: 2024-01-01, basis: 任命}
delegations: []
absences: []
""",
    "records/registers/notice.yaml": """\
title: 通知
date: date
fields:
  date: {title: 日期, type: date, required: true}
acts:
  issue: {title: 签发, by: [head]}
  number: {title: 编号, by: [head]}
columns: [number, title, date]
publish: internal
retain: 永久
""",
    "records/office/notices/register.yaml": "kind: notice\ntitle: 通知登记簿\nseries: 小发〔{year}〕{n}号\n",
    "records/office/notices/drafts/first.md": """\
---
id: 2024-abcdef
title: 第一份通知
date: 2024-05-06
classification: internal
---
正文
""",
    "docs/office/notices/2024-01-01.md": """\
---
title: 通知办法
id: notices
unit: office
in-force: 2024-01-01
adopted: {by: meeting}
rules:
  - id: issued-first
    article: 1
    says: 通知由负责人签发
    basis: [S1-DOUT-002]
    on: notice
    demand:
      acts: [issue]
    before: number
    examples:
      - {given: {date: 2024-05-06}, acts: [issue], expect: met}
      - {given: {date: 2024-05-06}, acts: [], expect: waiting}
unchecked:
  - {article: 2, why: 行为准则，无记录可查}
---

### 第一条

通知由负责人签发。

### 第二条

行文应当简明。
""",
}

COUNTS = """\
《小门户》 {origin} 截至 2024-06-30T17:00+08:00
文件 0 件，草稿 1 件，办理记录 0 条，登记簿 1 本，现行制度 1 项，规则 1 条
判定：符合 0，等待 1，违反 0，不适用 0
"""
WAITING = """\
等待办理（1 项，不是错误）：
  records/office/notices/drafts/first.md: 等待“签发”，由负责人 李一办理 [notices/issued-first]

"""


@pytest.fixture
def office(repo: Repo) -> Repo:
    """A committed cabinet with one draft that waits for its issue."""
    repo.commit(CABINET)
    return repo


@pytest.fixture
def placet_in(
    office: Repo, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """Runs `placet WORDS` in the cabinet's folder; gives exit status, standard output and standard error."""
    monkeypatch.chdir(office.root)

    def call(*words: str) -> tuple[int, str, str]:
        status = run(words)
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return call


Placet = Callable[..., tuple[int, str, str]]


def without_skips(out: str) -> str:
    """The report without its paragraph of skips, whose reasons other tests show whole."""
    return "\n\n".join(part for part in out.split("\n\n") if not part.startswith(("未能判断", "Could not")))


def test_a_clean_cabinet(placet_in: Placet) -> None:
    status, out, err = placet_in("check")
    assert without_skips(out) == WAITING + COUNTS.format(origin="work tree") + "发现：错误 0，警告 0，提示 0\n"
    assert (status, err) == (0, "")


def test_a_fault_ends_with_one_and_the_revision_before_it_is_still_clean(office: Repo, placet_in: Placet) -> None:
    (office.root / "records/link.md").symlink_to("/etc/hostname")
    office.commit({})
    status, out, err = placet_in("check")
    assert out.startswith(
        "records/link.md: 错误 FMT901 符号链接不予读取：records/link.md\n"
        "  办法：把文件本身放在这里；附件与文件分别存放，不用链接\n\n"
    )
    assert out.endswith("发现：错误 1，警告 0，提示 0\n")
    assert (status, err) == (1, "")
    status, out, _ = placet_in("check", "--at", "HEAD~1")
    origin = f"HEAD~1 ({office.git('rev-parse', 'HEAD~1')[:12]})"
    assert without_skips(out) == WAITING + COUNTS.format(origin=origin) + "发现：错误 0，警告 0，提示 0\n"
    assert status == 0


def test_a_bare_repository_is_checked_without_a_work_tree(office: Repo, placet_in: Placet, tmp_path: Path) -> None:
    bare = tmp_path / "bare.git"
    office.git("clone", "--quiet", "--bare", str(office.root), str(bare))
    status, out, _ = placet_in("check", "--root", str(bare), "--at", "main", "--format", "json")
    found = json.loads(out)
    assert (status, found["findings"], found["verdicts"]["waiting"]) == (0, [], 1)


def test_the_work_tree_and_its_commit_give_the_same_json(placet_in: Placet) -> None:
    here, there = (json.loads(placet_in("check", "--format", "json", *at)[1]) for at in ((), ("--at", "HEAD")))
    assert here.pop("origin") == "work tree"
    assert there.pop("origin").startswith("HEAD (")
    assert here == there


def test_any_folder_inside_the_portal_will_do(office: Repo, placet_in: Placet) -> None:
    inside = placet_in("check", "--root", str(office.root / "records/office"))
    assert inside == placet_in("check")


def test_english_on_demand(placet_in: Placet) -> None:
    _, out, _ = placet_in("--lang", "en", "check")
    assert out.endswith(
        "0 records, 1 drafts, 0 acts, 1 registers, 1 regulations in force, 1 rules\n"
        "verdicts: 0 met, 1 waiting, 0 breached, 0 not applicable\n"
        "found: 0 errors, 0 warnings, 0 notes\n"
    )


@pytest.mark.parametrize(
    ("as_of", "shown"),
    [
        ("2024-03-05", "2024-03-05T23:59+08:00"),
        ("2024-03-05T10:00", "2024-03-05T10:00+08:00"),
        ("2024-03-05T10:00:00+00:00", "2024-03-05T10:00+00:00"),
    ],
)
def test_the_judging_moment(placet_in: Placet, as_of: str, shown: str) -> None:
    _, out, _ = placet_in("check", "--as-of", as_of)
    assert f"《小门户》 work tree 截至 {shown}\n" in out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("check", "--as-of", "soon"), "placet: CLI002 不是日期或时刻：soon\n  办法：写作 2024-03-05 或"),
        (("check", "--at", "--all"), "placet: GIT004 没有这个版本：--all\n  办法：用分支名、标签或提交号；"),
        (("check", "--at", "nowhere"), "placet: GIT004 没有这个版本：nowhere\n  办法：用分支名、标签或提交号；"),
        (("why", "NUM999"), "placet: CLI003 没有叫做“NUM999”的消息代码、规则或文件\n  办法：代码如 NUM002；"),
        (
            ("--lang", "en", "why", "x"),
            "placet: CLI003 No message code, rule or record is called “x”\n  help: Codes look",
        ),
        (("chekc",), "Usage: placet [OPTIONS] COMMAND [ARGS]...\n"),
        (("check", "--format", "xml"), "Usage: placet check [OPTIONS]\n"),
    ],
)
def test_mistakes_end_with_two_and_say_what_to_do(placet_in: Placet, words: tuple[str, ...], said: str) -> None:
    status, out, err = placet_in(*words)
    assert (status, out) == (2, "")
    assert err.startswith(said)


@pytest.mark.parametrize("verb", ["check", "build", "serve"])
def test_an_empty_folder_is_no_pass_and_stays_empty(placet_in: Placet, tmp_path: Path, verb: str) -> None:
    (tmp_path / "empty").mkdir()
    assert placet_in(verb, "--root", str(tmp_path / "empty")) == (
        2,
        "",
        "placet: CLI001 这里没有 records/cabinet.yaml（work tree）\n  办法：在门户目录里运行，或用 --root 指明位置\n",
    )
    assert not list((tmp_path / "empty").iterdir())


def test_a_fault_of_ours_ends_with_three_and_says_where_to_report_it(
    placet_in: Placet, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("no such luck")

    monkeypatch.setattr("placet.shards.check.check", broken)
    status, out, err = placet_in("check")
    assert (status, out) == (3, "")
    first, second, third = err.splitlines()
    assert first == "placet: 程序自身出错：RuntimeError: no such luck"
    assert second.startswith(f"  placet {placet.__version__}，Python {sys.version.split()[0]}，")
    assert third.startswith("  这是程序的缺陷，不是文件的问题。")
    status, _, err = placet_in("--debug", "check")
    assert status == 3
    assert err.startswith("Traceback (most recent call last):\n")


def test_an_interruption_ends_with_130(placet_in: Placet, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("placet.shards.check.check", interrupted)
    assert placet_in("check")[0] == 130


def test_why_a_code(placet_in: Placet) -> None:
    assert placet_in("why", "FMT901") == (0, messages.page("FMT901", "zh"), "")


def test_why_a_rule(placet_in: Placet) -> None:
    expected = (
        "# notices/issued-first\n\n"
        "《通知办法》（2024-01-01 起施行）第1条：「通知由负责人签发」\n\n"
        "意思是：通知：编号之前，须由负责人办理“签发”。\n\n"
        "适用于：通知\n"
        '要求：acts ["issue"]\n'
        "在“编号”之前必须满足\n"
        "依据：S1-DOUT-002\n"
        "例：2 个，随检查一起运行\n"
    )
    assert placet_in("why", "issued-first") == (0, expected, "")
    assert placet_in("why", "notices/issued-first") == (0, expected, "")


def test_why_a_record(placet_in: Placet) -> None:
    status, out, _ = placet_in("why", "2024-abcdef")
    assert status == 0
    assert out.startswith(
        "# 第一份通知\n\nrecords/office/notices/drafts/first.md\n\n"
        "等待 notices/issued-first 条文：「通知由负责人签发」\n"
    )


def test_coverage(placet_in: Placet) -> None:
    status, out, _ = placet_in("coverage", "--format", "json")
    assert (status, json.loads(out)) == (
        0,
        {
            "schema_version": 1,
            "regulations": [
                {
                    "path": "docs/office/notices/2024-01-01.md",
                    "regulation": "notices",
                    "unit": "office",
                    "title": "通知办法",
                    "in_force": "2024-01-01",
                    "articles": [1, 2],
                    "ruled": [1],
                    "unchecked": [{"article": 2, "why": "行为准则，无记录可查"}],
                    "silent": [],
                    "rules": ["issued-first"],
                    "examples": 2,
                    "basis": ["S1-DOUT-002"],
                }
            ],
        },
    )
    assert placet_in("coverage")[1] == (
        "《通知办法》（2024-01-01）：2 条，有规则 1，说明不查 1，未交代 -；规则 1 条，依据 1 项\n"
    )


def test_an_article_that_is_passed_over_in_silence_fails_coverage(office: Repo, placet_in: Placet) -> None:
    path = "docs/office/notices/2024-01-01.md"
    text = (office.root / path).read_text("utf-8")
    office.write({path: text + "\n### 第三条\n\n另行通知。\n"})
    assert placet_in("coverage") == (
        1,
        "《通知办法》（2024-01-01）：3 条，有规则 1，说明不查 1，未交代 3；规则 1 条，依据 1 项\n",
        "",
    )


def test_a_regulation_that_cannot_be_read_fails_coverage(office: Repo, placet_in: Placet) -> None:
    office.write({"docs/office/notices/2024-01-01.md": "---\ntitle: [\n---\n"})
    assert placet_in("coverage")[:2] == (1, "")


def test_schemas_one_all_or_into_a_folder(placet_in: Placet, tmp_path: Path) -> None:
    status, out, _ = placet_in("schema")
    everything = json.loads(out)
    assert status == 0
    name = min(everything)
    assert json.loads(placet_in("schema", name)[1]) == everything[name]
    assert placet_in("schema", "--out", str(tmp_path / "schemas"))[0] == 0
    written = {file.name: json.loads(file.read_text("utf-8")) for file in (tmp_path / "schemas").iterdir()}
    assert written == {f"{key}.schema.json": value for key, value in everything.items()}
    assert placet_in("schema", "nothing")[0] == 2


@pytest.mark.parametrize("lang", messages.LANGUAGES)
@pytest.mark.parametrize("verb", cli.VERBS)
def test_every_verb_has_help_in_both_languages(placet_in: Placet, verb: str, lang: str) -> None:
    status, out, err = placet_in("--lang", lang, verb, "--help")
    assert (status, err) == (0, "")
    assert messages.label(f"verb-{verb}", lang) in out


def test_the_version(placet_in: Placet) -> None:
    assert placet_in("--version") == (0, f"placet, version {placet.__version__}\n", "")
