"""Official sheets, measured from their PDFs against GB/T 9704-2012: five documents of the sample, page by page."""

from __future__ import annotations

import itertools
import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from placet import official
from placet.cabinet import load
from placet.model import Cabinet, Record
from placet.official import fonts as font_lists
from placet.official.body import body
from placet.official.title import lines
from placet.readers import kind
from placet.standing import standing
from placet.tree import WorkTree
from tests.paper import RED, Leaf, leaves

ROOT = Path(__file__).resolve().parents[1]
NOTICE = "records/bureau/outgoing/2025/0003.md"
REQUEST = "records/bureau/outgoing/2024/0006.md"
LETTER = "records/bureau/letters/2024/0001.md"
MINUTES = "records/bureau/bureau-minutes/2024/0012.md"
#: With attachments, copies, and more than two pages.
PLAN = "records/bureau/outgoing/2026/0003.md"
FIVE = (NOTICE, REQUEST, LETTER, MINUTES, PLAN)

#: The standard's measures, in millimetres.
TOP, LEFT, WIDE, HIGH = 37.0, 28.0, 156.0, 225.0
CHARACTER = WIDE / 28
LINE = CHARACTER * 15 / 8
THIRD, FOURTH = CHARACTER / 25.4 * 72, 14.0
NEAR = 0.06


@cache
def cabinet() -> Cabinet:
    return load(WorkTree(ROOT))


@pytest.fixture(scope="module")
def fonts() -> official.Fonts:
    """The free fonts, fetched where they are missing: a sheet is measured on every machine."""
    folder = ROOT / official.FOLDER
    subprocess.run([ROOT / ".ci" / "fonts", folder], check=True)
    found = official.found([folder], system=False)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def press(fonts: official.Fonts) -> Iterator[official.Press]:
    with official.Press(fonts) as opened:
        yield opened


@pytest.fixture(scope="module")
def printed(press: official.Press) -> dict[str, tuple[Leaf, ...]]:
    pdfs = press.pdfs([sheet_of(cabinet().records[path]) for path in FIVE])
    return dict(zip(FIVE, map(leaves, pdfs), strict=True))


def sheet_of(record: Record) -> official.Sheet:
    unit = cabinet().units[record.unit]
    made = official.sheet(cabinet(), record, standing(record, unit, cabinet().kinds[record.kind]))
    assert made is not None
    return made


def near(one: float, other: float, by: float = NEAR) -> bool:
    return abs(one - other) <= by


def text_lines(leaf: Leaf) -> list[tuple[float, str]]:
    """Top and words of each line of the text, in the size of the text and within its block."""
    found: dict[float, str] = {}
    for line in leaf.of_size(THIRD):
        found[round(line.top, 2)] = found.get(round(line.top, 2), "") + line.text
    return sorted(found.items())


def written(path: str) -> str:
    """The words of a record's text as its file has them, without Markdown's signs and white space."""
    text = (ROOT / path).read_text("utf-8").split("\n---\n", 1)[1]
    return re.sub(r"\s|\\$", "", re.sub(r"^(#+|-) ", "", text, flags=re.MULTILINE), flags=re.MULTILINE)


@pytest.mark.parametrize("path", FIVE)
def test_paper_margins_and_grid(printed: dict[str, tuple[Leaf, ...]], path: str) -> None:
    for leaf in printed[path]:
        assert near(leaf.width, 210)
        assert near(leaf.height, 297)
        for line in leaf.of_size(THIRD):
            assert line.left >= LEFT - NEAR
            # A comma or full stop that closes a line has its empty half beyond the edge.
            assert line.right <= LEFT + WIDE + 2 * NEAR + (CHARACTER / 2 if line.text[-1] in "，。、；：》）" else 0)
            assert line.top >= TOP - NEAR
            assert line.bottom <= TOP + HIGH + NEAR
        tops = [top for top, _ in text_lines(leaf)]
        steps = [after - before for before, after in itertools.pairwise(tops)]
        assert all(step >= LINE - NEAR or path == LETTER for step in steps)


def test_a_page_of_text_is_22_lines_of_28_characters(press: official.Press) -> None:
    record = replace(cabinet().records[NOTICE], body="文" * 28 * 60)
    second = leaves(press.pdf(sheet_of(record)))[1]
    rows = text_lines(second)
    assert [len(words) for _, words in rows] == [28] * 22
    assert near(rows[0][0], TOP)
    assert near(rows[-1][0] + CHARACTER, TOP + HIGH)
    assert all(near(after[0] - before[0], LINE, 0.02) for before, after in itertools.pairwise(rows))
    first = second.of_size(THIRD)[0]
    assert near(first.left, LEFT)
    assert near(first.right, LEFT + WIDE)
    assert all(near(b - a, CHARACTER, 0.01) for a, b in zip(first.starts, first.starts[1:], strict=False))


