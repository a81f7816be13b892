"""The portal's search: cut alike in Python and in the browser, and known items found, first where they are sought.

The queries are those a reader of the sample would type: words inside sentences, numbers in three styles, names,
titles, articles; each with the page that is sought. `make bench` measures size and speed beside the theme's own search.
"""

from __future__ import annotations

import json
import random
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from opencc import OpenCC
from playwright.sync_api import Page, expect

from placet.pages.words import spoken_by_the_browser
from placet.search import Entry, assemble, part
from placet.search.part import slot
from placet.search.signs import number_keys, pieces
from tests.bench import peers
from tests.portal.window import DESKTOP, chromium, served, window

ROOT = Path(__file__).resolve().parents[1]
STATIC = ROOT / "scripts" / "placet" / "site" / "static"
QUERIES = yaml.safe_load((Path(__file__).parent / "portal" / "queries.yaml").read_text("utf-8"))
_SETTINGS = yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))
_POLICY = f'<meta http-equiv="Content-Security-Policy" content="{_SETTINGS["extra"]["policy"]}">'
_SCRIPTS = "".join(f'<script src="assets/placet/{name}.js"></script>' for name in ("words", "search", "search-box"))
_PAGE = '<!doctype html><html lang="zh"><meta charset="utf-8"><link rel="icon" href="data:,"><title>t</title>'


@dataclass(frozen=True)
class Found:
    """A page with the search loaded, over an index of the sample, and what the index was made of."""

    page: Page
    made: Mapping[str, list[Entry]]
    bytes: list[int]

    def addresses(self, query: str) -> list[str]:
        """Addresses of the first ten, as the index writes them."""
        asked = "async query => (await placetSearch.search(query)).results.map(one => one.address)"
        base = len(self.page.evaluate("new URL('/', location.href).href"))
        return [address[base:] for address in self.page.evaluate(asked, query)]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Found]:
    guides = {f"guide/{path.name}": path.read_text("utf-8") for path in sorted((ROOT / "docs" / "guide").glob("*.md"))}
    made = peers.entries(peers.view(ROOT), guides)
    site = tmp_path_factory.mktemp("search")
    for path, data in assemble({name: part(found) for name, found in made.items()}).made.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_bytes(data)
    (site / "assets" / "placet").mkdir(parents=True)
    for name in ("search.js", "search-box.js", "traditional.js"):
        shutil.copy(STATIC / name, site / "assets" / "placet")
    spoken = json.dumps(spoken_by_the_browser("zh"), ensure_ascii=False)
    (site / "assets" / "placet" / "words.js").write_text(f"window.placetWords = {spoken};", "utf-8")
    for name, body in (
        ("search.html", '<div id="pl-search"></div>'),
        ("other.html", '<button class="pl-ask">?</button>'),
    ):
        (site / name).write_text(f"{_PAGE}{_POLICY}{body}{_SCRIPTS}", "utf-8")
    (site / "index.html").write_text(f'{_PAGE}<script src="assets/placet/search.js"></script>', "utf-8")
    with served(site) as address, chromium() as browser, window(browser, address, DESKTOP) as page:
        sizes: list[int] = []
        page.on("response", lambda answer: sizes.append(int(answer.headers.get("content-length", "0"))))
        page.goto("index.html")
        yield Found(page, made, sizes)


_SENTENCES = (
    "关于印发公章管理办法的通知",
    "青文旅发〔2024〕3号",
    "第三条 出差",
    "Ａb-2.5",
    "",
    "馆务会议纪要",
    "谷长青经办",
)
_ENTRIES = st.builds(
    Entry,
    unit=st.sampled_from(("局", "馆")),
    collection=st.sampled_from(("发文", "制度")),
    year=st.integers(2024, 2026),
    standing=st.sampled_from(("filed", "draft")),
    title=st.sampled_from(_SENTENCES),
    number=st.sampled_from(("", "青文旅发〔2024〕3号")),
    address=st.sampled_from(("a.html", "b.html")),
    text=st.lists(st.sampled_from(_SENTENCES), max_size=4).map("".join),
)
_EDITS = st.lists(st.tuples(st.sampled_from("abcd"), st.none() | st.lists(_ENTRIES, max_size=6)), max_size=8)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_EDITS)
def test_after_any_edits_the_index_is_that_of_a_clean_build(edits: list[tuple[str, list[Entry] | None]]) -> None:
    """Parts come, change and go; each time only the files that differ are made, and together they are all."""
    entries_of: dict[str, list[Entry]] = {"z": []}
    parts = {"z": part([])}
    index = assemble(parts)
    files = dict(index.made)
    for name, found in edits:
        if found is None:
            entries_of.pop(name, None)
            parts.pop(name, None)
        else:
            entries_of[name], parts[name] = found, part(found)
        before, index = index.digests, assemble(parts, index.digests)
        assert {path for path in index.made if before.get(path) == index.digests[path]} == set()
        files = {path: data for path, data in {**files, **index.made}.items() if path in index.digests}
        clean = assemble({name: part(entries_of[name]) for name in sorted(entries_of, reverse=True)})
        assert (files, index.digests) == (clean.made, clean.digests)


