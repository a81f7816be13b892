"""Home, units, posts, bodies and what is due: what they say, and a reader's way through them in a real Chromium."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from placet.cabinet import load
from placet.judge import judge
from placet.pages import render
from placet.pages.collation import by_sound
from placet.pages.deciding import decided, duties, meeting_bodies, rhythms
from placet.pages.links import HOME
from placet.pages.post import post_scripts
from placet.pages.view import View
from placet.pages.waiting import items
from placet.pages.words import Words
from placet.tree import WorkTree
from tests.portal.built import built, prepared
from tests.portal.busy import busy
from tests.portal.small import make
from tests.portal.window import DESKTOP, served, window

DRAFT = "records/hall/outgoing/drafts/jiaoju.html"
HEAD, BODY, YEAR = "posts/hall/head.html", "bodies/hall/hall-meeting.html", "statistics/hall/2026.html"
_EITHER = """\
  - id: head-or-director
    article: 2
    says: 签发后方可编号
    on: outgoing
    demand:
      acts: {issue: [office-director, head]}
    before: number
    examples:
      - {acts: ["issue by head", "number"], expect: met}
      - {acts: ["number"], expect: breached}
unchecked:
"""


def seen(root: Path) -> View:
    cabinet = load(WorkTree(root))
    assert not cabinet.findings
    assert cabinet.config.as_of is not None
    return View(cabinet, judge(cabinet, cabinet.config.as_of), Words())


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> View:
    root = tmp_path_factory.mktemp("busy")
    make(root)
    return seen(busy(root))


@pytest.fixture(scope="module")
def pages(view: View) -> Mapping[str, str]:
    return {path: str(page.body) for path, page in render(view).items()}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = busy(prepared(tmp_path_factory.mktemp("office"), notices=12))
    return built(root, root / "site").out


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with served(site) as address:
        yield address


def test_a_post_may_do_what_the_register_and_the_rules_say(view: View) -> None:
    unit, kinds = view.cabinet.units["hall"], [view.cabinet.kinds[one] for one in ("minutes", "outgoing")]
    found = duties(unit, kinds, view.outcome.rules, view.today)
    assert {
        post: [(one.kind, one.act, one.relations, [rule.rule.id for rule in one.rules]) for one in listed]
        for post, listed in found.items()
    } == {
        "head": [("outgoing", "issue", ("post",), ["issue-order"])],
        "office-director": [("outgoing", "check", ("post",), ["issue-order"])],
        "clerk": [
            ("minutes", "number", ("post",), []),
            ("outgoing", "number", ("post",), []),
            ("outgoing", "seal", ("post",), []),
        ],
    }
    (issue,) = found["head"]
    assert [rule.rule.id for rule in issue.limits] == ["issue-in-time"]
    number = found["clerk"][1]
    assert [rule.rule.id for rule in number.limits] == ["issue-order", "major"]


def test_rules_no_longer_in_force_give_no_post_anything_to_do(view: View) -> None:
    unit, kinds = view.cabinet.units["hall"], [view.cabinet.kinds["outgoing"]]
    early = view.cabinet.regulations[0].in_force
    found = duties(unit, kinds, view.outcome.rules, early)
    assert [rule.regulation.in_force for rule in found["head"][0].rules] == [early]


def test_a_body_is_known_by_the_rules_that_name_it(view: View) -> None:
    unit = view.cabinet.units["hall"]
    (monthly,) = rhythms(unit, "hall-meeting", view.outcome.rules)
    assert (monthly.rule.id, meeting_bodies(monthly)) == ("monthly", ("hall-meeting",))
    (major,) = decided(unit, "hall-meeting", view.outcome.rules, view.today)
    assert (major.rule.id, meeting_bodies(major)) == ("major", ())
    assert decided(unit, "another", view.outcome.rules, view.today) == ()


def test_what_is_late_is_awaited_of_those_who_may_do_it(view: View) -> None:
    assert [(one.whom, one.wait.what, one.wait.until, one.wait.overdue, one.posts) for one in items(view)] == [
        (("办公室主任 秦淑华",), "核稿", "2026年6月17日", True, ("office-director",)),
        (("馆长 沈玉兰",), "签发", "2026年6月26日", False, ("head",)),
        (("馆长 沈玉兰",), "应登记", "2026年6月30日", False, ("head",)),
    ]
    late = items(view)[0]
    assert [one.says for one in late.verdicts] == ["办公室主任核稿", "由拟稿人拟稿，办公室主任核稿，馆长签发"]
    assert (late.number, late.address, late.about) == ("草稿", DRAFT, "records/hall/outgoing/drafts/jiaoju.md")


def test_rules_that_one_person_can_satisfy_are_one_thing_to_do(tmp_path: Path) -> None:
    make(tmp_path)
    regulation = busy(tmp_path) / "docs/hall/documents/2026-01-01.md"
    regulation.write_text(regulation.read_text("utf-8").replace("unchecked:\n", _EITHER, 1), "utf-8")
    (issue,) = [one for one in items(seen(tmp_path)) if one.wait.what == "签发"]
    assert (issue.posts, issue.wait.until, len(issue.verdicts)) == (("head",), "2026年6月26日", 2)


def test_what_is_overdue_stands_first_then_office_by_office_what_has_a_limit(pages: Mapping[str, str]) -> None:
    text = pages["waiting.html"]
    assert re.findall(r"<h[23][^>]*>(.*?)</h[23]>", text) == [
        "逾期1项",
        "临川县文化馆",
        "临川县文化馆",
        '有办理期限 <small class="pl-inline">2项</small>',
    ]
    assert re.findall(r'<li( data-overdue)?><span class="pl-rows__main"><b>(.*?)</b>', text) == [
        (" data-overdue", "核稿"),
        ("", "签发"),
        ("", "应登记"),
    ]
    told = '待办3项 · <span class="pl-bad">逾期1项</span>'
    assert f"open><summary><h2>临川县文化馆</h2> <small>{told}</small></summary>" in text
    assert '<a href="posts/hall/office-director.html">办公室主任 秦淑华</a> · <a href="hall/documents/2026' in text


def test_several_offices_are_folded_and_their_names_in_the_order_of_their_sound(view: View) -> None:
    hall = view.cabinet.units["hall"]
    units = {"hall": hall, "annex": type(hall)(**{**_fields(hall), "id": "annex", "title": "附馆"})}
    cabinet = type(view.cabinet)(**{**_fields(view.cabinet), "units": units})
    made = render(View(cabinet, view.outcome, view.words))
    heads = r'<details class="pl-fold" data-unit="(\w+)"( data-group)?><summary><h2>(.*?)</h2> <small>(.*?)</small>'
    assert {path: re.findall(heads, str(made[path].body)) for path in ("registers.html", "posts.html")} == {
        "registers.html": [
            ("annex", " data-group", "附馆", "登记簿0本，登记0件"),
            ("hall", " data-group", "临川县文化馆", "登记簿2本，登记5件"),
        ],
        "posts.html": [
            ("annex", " data-group", "附馆", "岗位3个"),
            ("hall", " data-group", "临川县文化馆", "岗位3个"),
        ],
    }
    names = ["收文", "案卷", "发文", "不良"]
    assert sorted(names, key=by_sound) == ["案卷", "不良", "发文", "收文"]


def test_the_home_page_learns_what_is_due_for_a_post_from_a_script(view: View) -> None:
    scripts = post_scripts(view)
    assert sorted(scripts) == ["posts/hall/clerk.js", "posts/hall/head.js", "posts/hall/office-director.js"]
    begin, end = "window.placetDue = ", ";\n"
    told = {path: json.loads(text.removeprefix(begin).removesuffix(end)) for path, text in scripts.items()}
    assert told["posts/hall/clerk.js"] == {"post": "hall/clerk", "title": "文书", "total": 0, "overdue": 0, "items": []}
    late = told["posts/hall/office-director.js"]
    assert (late["post"], late["total"], late["overdue"]) == ("hall/office-director", 1, 1)
    assert [(one["what"], one["until"], one["address"], one["overdue"]) for one in late["items"]] == [
        ("核稿", "2026年6月17日", DRAFT, True)
    ]


def test_a_post_page_says_who_what_by_which_article_and_what_is_due(pages: Mapping[str, str]) -> None:
    text = pages[HEAD]
    assert re.findall(r'<h2 id="(\w+)">', text) == ["due", "decides", "history"]
    for words in (
        'href="../../feeds/hall/head.ics"',
        '<a href="../../bodies/hall/hall-meeting.html">馆务会议</a> <small class="pl-inline">主持、出席、召集</small>',
        '<td>签发</td><td><div class="pl-ground"><a href="../../hall/documents/2026-01-01.html#a2">',
        '<span class="pl-rows__main"><b>沈玉兰</b></span><small>2024年9月1日 – 至今 · 任职通知</small>',
        '<span class="pl-rows__main">文杰</span><small>2023年1月1日 – 2024年8月31日 · 任职通知</small>',
        "<dt>可由其代办</dt> <dd>办公室主任",
    ):
        assert words in text, words


def test_a_body_page_has_its_members_meetings_and_decisions(pages: Mapping[str, str]) -> None:
    text = pages[BODY]
    assert "超过50%到会" in text
    assert re.findall(r'href="\.\./\.\./records/hall/minutes/(\d+/\d+)\.html"', text) == [
        "2026/0001",
        "2025/0001",
        "2023/0001",
    ]
    assert "应到2人，实到2人" in text
    assert re.search(r"同意</span> +<a href=\"\.\./\.\./records/hall/outgoing/2026/0001\.html\">", text)
    assert "通过《公文处理办法》" in text
    assert "涉及金额达到大额支出起点的，须经馆务会议研究同意" in text


def test_a_unit_page_names_the_articles_its_figures_rest_on(pages: Mapping[str, str]) -> None:
    text = pages["hall/index.html"]
    assert '<td>20,000</td><td><a href="../hall/documents/2026-01-01.html#a3">《公文处理办法》第三条</a></td>' in text
    assert '<a href="../posts/hall/clerk.html">文书</a> <small>叶晓雯</small>' in text
    assert '<a href="../bodies/hall/hall-meeting.html">馆务会议</a>' in text


def test_several_units_are_grouped_on_the_home_page(view: View) -> None:
    hall = view.cabinet.units["hall"]
    units = {"hall": hall, "annex": type(hall)(**{**_fields(hall), "id": "annex", "title": "附馆"})}
    cabinet = type(view.cabinet)(**{**_fields(view.cabinet), "units": units})
    text = str(render(View(cabinet, view.outcome, view.words))[HOME].body)
    assert '<a href="hall/index.html#regulations">制度1项</a>' in text
    assert '<a href="annex/index.html#registers">登记簿0本</a>' in text
    assert "现行制度</h2>" not in text


def _fields(value: object) -> dict[str, object]:
    return {name: getattr(value, name) for name in value.__dataclass_fields__}  # type: ignore[attr-defined]


def test_what_is_due_for_my_post_is_chosen_once(page: Page) -> None:
    page.goto("index.html")
    page.get_by_role("link", name="选择我的岗位").click()
    page.get_by_role("searchbox", name="找岗位或姓名").fill("秦淑华")
    expect(page.locator(".pl-posts li:visible")).to_have_count(1)
    page.get_by_role("link", name="办公室主任").click()
    button = page.get_by_role("button", name="设为我的岗位")
    button.click()
    expect(page.get_by_role("button", name="这是我的岗位")).to_have_attribute("aria-pressed", "true")
    page.goto("index.html")
    mine = page.locator("[data-mine-here]")
    expect(mine.get_by_role("link", name="办公室主任")).to_be_visible()
    expect(mine).to_contain_text("待办1项 · 逾期1项")
    expect(mine).to_contain_text("核稿 · 2026年6月17日前 已逾期")
    assert page.evaluate("window.hit") is None
    mine.get_by_role("link", name="全部").click()
    expect(page).to_have_url(re.compile(r"posts/hall/office-director\.html#due$"))
    expect(page.locator("#due + ul > li")).to_contain_text("办公室主任核稿")


def test_my_post_is_chosen_by_keyboard_alone_on_a_file_share(browser: Browser, site: Path) -> None:
    with window(browser, f"{site.as_uri()}/", DESKTOP) as page:
        page.emulate_media(reduced_motion="reduce")  # Chromium reports a page's change that overtakes the one before
        page.goto("posts.html")
        page.get_by_role("link", name="文书").focus()
        page.keyboard.press("Enter")
        page.get_by_role("button", name="设为我的岗位").focus()
        page.keyboard.press("Space")
        expect(page.get_by_role("button", name="这是我的岗位")).to_be_focused()
        page.goto("index.html")
        expect(page.locator("[data-mine-here]")).to_contain_text("没有待办事项。")
        page.get_by_role("link", name="换一个岗位").focus()
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile(r"posts\.html$"))


def test_who_decides_leads_from_the_post_to_the_article(page: Page) -> None:
    page.goto("posts.html")
    page.get_by_role("link", name="馆长", exact=True).click()
    row = page.get_by_role("row").filter(has_text="签发").last
    row.get_by_role("link", name="《公文处理办法》第二条").first.click()
    expect(page).to_have_url(re.compile(r"hall/documents/2026-01-01\.html#a2$"))
    expect(page.locator("#a2")).to_be_in_viewport()


def test_whether_a_body_kept_its_rhythm_and_what_it_decided(page: Page) -> None:
    page.goto("hall/index.html")
    page.get_by_role("link", name="馆务会议", exact=True).click()
    drawn = page.get_by_role("img", name="发文由拟稿人拟稿")
    expect(drawn).to_have_accessible_description(re.compile("5期按期1期 未按期：2026年2月"))
    expect(drawn).to_contain_text("1/5")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator(".pl-meetings").get_by_role("link", name=re.compile("暑期非遗培训班")).click()
    expect(page).to_have_url(re.compile(r"outgoing/2026/0001\.html$"))
    expect(page.get_by_role("link", name=re.compile("2026年第一次馆务会议纪要")).first).to_be_visible()


def test_where_documents_wait(page: Page) -> None:
    page.goto("compliance.html")
    page.get_by_role("link", name="统计", exact=True).click()
    page.get_by_role("row", name=re.compile("临川县文化馆")).get_by_role("link", name="14", exact=True).click()
    expect(page.get_by_role("img", name="在哪一步等得最久")).to_contain_text("发文登记簿 · 签发")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("table", name="在哪一步等得最久").get_by_role("link", name="发文登记簿").first.click()
    expect(page).to_have_url(re.compile(r"records/hall/outgoing/2026/index\.html$"))


def test_from_a_figure_of_compliance_to_the_records_it_counts(page: Page) -> None:
    page.goto("compliance.html")
    page.get_by_role("link", name="5 违反").press("Enter")
    expect(page).to_have_url(re.compile(r"#breaches$"))
    page.get_by_role("row", name=re.compile("临川县文化馆")).get_by_role("link").last.press("Enter")
    page.locator("td.pl-count--met a").first.press("Enter")
    expect(page).to_have_url(re.compile(r"compliance/hall/documents/2026-01-01\.html#rules$"))
    figure = page.locator("#r-issue-in-time .pl-count--met a")
    count = int(figure.inner_text())
    figure.press("Enter")
    listed = page.locator("#r-issue-in-time-met + ul > li")
    expect(listed).to_have_count(count)
    listed.first.get_by_role("link").press("Enter")
    expect(page).to_have_url(re.compile(r"outgoing/2026/0001\.html$"))


def test_the_list_of_what_waits_is_made_shorter_and_can_be_sent_on(page: Page) -> None:
    page.goto("index.html")
    page.get_by_role("link", name="逾期1项").click()
    expect(page.get_by_role("checkbox", name="只看逾期")).to_be_checked()
    rows = page.locator("#pl-due li:visible")
    expect(rows).to_have_count(1)
    page.get_by_role("checkbox", name="只看逾期").uncheck()
    page.get_by_role("searchbox").fill("馆长 签发")
    expect(rows).to_have_count(1)
    expect(page.get_by_role("status")).to_have_text("1项")
    page.reload()
    expect(page.get_by_role("searchbox")).to_have_value("馆长 签发")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("2026年6月26日前 · 馆长 沈玉兰")
