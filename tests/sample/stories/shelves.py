"""What the archive room keeps and notes: volumes, their transfer, the climate of the stores, and everything written out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from tests.sample.hands import words
from tests.sample.office import Item, Office, at
from tests.sample.pen import Paper
from tests.sample.stories.written import Named, sign, written_out

#: The regulations of archives, cases and secrecy, by the bureau meeting that adopts them.
_ADOPTED = {
    date(2024, 11, 1): (
        (
            "执法案件和案卷管理办法",
            "market",
            "文化市场管理股说明办法与省厅办案系统管理办法的衔接，会议逐条讨论了例外登记。",
        ),
        ("网络保密管理制度", "office", "办公室说明制度的依据和建议性条文，会议讨论了载体登记和上网审批。"),
        ("档案保密制度", "office", "办公室说明机密档案查阅、节前检查和销毁的程序。"),
        ("实物声像档案归档制度", "office", "办公室说明一个月归档期限和陈列实物的归还办法。"),
    ),
    date(2024, 12, 1): (
        ("档案工作管理办法", "office", "办公室说明责任体系、年度计划和统计办法，会议明确了鉴定小组的组成。"),
        ("文书立卷归档和移交制度", "office", "办公室说明归年度、定期限和移交的办法，各股室提出的三条意见已经吸收。"),
        ("档案保管和保护制度", "office", "档案室说明库房检查和温湿度记录的安排。"),
    ),
}
_COLUMNS = ("title", "author", "origin", "issue", "matter", "part", "dated")
_QUARTERS = (date(2025, 1, 1), date(2025, 4, 1), date(2025, 7, 1), date(2025, 10, 1), date(2026, 1, 1))
_ENOUGH = ["edge", "size", "metal", "repair"]


def shelves(office: Office) -> None:
    """Puts the regulations on the agenda, then fills every register of archives, cases and secrecy."""
    for month, adopted in _ADOPTED.items():
        for title, section, said in adopted:
            agenda = {"topic": f"审议《青岚县文化和旅游局{title}》", "matter": "institution", "leader": "he-weimin"}
            extra = {"agenda": agenda, "said": said, "decided": "同意，自2025年1月1日起施行。"}
            office.table("bureau-meeting", month, Item(agenda["topic"], section=section, extra=extra))
    known: Named = {}
    for entry in words("archive_volumes")["volumes"]:
        known[entry["key"]] = Paper("bureau/archive-volume", entry["day"], entry["title"], body=entry["text"])
    written_out(office, "archive_papers", known)
    written_out(office, "archive_more", known)
    for entry in words("archive_volumes")["volumes"]:
        _volume(office, entry, known)
    for entry in words("archive_volumes")["transfers"]:
        _transfer(office, entry, known)
    for begins in _QUARTERS:
        _climate(office, begins)


def _volume(office: Office, entry: Mapping[str, Any], known: Named) -> None:
    paper, items = known[entry["key"]], _items(entry)
    terms = {"永久": "Y", "30年": "D30"}
    kind = {"documentary": "WS", "specialised": "ZY"}[entry.get("class", "documentary")]
    number = f"0118-{kind}-{entry['section'].upper()}-{entry['year']}-{terms[entry['term']]}-{entry['serial']:03d}"
    author, issue, genre = entry["said"]
    paper.fields = {
        "date": paper.day,
        "section": entry["section"],
        "compiler": entry["compiler"],
        "fonds_name": "青岚县文化和旅游局",
        "archive_class": entry.get("class", "documentary"),
        "title_author": author,
        "title_issue": issue,
        "title_genre": genre,
        "begins": min(item["dated"] for item in items),
        "ends": max(item["dated"] for item in items),
        "item_count": len(items),
        "page_count": items[-1]["last_page"],
        "retention": entry["term"],
        "filing_year": entry["year"],
        "filing_no": number,
        "serial": entry["serial"],
        "printed": True,
        "av_related": [known[key] for key in entry.get("related", ())],
        "prepared": _ENOUGH,
        "binding": "three_hole",
        "alignment": "right_bottom",
    }
    paper.fields |= entry.get("fields", {}) | {"items": items}
    sign(office, paper, "compile", entry["compiler"], at(paper.day, "09:20"))
    for handler in paper.fields.get("note_handlers", ()):
        sign(office, paper, "annotate", handler, at(paper.day, "09:50"), "口头答复系本人电话接听，内容属实。")
    sign(office, paper, "settle_title", "archivist", at(paper.day, "10:30"), "题名可以。")
    sign(office, paper, "assign", "archivist", at(paper.day, "10:40"), data={"filing_no": number})
    sign(office, paper, "number", "archivist", at(paper.day, "10:50"))
    office.add(paper)


def _items(entry: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The file list: serial and page numbers follow from the order and the pages of each paper."""
    items: list[dict[str, Any]] = []
    page = 1
    for serial, row in enumerate(entry["rows"], 1):
        pages, paper, more = row[7], row[8], row[9] if len(row) > 9 else {}
        item = {"serial": serial} | dict(zip(_COLUMNS, row[:7], strict=True))
        item |= {"first_page": page, "last_page": page + pages - 1, "pages": pages}
        items.append(item | {"retention": entry["term"], "paper": paper} | more)
        page += pages
    return items


