"""`placet new`: the whole draft it writes, what it says, and what it refuses."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from placet.cabinet import load
from placet.cli import run
from placet.errors import UserError
from placet.filing.new import ALPHABET, draft, identifier, register_named, write
from placet.model import Cabinet
from placet.tree import MemoryTree, WorkTree
from tests.tiny import lay_out, tree_files

DRAFT = """---
id: 2024-abcdef  # 永久标识，不要改动
title: 关于清明放假的通知  # 标题；必填；文字
classification: internal  # 密级与公开属性；必填；可填 internal 内部、public 公开
date: 2024-04-01  # 成文日期；必填；日期，如 2024-03-04
genre: 通知  # 文种；必填；可填 通知、函、请示
# section:  # 主办股室；必填；unit.yaml 中的股室标识
drafter: wang-fang  # 拟稿人；必填；people.yaml 中的人员标识
cosign_sections: [culture, market]  # 会签股室；选填；多项，如 [甲, 乙]；每项：unit.yaml 中的股室标识
# refers:  # 所引文件：写路径（如 bureau/minutes/2024/0003）或 id；选填
# attachments: []  # 附件：文件放在与本件同名的文件夹里，列出文件名和 sha256
---

正文写在这里。
"""
REGISTERS = "bureau/expense、bureau/minutes、bureau/outgoing"
GIVEN = {
    "title": "关于清明放假的通知",
    "date": "2024-04-01",
    "genre": "通知",
    "drafter": "wang-fang",
    "cosign_sections": "culture、market",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The base cabinet on disk."""
    lay_out(tmp_path)
    return tmp_path


@pytest.fixture
def cabinet(root: Path) -> Cabinet:
    """The base cabinet, read."""
    return load(WorkTree(root))


def letters(word: str) -> Iterator[str]:
    """The letters of a word, one at each call."""
    return iter(word)


def test_the_draft_in_full(cabinet: Cabinet) -> None:
    made = draft(cabinet, cabinet.registers["bureau/outgoing"], GIVEN, "2024-abcdef")
    assert (made.path, made.text) == ("records/bureau/outgoing/drafts/2024-abcdef.md", DRAFT)


def test_a_filled_draft_is_read_without_a_finding(root: Path, cabinet: Cabinet) -> None:
    values = {
        "title": "2024: 关于“五一”#放假",
        "date": "2024-04-01",
        "genre": "函",
        "section": "office",
        "drafter": "wang-fang",
        "refers": "bureau/outgoing/2024/0001，2024-outbbb",
        "classification": "public",
    }
    made = draft(cabinet, cabinet.registers["bureau/outgoing"], values, "2024-abcdef", "may-day")
    write(root, made)
    after = load(WorkTree(root))
    assert after.findings == ()
    record = after.records["records/bureau/outgoing/drafts/may-day.md"]
    assert (record.title, record.classification, record.refers) == (
        "2024: 关于“五一”#放假",
        "public",
        ("bureau/outgoing/2024/0001", "2024-outbbb"),
    )
    assert record.fields["genre"] == "函"
    assert (record.id, record.is_draft, record.acts) == ("2024-abcdef", True, ())


def test_lists_of_objects_are_given_as_yaml(cabinet: Cabinet) -> None:
    values = {"decisions": "[{record: 2024-expbbb, outcome: approved}]"}
    made = draft(cabinet, cabinet.registers["bureau/minutes"], values, "2024-abcdef")
    assert "decisions: [{record: 2024-expbbb, outcome: approved}]  # 决定事项；选填；多项" in made.text


def test_an_id_already_given_is_not_given_again(cabinet: Cabinet) -> None:
    told = letters("outaaa" + "outaab")
    assert identifier(cabinet, 2024, lambda _: next(told)) == "2024-outaab"
    assert identifier(cabinet, 2024, lambda alphabet: alphabet[-1]) == "2024-999999"
    assert set("01").isdisjoint(ALPHABET)


@pytest.mark.parametrize("word", ["bureau/outgoing", "outgoing", "发文登记簿"])
def test_a_register_by_any_of_its_names(cabinet: Cabinet, word: str) -> None:
    assert register_named(cabinet, word).path == "bureau/outgoing"


def test_a_kind_with_two_registers(root: Path) -> None:
    files = tree_files(root)
    files["records/bureau/letters/register.yaml"] = "kind: outgoing\ntitle: 函件登记簿\n".encode()
    files["records/bureau/outgoing2/register.yaml"] = "kind: outgoing\ntitle: 发文登记簿\n".encode()
    two = load(MemoryTree(files))
    assert register_named(two, "outgoing").path == "bureau/outgoing"
    with pytest.raises(UserError) as caught:
        register_named(two, "发文登记簿")
    assert (caught.value.code, caught.value.words["paths"]) == ("CMD203", "bureau/outgoing、bureau/outgoing2")