def test_a_page_of_real_text_keeps_the_22_lines(printed: dict[str, tuple[Leaf, ...]]) -> None:
    rows = text_lines(printed[PLAN][1])
    assert len(rows) == 22
    assert near(rows[0][0], TOP)
    assert near(rows[-1][0] + CHARACTER, TOP + HIGH)


@pytest.mark.parametrize("path", [NOTICE, REQUEST, PLAN])
def test_the_head_of_a_document(printed: dict[str, tuple[Leaf, ...]], path: str) -> None:
    first = printed[path][0]
    header = next(line for line in first.lines if line.colour == RED)
    assert header.text == "青岚县文化和旅游局文件"
    assert header.font == "FandolSong-Bold"
    assert near(header.top, TOP + 35)
    assert near((header.left + header.right) / 2, LEFT + WIDE / 2)
    (rule,) = (rule for rule in first.rules if rule.colour == RED)
    assert near(rule.left, LEFT)
    assert near(rule.right, LEFT + WIDE)
    number = next(line for line in first.lines if line.text.startswith("青文旅发〔"))
    assert near(number.top - header.bottom, 2 * LINE)
    assert near(rule.top - number.bottom, 4)
    title = first.of_size(22)
    assert near(title[0].top - rule.top, 2 * LINE, 1.2)
    assert all(near((line.left + line.right) / 2, LEFT + WIDE / 2, 1) for line in title)
    to = first.lines[first.lines.index(title[-1]) + 1]
    assert near(to.left, LEFT)
    assert to.text.endswith("：")


def test_number_and_signer(printed: dict[str, tuple[Leaf, ...]]) -> None:
    """Going down, the number stands in the middle; going up, at the left, with the signer at the right."""
    (number,) = (line for line in printed[NOTICE][0].lines if line.text.startswith("青文旅发"))
    assert number.text == "青文旅发〔2025〕3号"
    assert near((number.left + number.right) / 2, LEFT + WIDE / 2, 0.2)
    (number,) = (line for line in printed[REQUEST][0].lines if line.text.startswith("青文旅发"))
    assert number.text == "青文旅发〔2024〕6号签发人：周建国"
    assert near(number.left, LEFT + CHARACTER)
    assert near(number.right, LEFT + WIDE - CHARACTER)


def test_the_head_of_a_letter(printed: dict[str, tuple[Leaf, ...]]) -> None:
    (leaf,) = printed[LETTER]
    header = leaf.lines[0]
    assert (header.text, header.colour) == ("青岚县文化和旅游局", RED)
    assert near(header.top, 30)
    thick, thin, low_thin, low_thick = leaf.rules
    assert all(near(rule.left, 20) and near(rule.right, 190) and rule.colour == RED for rule in leaf.rules)
    assert thick.thick > thin.thick
    assert low_thick.thick > low_thin.thick
    assert near(thick.top - thick.thick / 2 - header.bottom, 4)
    assert near(297 - (low_thick.top + low_thick.thick / 2), 20)
    number = leaf.lines[1]
    assert number.text == "青文旅函〔2024〕1号"
    assert near(number.right, LEFT + WIDE)
    assert near(number.top - (thin.top + thin.thick / 2), CHARACTER * 7 / 8, 0.3)


def test_the_head_of_minutes(printed: dict[str, tuple[Leaf, ...]]) -> None:
    first = printed[MINUTES][0]
    assert (first.lines[0].text, first.lines[0].colour) == ("局务会议纪要", RED)
    assert near(first.lines[0].top, TOP + 35)
    assert [line.text for line in first.lines[1:3]] == ["局务会议纪要〔2024〕12号", "青岚县文化和旅游局2024年12月20日"]
    assert [leaf.circles for leaf in printed[MINUTES]] == [(), (), ()]


@pytest.mark.parametrize("path", [NOTICE, REQUEST, LETTER, PLAN])
def test_signature_day_and_place_of_the_seal(printed: dict[str, tuple[Leaf, ...]], path: str) -> None:
    last = printed[path][-1]
    day = next(line for line in last.of_size(THIRD)[::-1] if re.fullmatch(r"\d{4}年\d+月\d+日", line.text))
    name = last.lines[last.lines.index(day) - 1]
    assert name.text == "青岚县文化和旅游局"
    assert near((name.left + name.right) / 2, (day.left + day.right) / 2)
    assert near(day.right, LEFT + WIDE - 4 * CHARACTER)
    ((left, right, top, bottom),) = last.circles
    assert near(right - left, 42)
    assert near((left + right) / 2, (day.left + day.right) / 2)
    assert (top + bottom) / 2 < name.bottom
    assert day.bottom < bottom
    before = [line for line in last.of_size(THIRD) if line.top < name.top]
    assert before, "the signature stands alone on its page"
    assert 0 < top - before[-1].bottom <= LINE


