"""The invented people of the sample bureau: who held which post from when until when, delegations and absences.

Keys are demonstration keys (see `keys.py`); nobody's real key is here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tests.sample.keys import public_line

#: The last weeks on paper: the meeting that adopts the first regulations is already signed here.
FOUNDING = date(2022, 12, 1)


@dataclass(frozen=True)
class Tenure:
    """One person in one post; `until` is inclusive, None while it lasts."""

    person: str
    post: str
    since: date = FOUNDING
    until: date | None = None
    basis: str = "青岚县人民政府任免通知"


NAMES = {
    "zhou-jianguo": "周建国",
    "shen-yulan": "沈玉兰",
    "he-weimin": "何为民",
    "luo-xiaofeng": "罗晓峰",
    "tan-liping": "谭丽萍",
    "xiang-zhiyuan": "向志远",
    "fu-guangming": "傅光明",
    "qin-shuhua": "秦淑华",
    "ye-xiaowen": "叶晓雯",
    "mo-xin": "莫欣",
    "deng-yongan": "邓永安",
    "gan-lin": "甘琳",
    "kuang-meiling": "邝美玲",
    "su-he": "苏禾",
    "wan-dehai": "万德海",
    "pu-jing": "蒲静",
    "nie-xiaolu": "聂小鹿",
    "bai-xue": "白雪",
    "lei-tao": "雷涛",
    "tong-yue": "童悦",
    "geng-wenbo": "耿文博",
    "ouyang-jie": "欧阳洁",
    "yi-shan": "易杉",
    "chu-min": "褚敏",
    "rao-zhi": "饶智",
    "kang-ning": "康宁",
    "pan-yi": "潘奕",
    "jiang-he": "江禾",
    "hua-rui": "华蕊",
    "shi-lei": "石磊",
    "wen-jie": "文杰",
}

_RETIREMENT = date(2024, 8, 31)
_SUCCESSION = date(2024, 9, 1)

TENURES = (
    Tenure("zhou-jianguo", "director", until=_RETIREMENT),
    Tenure("zhou-jianguo", "party-secretary", until=_RETIREMENT, basis="中共青岚县委任免通知"),
    Tenure("shen-yulan", "director", since=_SUCCESSION),
    Tenure("shen-yulan", "party-secretary", since=_SUCCESSION, basis="中共青岚县委任免通知"),
    *(
        Tenure(person, post)
        for person, posts in {
            "he-weimin": ("executive-deputy", "party-deputy-secretary", "finance-leader", "admin-leader"),
            "luo-xiaofeng": ("deputy-culture", "party-member", "union-leader"),
            "tan-liping": ("deputy-tourism", "party-member"),
            "xiang-zhiyuan": ("discipline-leader", "party-member"),
            "fu-guangming": ("chief-engineer",),
        }.items()
        for post in posts
    ),
    *(
        Tenure(person, post, basis="局党组会议决定")
        for person, posts in {
            "qin-shuhua": ("office-director",),
            "ye-xiaowen": ("document-clerk", "attendance-clerk"),
            "mo-xin": ("secretary-clerk",),
            "deng-yongan": ("archivist",),
            "gan-lin": ("seal-keeper",),
            "kuang-meiling": ("personnel-chief",),
            "wan-dehai": ("finance-chief",),
            "pu-jing": ("accountant",),
            "nie-xiaolu": ("cashier",),
            "bai-xue": ("culture-chief",),
            "lei-tao": ("market-chief",),
            "tong-yue": ("tourism-chief",),
            "geng-wenbo": ("heritage-chief",),
            "yi-shan": ("library-head",),
            "chu-min": ("culture-hall-head",),
            "rao-zhi": ("museum-head",),
            "pan-yi": ("buyer",),
        }.items()
        for post in posts
    ),
    Tenure("hua-rui", "party-seal-keeper", until=date(2023, 6, 30), basis="局党组会议决定"),
    Tenure("su-he", "party-seal-keeper", since=date(2023, 7, 1), basis="局党组会议决定"),
    Tenure("ouyang-jie", "section-seal-keeper", until=date(2025, 8, 31), basis="局党组会议决定"),
    Tenure("wen-jie", "section-seal-keeper", since=date(2025, 9, 1), basis="局党组会议决定"),
    Tenure("shi-lei", "section-seal-keeper", until=date(2023, 11, 30), basis="局党组会议决定（旅游投诉受理专用章）"),
    *(
        Tenure(
            person,
            "staff",
            since=_SUCCESSION if person == "shen-yulan" else FOUNDING,
            until=_RETIREMENT if person == "zhou-jianguo" else None,
            basis="机关在编人员名册",
        )
        for person in NAMES
    ),
)

#: (post, to, since, until, acts, registers, basis)
DELEGATIONS = (
    (
        "director",
        "executive-deputy",
        date(2025, 5, 12),
        date(2025, 5, 23),
        (),
        (),
        "局长赴省委党校学习期间，局务会议明确由常务副局长主持工作",
    ),
    (
        "office-director",
        "secretary-clerk",
        date(2025, 11, 3),
        date(2025, 11, 7),
        ("office_check", "route"),
        ("outgoing", "letters", "incoming"),
        "办公室主任参加培训，分管机关领导指定",
    ),
    (
        "seal-keeper",
        "secretary-clerk",
        date(2024, 7, 15),
        date(2024, 7, 19),
        (),
        ("seal-use", "outgoing", "letters"),
        "公章代管登记，局长指定（甘琳公休假）",
    ),
    (
        "seal-keeper",
        "secretary-clerk",
        date(2025, 10, 20),
        date(2025, 10, 24),
        (),
        ("seal-use", "outgoing", "letters"),
        "公章代管登记，局长指定（甘琳参加培训）",
    ),
)

ABSENCES = (
    ("shen-yulan", date(2025, 5, 12), date(2025, 5, 23), "省委党校学习"),
    ("qin-shuhua", date(2025, 11, 3), date(2025, 11, 7), "全县办公室工作培训"),
    ("gan-lin", date(2024, 7, 15), date(2024, 7, 19), "公休假"),
    ("gan-lin", date(2025, 10, 20), date(2025, 10, 24), "公章管理业务培训"),
)

#: A person's second key takes over on this day: the archive shows what key rotation looks like.
ROTATIONS = {"qin-shuhua": date(2025, 1, 1), "he-weimin": date(2025, 7, 1)}


def holder(post: str, day: date) -> str:
    """The id of the first person who holds `post` on `day`; KeyError when nobody does."""
    for tenure in TENURES:
        if tenure.post == post and tenure.since <= day and (tenure.until is None or day <= tenure.until):
            return tenure.person
    raise KeyError(f"{post} on {day}")


def key_ordinal(person: str, day: date) -> int:
    """Which of the person's keys (1, 2, …) is theirs on `day`."""
    turn = ROTATIONS.get(person)
    return 2 if turn is not None and day >= turn else 1


