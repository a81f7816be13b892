"""What the bureau meeting is asked to adopt: the regulations of daily affairs, and the detailed rules under two of them."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.sample.office import Item, Office

_OFFICE = "青岚县文化和旅游局"
_BASES = [
    "《青岚县党政机关国内公务接待管理实施细则》（青办发〔2014〕6号）",
    "《青岚县行政事业单位差旅费管理办法》（青财发〔2014〕34号）",
]
_ADOPTED = (
    (date(2024, 11, 1), "公务接待管理制度", "office", date(2025, 1, 1)),
    (date(2024, 11, 1), "公务出差管理制度", "finance", date(2025, 1, 1)),
    (date(2024, 11, 1), "公务用车管理制度", "office", date(2025, 1, 1)),
    (date(2024, 12, 1), "文印管理制度", "office", date(2025, 1, 1)),
    (date(2024, 12, 1), "内部控制制度", "finance", date(2025, 1, 1)),
    (date(2024, 12, 1), "局属单位管理制度", "office", date(2025, 1, 1)),
    (date(2025, 6, 1), "水电安全和卫生管理制度", "office", date(2025, 7, 1)),
)
_SAID = {
    "公务接待管理制度": "办公室逐条说明标准来源，重点讨论陪餐人数和同城来客两条。",
    "公务出差管理制度": "财务股说明据实报销与包干的区别，与会人员对市以上区域发票的限制提出意见，已作补充。",
    "公务用车管理制度": "办公室通报全年用车情况，会议要求非工作日用车一律事前报告。",
    "文印管理制度": "办公室说明外出印制的费用构成，明确定点单位两家。",
    "内部控制制度": "财务股说明本制度为指导性要求，与各项业务制度配套执行。",
    "局属单位管理制度": "三家局属单位负责人发表意见，支出两档的界限按从严掌握。",
    "水电安全和卫生管理制度": "办公室说明检查表的填法，空调温度按节能的本意读作不低于26度。",
}


def bylaws(office: Office) -> None:
    """Puts each regulation before the meeting that adopts it."""
    for day, title, section, starts in _ADOPTED:
        decided = f"同意，自{starts.year}年{starts.month}月{starts.day}日起施行。"
        _tabled(office, day, f"审议《{_OFFICE}{title}》", section, _SAID[title], decided, {})
    topic = "审议《公务接待和公务出差报销操作细则》"
    said = "财务股会同办公室说明细则依据，两项上级规定的文号已经列明，操作口径与本局制度一致。"
    _tabled(
        office, date(2025, 3, 1), topic, "finance", said, "同意，作为两项制度的配套细则执行。", {"based_on": _BASES}
    )


def _tabled(office: Office, day: date, topic: str, section: str, said: str, decided: str, more: dict[str, Any]) -> None:
    extra = {"agenda": {"matter": "institution", **more}, "said": said, "decided": decided}
    office.table("bureau-meeting", day, Item(topic, leader="he-weimin", section=section, extra=extra))