@pytest.mark.parametrize(("path", "copies"), [(NOTICE, "抄送：县消防救援大队。"), (REQUEST, ""), (PLAN, "抄送：")])
def test_the_imprint_at_the_foot_of_the_last_page(printed: dict[str, tuple[Leaf, ...]], path: str, copies: str) -> None:
    last = printed[path][-1]
    rules = [rule for rule in last.rules if rule.colour != RED]
    assert len(rules) == (3 if copies else 2)
    assert near(rules[-1].top + rules[-1].thick / 2, TOP + HIGH, 0.2)
    assert [round(rule.thick, 2) for rule in (rules[0], rules[-1])] == [0.35, 0.35]
    assert all(near(rule.thick, 0.25, 0.01) for rule in rules[1:-1])
    assert all(near(rule.left, LEFT) and near(rule.right, LEFT + WIDE) for rule in rules)
    inside = [line for line in last.of_size(FOURTH) if rules[0].top < line.top < rules[-1].top]
    fourth = FOURTH / 72 * 25.4
    assert near(inside[-1].left, LEFT + fourth)
    assert near(inside[-1].right, LEFT + WIDE - fourth)
    assert re.fullmatch(r"青岚县文化和旅游局办公室\d{4}年\d+月\d+日印发", inside[-1].text)
    assert inside[0].text.startswith(copies)
    for leaf in printed[path][:-1]:
        assert [rule for rule in leaf.rules if rule.colour != RED] == []


@pytest.mark.parametrize("path", FIVE)
def test_page_numbers_stand_outside(printed: dict[str, tuple[Leaf, ...]], path: str) -> None:
    fourth = FOURTH / 72 * 25.4
    for count, leaf in enumerate(printed[path], 1):
        below = [line for line in leaf.lines if line.top > TOP + HIGH]
        if path == LETTER and count == 1:
            assert below == []
            continue
        (number,) = below
        assert number.text == f"— {count} —"
        assert near((number.top + number.bottom) / 2, TOP + HIGH + 7, 0.1)
        assert number.font == "FandolSong-Regular"
        if count % 2:
            assert near(number.right, LEFT + WIDE - fourth)
        else:
            assert near(number.left, LEFT + fourth)


@pytest.mark.parametrize("path", FIVE)
def test_the_text_is_the_records_text(printed: dict[str, tuple[Leaf, ...]], path: str) -> None:
    whole = "".join(re.sub(r"—\d+—$", "", leaf.text) for leaf in printed[path]).replace("印章", "")
    sheet = sheet_of(cabinet().records[path])
    assert "".join(sheet.title.split()) in whole
    start = whole.index(sheet.title) + len(sheet.title)
    text = written(path)
    if sheet.attached:
        annex = "附件：" + "".join(f"{at}.{name}" for at, name in enumerate(sheet.attached, 1))
        assert annex == "附件：1.2026年重点任务分工表2.2026年文化活动安排"
        assert annex in whole
        whole = whole.replace(annex, "")
    assert whole[start : start + len(text)] == text


def test_the_same_sheet_gives_the_same_bytes_in_another_press(
    press: official.Press, fonts: official.Fonts, tmp_path: Path
) -> None:
    sheets = {official.path(cabinet().records[path]): sheet_of(cabinet().records[path]) for path in FIVE}
    first = official.kept(tmp_path / "kept", sheets, fonts)
    assert [file.read_bytes() for file in first.values()] == [press.pdf(sheet) for sheet in sheets.values()]
    assert next(iter(sheets)) == "records/bureau/outgoing/2025/0003.pdf"
    times = {file: file.stat().st_mtime_ns for file in first.values()}
    fewer = dict(list(sheets.items())[:2])
    again = official.kept(tmp_path / "kept", fewer, fonts)
    assert {file.stat().st_mtime_ns for file in again.values()} <= set(times.values())
    assert sorted((tmp_path / "kept").iterdir()) == sorted(again.values())


def test_the_key_changes_with_what_is_printed(fonts: official.Fonts) -> None:
    sheet = sheet_of(cabinet().records[NOTICE])
    keys = {
        official.key(sheet, fonts),
        official.key(replace(sheet, title="另一件"), fonts),
        official.key(sheet, replace(fonts, identity="")),
        official.key(sheet, replace(fonts, families={"fang": ("x",)})),
    }
    assert len(keys) == 4
    assert official.key(sheet_of(cabinet().records[NOTICE]), fonts) in keys