def _keys(person: str) -> list[str]:
    turn = ROTATIONS.get(person)
    lines = [f"      - {{public: {public_line(person, 1)}, from: {FOUNDING}"]
    if turn is None:
        lines[0] += "}"
    else:
        lines[0] += f", until: {date.fromordinal(turn.toordinal() - 1)}}}"
        lines.append(f"      - {{public: {public_line(person, 2)}, from: {turn}}}")
    return lines


def _list(values: tuple[str, ...]) -> str:
    return "[" + ", ".join(values) + "]"


def people_yaml() -> str:
    """The text of people.yaml: persons with their demonstration keys, appointments, delegations, absences."""
    out = ["# Made by tests/sample. Every key here is a demonstration key derived by tests/sample/keys.py.", "persons:"]
    for person, name in NAMES.items():
        out += [f"  - id: {person}", f"    name: {name}", f"    login: {person}", "    keys:", *_keys(person)]
    out.append("appointments:")
    for t in TENURES:
        end = f", until: {t.until}" if t.until else ""
        out.append(f"  - {{person: {t.person}, post: {t.post}, from: {t.since}{end}, basis: {t.basis}}}")
    out.append("delegations:")
    for post, to, since, until, acts, registers, basis in DELEGATIONS:
        scope = f"acts: {_list(acts)}, registers: {_list(registers)}"
        out.append(f"  - {{post: {post}, to: {to}, from: {since}, until: {until}, {scope}, basis: {basis}}}")
    out.append("absences:")
    for person, since, until, why in ABSENCES:
        out.append(f"  - {{person: {person}, from: {since}, until: {until}, why: {why}}}")
    return "\n".join(out) + "\n"