def test_a_change_leaves_what_has_not_changed(sample: Found) -> None:
    """A sentence more in one record: its texts, the buckets of the new pieces, and the table."""
    parts = {name: part(found) for name, found in sample.made.items()}
    name = max(parts, key=lambda one: len(parts[one].texts))
    before = assemble(parts)
    longer = [*sample.made[name]]
    longer[0] = Entry(*(getattr(longer[0], key) for key in Entry.__slots__[:-1]), f"{longer[0].text}\n鼹鼠")
    after = assemble({**parts, name: part(longer)}, before.digests)
    assert len(after.digests) == len(before.digests)
    assert sorted(path.split("/")[1] for path in after.made) == ["index.bin", "p", "t"]


def test_parts_of_one_short_name_are_told_apart() -> None:
    """Among a thousand parts some have the same first two bytes of their digest."""
    one = part([Entry("局", "发文", 2024, "filed", "通知", "", "a.html", "")])
    made = assemble(dict.fromkeys((f"bureau/outgoing/{number}" for number in range(1000)), one)).made
    assert sum(path.startswith("search/t/") for path in made) == 1000


def test_a_part_of_which_nothing_is_shown_leaves_no_trace() -> None:
    one = {"bureau/outgoing/2024/0": part([Entry("局", "发文", 2024, "filed", "通知", "", "a.html", "")])}
    assert assemble({**one, "bureau/case-files/2024/0": part([])}) == assemble(one)


def test_browser_and_program_cut_every_text_alike(sample: Found) -> None:
    texts = [text for found in sample.made.values() for entry in found for text in (entry.title, entry.text)]
    texts += ["第二十三条之一", "Ａ１－b2.5 ＩＤ", "第 ３ 条\n第一千零一条", "𠮷野家", "ß İ ﬁ 〇", ""]
    rng = random.Random(5)
    signs = [*"第条第条〇零一九十百千 \u3000\t\n\r.．§0289Ａｚ〔〕章𠮷，é\u2028", "第三条", "2.5"]
    texts += ["".join(rng.choices(signs, k=rng.randint(1, 14))) for _ in range(4000)]
    of = "[...new Set(placetSearch.runs(text).flatMap(run => placetSearch.pieces(run.map(sign => sign[0]))))].sort()"
    cut = f"texts => JSON.stringify(texts.map(text => {of}))"
    utf16 = {text: sorted(pieces(text), key=lambda piece: piece.encode("utf-16-be")) for text in texts}
    cut_there = json.loads(sample.page.evaluate(cut, texts))
    assert [(text, found) for text, found in zip(texts, cut_there, strict=True) if found != utf16[text]] == []
    cuts = sorted({piece for found in utf16.values() for piece in found})
    assert sample.page.evaluate("pieces => pieces.map(piece => placetSearch.slot(piece, 2048))", cuts) == list(
        map(slot, cuts)
    )


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("青文旅发〔2025〕10号", ["青文旅发/2025/10"]),
        ("青文旅发[2025]第010号", ["青文旅发/2025/10"]),
        ("青文旅发（２０２５）１０号", ["青文旅发/2025/10"]),
        ("青文旅发［2025］10號", ["青文旅发/2025/10"]),
        ("2025年第10号", ["/2025/10"]),
        ("第10号", []),
        ("12025年10号", []),
    ],
)
def test_a_number_is_one_key_in_every_style(sample: Found, text: str, keys: list[str]) -> None:
    assert number_keys(text) == keys
    assert sample.page.evaluate("text => placetSearch.parsed(text).numbers", text) == keys