def test_hostile_words_are_words(press: official.Press) -> None:
    """Nothing of a record is ever read as Typst: it reaches the template as data."""
    evil = '#panic("x") $x$ *b* _e_ @ref <l> \\u{41} #import "/etc/passwd": * ]#eval("1")['
    record = cabinet().records[NOTICE]
    sheet = replace(sheet_of(record), title=evil, title_lines=lines(evil, 19.5), to=evil, copy_to=evil, issuer=evil)
    sheet = replace(sheet, body=body(f"{evil}\n\n| {evil} |\n| --- |\n| {evil} |\n\n    {evil}").blocks)
    text = "".join(leaf.text for leaf in leaves(press.pdf(sheet)))
    assert text.count('#panic("x")') >= 5


def test_rare_characters_of_names_come_from_the_font_behind(press: official.Press) -> None:
    rare = "镕喆堃犇昇祎瑄"
    record = replace(cabinet().records[NOTICE], body=f"联系人：{rare}。")
    found = [line for leaf in leaves(press.pdf(sheet_of(record))) for line in leaf.lines if rare in line.text]
    assert [line.text for line in found] == [f"联系人：{rare}。"]


def test_without_a_font_of_the_kind_there_is_no_sheet(tmp_path: Path) -> None:
    assert official.found([tmp_path, tmp_path / "missing"], system=False) is None


def test_the_offices_own_fonts_come_first() -> None:
    wanted = font_lists.families({"FandolFang R", "FangSong_GB2312", "FandolSong", "AR PL UMing"})
    assert wanted["fang"] == ("FangSong_GB2312", "FandolFang R", "AR PL UMing")
    assert wanted["title"] == ("FandolSong", "AR PL UMing")
    assert wanted["kai"] == ("FangSong_GB2312", "FandolFang R", "AR PL UMing")


def test_drafts_annulled_records_and_kinds_without_a_layout_have_no_sheet() -> None:
    record = cabinet().records[NOTICE]
    assert official.sheet(cabinet(), replace(record, number=None)) is None
    assert official.sheet(cabinet(), replace(record, annulled="停办")) is None
    plain = next(one for one in cabinet().records.values() if one.kind == "incoming")
    assert official.sheet(cabinet(), plain) is None


def test_which_form_is_taken_is_said_by_the_kind() -> None:
    records = cabinet().records
    assert [sheet_of(records[path]).form for path in FIVE] == ["document", "document", "letter", "minutes", "document"]
    assert sheet_of(records["records/bureau/party-outgoing/2024/0001.md"]).header == "中共青岚县文化和旅游局党组文件"
    assert sheet_of(records["records/sub-district/mass-outgoing/2025/0001.md"]).header == "街道总工会文件"


def test_titles_are_broken_between_words() -> None:
    assert lines("关于停用原支部委员会印章的通知", 19.5) == ("关于停用原支部委员会印章的通知",)
    long = "青岚县文化和旅游局关于印发《暑期公共文化服务和旅游市场安全生产工作实施方案》的通知"
    assert lines(long, 19.5) == (
        "青岚县文化和旅游局关于印发",
        "《暑期公共文化服务和旅游市场",
        "安全生产工作实施方案》的通知",
    )
    named = "关于印发《青岚县文化和旅游局2026年工作要点》的通知"
    assert lines(named, 19.5, ["青岚县文化和旅游局"]) == ("关于印发《青岚县文化和旅游局", "2026年工作要点》的通知")
    assert "".join(lines("长" * 300, 19.5)) == "长" * 300


def test_what_a_layout_names_must_be_there() -> None:
    text = (ROOT / "records/registers/outgoing.yaml").read_text("utf-8")
    path = "records/registers/outgoing.yaml"
    head = text.count("\n", 0, text.index("layout:"))
    for old, new, said in (
        ("to: main_to", "to: main_too", "6:7 FMT045 main_too main_to"),
        ("signer: issue", "signer: isue", "8:11 FMT068 isue issue"),
        ("upward: {direction: [up]}", "upward: {way: [up]}", "9:12 FMT044 way "),
        ("upward: {direction: [up]}", "upward: {direction: [upp]}", "9:24 FMT034 upp up"),
        ("header: '{unit}文件'", "header: '{unit}{office}文件'", "5:36 FMT044 office "),
        ("template: letter", "template: leter", "3:18 FMT034 leter letter"),
    ):
        assert text.count(old) >= 1
        found = kind.read(text.replace(old, new).encode(), path)
        assert found[0] is None
        (one,) = found[1]
        where = f"{one.place.line - head}:{one.place.column}"
        assert f"{where} {one.code} {one.args['value']} {one.args.get('guess', '')}" == said