def test_made_from_the_command_line(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pairs = [word for key, value in GIVEN.items() for word in ("--set", f"{key}={value}")]
    assert run(["new", "outgoing", "--root", str(root), "--slug", "qingming", *pairs]) == 0
    path = root / "records/bureau/outgoing/drafts/qingming.md"
    id_ = path.read_text("utf-8").splitlines()[1].split()[1]
    assert capsys.readouterr().out == (
        f"已建草稿 records/bureau/outgoing/drafts/qingming.md（id {id_}）\n"
        f"  下一步：写好正文和未填的字段，运行 placet check 检查，再用 placet act {id_} draft 签上第一步“拟稿”\n"
        "草稿里还有必填的字段没有填：主办股室\n"
        "  在草稿里去掉该行开头的“# ”，填上值；也可在新建时用 --set 字段=值 写明\n"
    )


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["xyz"], "CMD201 没有叫“xyz”的登记簿（现有：bureau/expense、bureau/minutes、bureau/outgoing）"),
        (
            ["outgoin"],
            f"CMD202 没有叫“outgoin”的登记簿，是否为“outgoing”？（现有：{REGISTERS}）",
        ),
        (
            ["expense", "--set", "quux=1"],
            "CMD204 支出没有“quux”这个字段（可填：title、classification、date、handler、amount、basis、refers）",
        ),
        (["expense", "--set", "amuont=1"], "CMD205 支出没有“amuont”这个字段，是否为“amount”（金额）？"),
        (["expense", "--set", "金额=1"], "CMD205 支出没有“金额”这个字段，是否为“amount”（金额）？"),
        (["expense", "--slug", "报销"], "CMD206 草稿名“报销”只能用小写字母、数字和连字符"),
        (["expense", "--set", "handler=nobody"], "CMD207 经办人：溪口县文化馆没有“nobody”"),
        (
            ["expense", "--set", "handler=wang-fan"],
            "CMD208 经办人：溪口县文化馆没有“wang-fan”，是否为“wang-fang”（王芳）？",
        ),
        (["expense", "--set", "amount"], "CMD211 “--set amount”应写成 --set 字段=值"),
    ],
)
def test_refused(root: Path, capsys: pytest.CaptureFixture[str], args: list[str], message: str) -> None:
    before = tree_files(root)
    assert run(["new", *args, "--root", str(root)]) == 2
    out, err = capsys.readouterr()
    assert (out, err.splitlines()[0]) == ("", f"placet: {message}")
    assert tree_files(root) == before


@pytest.mark.parametrize(
    ("value", "code"),
    [("amount=1.005", "FMT029"), ("amount=-1", "FMT035"), ("date=2024-02-30", "FMT030"), ("basis=x", "FMT038")],
)
def test_values_are_refused_in_the_readers_own_words(
    root: Path, capsys: pytest.CaptureFixture[str], value: str, code: str
) -> None:
    assert run(["new", "expense", "--set", value, "--root", str(root)]) == 2
    assert capsys.readouterr().err.startswith(f"placet: {code} ")


def test_never_overwrites(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["new", "expense", "--slug", "a", "--root", str(root)]) == 0
    before = tree_files(root)
    capsys.readouterr()
    assert run(["new", "expense", "--slug", "a", "--root", str(root)]) == 2
    path = "records/bureau/expense/drafts/a.md"
    assert capsys.readouterr().err == f"placet: CMD209 {path} 已经存在\n  办法：用 --slug 另起一个名\n"
    assert tree_files(root) == before


def test_asked_on_a_terminal(root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter(["修灯", "", "2024-04-02", "wang-fan", "wang-fang", "-3", "30", "", ""])
    asked: list[str] = []

    def prompt(text: str, **_: object) -> str:
        asked.append(text)
        return next(answers)

    monkeypatch.setattr("click.prompt", prompt)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    assert run(["new", "expense", "--slug", "lamp", "--root", str(root)]) == 0
    written = (root / "records/bureau/expense/drafts/lamp.md").read_text("utf-8").splitlines()
    assert [line.partition("  #")[0] for line in written[2:9]] == [
        "title: 修灯",
        "classification: internal",
        "date: 2024-04-02",
        "handler: wang-fang",
        "amount: 30",
        "# basis:",
        "# refers:",
    ]
    assert [text.partition("；")[0] for text in asked] == [
        "标题",
        "密级与公开属性",
        "报账日期",
        "经办人",
        "经办人",
        "金额",
        "金额",
        "依据文件",
        "所引文件：写路径（如 bureau/minutes/2024/0003）或 id",
    ]
    err = capsys.readouterr().err
    assert err.count("placet: ") == 2
    assert "CMD208 经办人：溪口县文化馆没有“wang-fan”，是否为“wang-fang”（王芳）？" in err