def test_known_items_are_found_and_nearly_always_first(sample: Found) -> None:
    """Exact strings: every one in the first ten; the sought page first in at least 0.95 of them."""
    asked = [(query["ask"], query["find"]) for query in QUERIES]
    assert len(asked) >= 60
    answers = {ask: sample.addresses(ask) for ask, _ in asked}
    assert [(ask, find, answers[ask][:3]) for ask, find in asked if find not in answers[ask]] == []
    first = [find == answers[ask][0] for ask, find in asked]
    assert sum(first) / len(first) >= 0.95, [ask for (ask, _), good in zip(asked, first, strict=True) if not good]


def test_an_answer_takes_few_bytes(sample: Found) -> None:
    """The table of the index, the pieces asked for, and the texts of what is shown."""
    for query in ("通知", "回访", "青文旅发〔2025〕10号", "发文管理制度 第六条"):
        sample.page.reload()
        sample.bytes.clear()
        assert sample.addresses(query)
        assert sum(sample.bytes) <= 40_000, (query, sample.bytes)


def test_what_is_in_force_comes_before_what_was_repealed(sample: Found) -> None:
    found = sample.addresses("公章管理制度 第五条")
    assert [address for address in found if address.startswith("bureau/seals/")] == [
        "bureau/seals/2025-01-01.html#a5",
        "bureau/seals/2024-01-01.html#a5",
    ]


def test_a_number_without_its_code_is_first_that_of_a_document(sample: Found) -> None:
    numbers = {entry.address: entry.number for found in sample.made.values() for entry in found}
    found = [numbers[address] for address in sample.addresses("〔2025〕3号")]
    bracketed = ["〔" in number for number in found]
    assert bracketed == sorted(bracketed, reverse=True)
    assert any(bracketed), found


def test_words_that_stand_nowhere_together_are_found_apart(sample: Found) -> None:
    assert sample.page.evaluate("async () => (await placetSearch.search('接待标准')).apart") == ["接待", "标准"]
    texts = {entry.address: f"{entry.title} {entry.text}" for found in sample.made.values() for entry in found}
    assert all("接待" in texts[one] and "标准" in texts[one] for one in sample.addresses("接待标准"))
    assert sample.page.evaluate("async () => (await placetSearch.search('接待')).apart ?? null") is None


def test_a_query_of_signs_alone_finds_nothing_and_breaks_nothing(sample: Found) -> None:
    for query in ("", "〔〕", "!?。", "<img src=x onerror=alert(1)>", "第条", "\u0000", "查无此语查无此语"):
        assert sample.addresses(query) == []


def test_traditional_characters_find_what_is_written_in_simplified_ones(sample: Found) -> None:
    for query in QUERIES[:3]:
        assert query["find"] in sample.addresses(OpenCC("s2t").convert(query["ask"]))


def test_the_table_of_traditional_characters_is_what_its_library_says() -> None:
    """Those of Big5 that stand for one of GB 2312."""
    signs = "".join(map(chr, range(0x4E00, 0xA000)))
    signs = signs.encode("big5", "ignore").decode("big5")
    simple = OpenCC("t2s").convert
    pairs = [(sign, simple(sign)) for sign in signs]
    pairs = [(old, new) for old, new in pairs if old != new and new.encode("gb2312", "ignore").decode("gb2312") == new]
    lines = (STATIC / "traditional.js").read_text("utf-8").splitlines()[2:]
    exported = zip(("traditional", "simple"), zip(*pairs, strict=True), strict=True)
    assert lines == [f'export const {name} = "{"".join(column)}";' for name, column in exported]


@pytest.fixture
def asking(sample: Found) -> Iterator[Page]:
    """The search page, where search works with the portal's policy: nothing inline."""
    sample.page.goto("search.html")
    yield sample.page
    sample.page.goto("index.html")


def _answered(page: Page, words: str) -> None:
    page.get_by_role("searchbox", name="搜索").fill(words)
    expect(page.get_by_role("status")).to_contain_text("项")
    expect(page.locator(".pl-found")).to_have_attribute("aria-busy", "false")