def _transfer(office: Office, entry: Mapping[str, Any], known: Named) -> None:
    day, volumes = entry["day"], [known[key] for key in entry["volumes"]]
    archivist = office.roster.holder("archivist", day)
    fields: dict[str, Any] = {
        "date": day,
        "covered_year": entry["year"],
        "section": entry["section"],
        "plan": known[entry["plan"]],
        "handed_by": entry["by"],
        "received_by": archivist,
        "volumes": volumes,
        "catalogue": _catalogue(volumes, entry["order"]),
        "category_order": [{"rank": rank, "name": name} for rank, name in enumerate(entry["order"], 1)],
        "copies": 2,
        "kept_by": ["giver", "archive"],
        "held_back": 0,
    }
    if "previous" in entry:
        fields["previous"] = known[entry["previous"]]
    if "electronic" in entry:
        fields |= {"has_electronic": True, "electronic_files": entry["electronic"]}
    title = f"{entry['year']}年度案卷移交（{_SECTIONS[entry['section']]}）"
    text = f"移交案卷{len(volumes)}卷，目录一式两份，双方各执一份；原件已全部收回，没有个人留存。"
    paper = known[entry["key"]] = Paper("bureau/volume-transfer", day, title, fields, text)
    sign(office, paper, "hand_over", entry["by"], at(day, "09:20"))
    sign(office, paper, "count_check", "archivist", at(day, "10:10"), "逐卷点清。", {"volumes": len(volumes)})
    sign(office, paper, "receive", archivist, at(day, "10:20"))
    sign(office, paper, "number", "archivist", at(day, "10:30"))
    office.add(paper)


_SECTIONS = {"office": "办公室", "market": "文化市场管理股", "culture": "公共文化股"}


def _catalogue(volumes: Sequence[Paper], order: Sequence[str]) -> list[dict[str, Any]]:
    return [
        {
            "retention": paper.fields["retention"],
            "serial": paper.fields["serial"],
            "category": order[min(index, len(order) - 1)],
            "title": paper.title,
        }
        for index, paper in enumerate(volumes)
    ]


def _climate(office: Office, begins: date) -> None:
    """A quarter's sheet: one reading every working day, warmer in summer, within the limits the air conditioning keeps."""
    rng = office.rng(f"archive-climate|{begins}")
    after = date(begins.year + (begins.month == 10), (begins.month + 2) % 12 + 1, 1)
    ends = after - timedelta(days=1)
    while not office.working(ends):
        ends -= timedelta(days=1)
    base = {1: 160, 4: 195, 7: 225, 10: 185}[begins.month]
    readings = []
    for offset in range((ends - begins).days + 1):
        day = begins + timedelta(days=offset)
        if office.working(day):
            temperature, humidity = Decimal(base + rng.randint(-14, 14)) / 10, rng.randint(47, 58)
            readings.append({"taken": day, "temperature": temperature, "humidity": humidity})
    fields = {"date": ends, "room": "一号库", "begins": begins, "ends": ends, "readings": readings}
    title = f"{begins.year}年第{(begins.month + 2) // 3}季度一号库温湿度记录"
    text = f"本季读数{len(readings)}次，未超出规定范围；{rng.choice(('除湿机运行正常', '雨天开启除湿机', '空调按时启停'))}。"
    paper = Paper("bureau/archive-climate", ends, title, fields, text)
    sign(office, paper, "record", "archivist", at(ends, "16:30"))
    sign(office, paper, "review", "office-director", at(ends, "16:50"))
    sign(office, paper, "number", "archivist", at(ends, "17:00"))
    office.add(paper)