def test_search_is_narrowed_by_unit_register_year_and_status(asking: Page) -> None:
    """What is chosen stands in the address, and a kept address asks again."""
    _answered(asking, "通知")
    whole = asking.get_by_role("status").text_content()
    for name, value in (("全部单位", "云溪区柳浦街道办事处"), ("全部年份", "2025年"), ("不论状态", "已归档登记")):
        asking.get_by_role("combobox", name=name).select_option(value)
    expect(asking.get_by_role("status")).not_to_have_text(f"{whole}")
    expect(asking.locator(".pl-found")).to_have_attribute("aria-busy", "false")
    facts = asking.locator(".pl-found__facts").all_text_contents()
    assert facts
    assert all("云溪区柳浦街道办事处 · " in fact and "已归档登记" in fact for fact in facts)
    kept = asking.url
    assert kept.endswith("&year=2025&standing=filed")
    asking.goto(kept)
    expect(asking.locator(".pl-found__facts").first).to_contain_text("云溪区柳浦街道办事处")
    assert asking.locator(".pl-found__facts").all_text_contents() == facts


def test_excerpts_are_the_text_with_the_words_marked(asking: Page) -> None:
    _answered(asking, "戒骄 戒躁")
    excerpt = asking.locator(".pl-found__text").first
    assert excerpt.locator("mark").all_text_contents() == ["戒骄", "戒躁"]
    text = "…\n缘起：奖励惩处\n事项发生日期：2025年7月1日\n要点：肯定成绩，提醒戒骄戒躁\n走访或谈话 廖砚秋\n本人确认 井小满\n编号 柏晓棠"
    assert excerpt.text_content() == text


def test_a_cited_number_is_marked_as_it_is_written(asking: Page) -> None:
    _answered(asking, "局务会议纪要[2026]3号")
    marked = asking.locator(".pl-found__text mark").all_text_contents()
    assert set(marked) == {"局务会议纪要〔2026〕3号"}


def test_from_the_keyboard(asking: Page) -> None:
    """Down to a result and up again, Enter for the first; what an input method composes is not asked for yet."""
    _answered(asking, "通知")
    links = asking.locator(".pl-found__link")
    asking.keyboard.press("ArrowDown")
    asking.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    asking.keyboard.press("ArrowUp")
    asking.keyboard.press("ArrowUp")
    expect(asking.get_by_role("searchbox", name="搜索")).to_be_focused()
    asking.get_by_role("button", name="再看十项").click()
    expect(links.nth(10)).to_be_focused()
    assert len(set(links.evaluate_all("links => links.map(one => one.href)"))) == 20
    composing = (
        "input => input.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', isComposing: true, bubbles: true}))"
    )
    asking.get_by_role("searchbox", name="搜索").evaluate(composing)
    assert "/search.html?" in asking.url


def test_elsewhere_search_is_a_dialog(sample: Found) -> None:
    page = sample.page
    page.goto("other.html")
    page.keyboard.press("/")
    _answered(page, "青文旅函〔2024〕1号")
    expect(page.get_by_role("link", name="在搜索页打开（可收藏）")).to_have_attribute(
        "href", re.compile(r"search\.html\?q=%E9")
    )
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.get_by_role("button", name="?").click()
    expect(page.get_by_role("dialog", name="搜索")).to_be_visible()
    page.goto("index.html")


def test_opened_as_a_file_search_says_that_it_needs_a_server(sample: Found, tmp_path: Path) -> None:
    for name in ("search", "search-box"):
        shutil.copy(STATIC / f"{name}.js", tmp_path)
    (tmp_path / "words.js").write_text(f"window.placetWords = {json.dumps(spoken_by_the_browser('zh'))};", "utf-8")
    scripts = _SCRIPTS.replace("assets/placet/", "")
    (tmp_path / "search.html").write_text(f'{_PAGE}{_POLICY}<div id="pl-search"></div>{scripts}', "utf-8")
    browser = sample.page.context.browser
    assert browser
    with window(browser, "file://", DESKTOP) as page:
        page.goto((tmp_path / "search.html").as_uri())
        page.get_by_role("searchbox", name="搜索").fill("通知")
        expect(page.get_by_role("status")).to_contain_text("直接打开的页面没有服务器，不能搜索。")
