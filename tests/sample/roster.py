"""The invented people of the sample bureau: who held which post from when until when, delegations and absences.

Keys are demonstration keys (see `keys.py`); nobody's real key is here.
"""

from __future__ import annotations

from datetime import date
from functools import partial

from tests.sample import staff
from tests.sample.staff import Absence, Delegation, Roster

#: The last weeks on paper: the meeting that adopts the first regulations is already signed here.
FOUNDING = date(2023, 12, 1)


Tenure = partial(staff.Tenure, since=FOUNDING, basis="青岚县人民政府任免通知")

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
    "mi-lan": "米岚",
    "you-cheng": "尤成",
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
            "kang-ning": ("driver",),
            "mi-lan": ("unit-deputy",),
        }.items()
        for post in posts
    ),
    Tenure("hua-rui", "party-seal-keeper", until=date(2024, 6, 28), basis="局党组会议决定"),
    Tenure("su-he", "party-seal-keeper", since=date(2024, 6, 29), basis="局党组会议决定"),
    Tenure("ouyang-jie", "section-seal-keeper", until=date(2025, 8, 31), basis="局党组会议决定"),
    Tenure("wen-jie", "section-seal-keeper", since=date(2025, 9, 1), basis="局党组会议决定"),
    Tenure("shi-lei", "section-seal-keeper", until=date(2024, 11, 30), basis="局党组会议决定（旅游投诉受理专用章）"),
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
    *(
        Tenure(person, post, basis="局务会议关于档案、案件和保密工作分工的决定")
        for post, people in {
            "archive-leader": ("he-weimin",),
            "section-archivist": (
                *("mo-xin", "su-he", "pu-jing", "jiang-he", "ouyang-jie"),
                *("shi-lei", "hua-rui", "yi-shan", "chu-min", "rao-zhi"),
            ),
            "secrecy-officer": ("su-he",),
            "network-officer": ("pan-yi",),
            "case-manager": ("ouyang-jie",),
            "case-reserve": ("shi-lei", "jiang-he"),
            "case-supervisor": ("hua-rui",),
        }.items()
        for person in people
    ),
    *(
        Tenure(person, post, since=date(2024, 3, 6), basis="机关党支部选举结果和分工")
        for post, person in {
            "branch-secretary": "qin-shuhua",
            "organisation-commissioner": "kuang-meiling",
            "publicity-commissioner": "lei-tao",
            "discipline-commissioner": "hua-rui",
            "cell-leader-offices": "bai-xue",
            "cell-leader-venues": "chu-min",
            "party-clerk": "su-he",
            "general-branch-inspector": "xiang-zhiyuan",
        }.items()
    ),
    *(
        Tenure(person, "branch-member", since=since, basis="机关党支部党员名册")
        for since, people in {
            date(2021, 7, 1): (
                *("he-weimin", "luo-xiaofeng", "tan-liping", "xiang-zhiyuan", "qin-shuhua", "kuang-meiling"),
                *("su-he", "hua-rui", "bai-xue", "lei-tao", "wan-dehai", "kang-ning"),
                *("chu-min", "yi-shan", "rao-zhi", "geng-wenbo"),
            ),
            _SUCCESSION: ("shen-yulan",),
            date(2026, 6, 5): ("jiang-he",),
        }.items()
        for person in people
    ),
    Tenure(
        *("jiang-he", "branch-probationary"), since=date(2025, 5, 28), until=date(2026, 6, 4), basis="县直机关工委批复"
    ),
    Tenure("shi-lei", "branch-probationary", since=date(2026, 6, 5), basis="县直机关工委批复"),
)

DELEGATIONS = (
    Delegation(
        "director",
        "executive-deputy",
        date(2025, 5, 12),
        date(2025, 5, 23),
        (),
        (),
        "局长赴省委党校学习期间，局务会议明确由常务副局长主持工作",
    ),
    Delegation(
        "office-director",
        "secretary-clerk",
        date(2025, 11, 3),
        date(2025, 11, 7),
        ("office_check", "route"),
        ("outgoing", "letters", "incoming"),
        "办公室主任参加培训，分管机关领导指定",
    ),
    Delegation(
        "seal-keeper",
        "secretary-clerk",
        date(2024, 7, 15),
        date(2024, 7, 19),
        (),
        ("seal-use", "outgoing", "letters"),
        "公章代管登记，局长指定（甘琳公休假）",
    ),
    Delegation(
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
    Absence("shen-yulan", date(2025, 5, 12), date(2025, 5, 23), "省委党校学习"),
    Absence("qin-shuhua", date(2025, 11, 3), date(2025, 11, 7), "全县办公室工作培训"),
    Absence("gan-lin", date(2024, 7, 15), date(2024, 7, 19), "公休假"),
    Absence("gan-lin", date(2025, 10, 20), date(2025, 10, 24), "公章管理业务培训"),
)

#: A person's second key takes over on this day: the archive shows what key rotation looks like.
ROTATIONS = {"qin-shuhua": date(2025, 1, 1), "he-weimin": date(2025, 7, 1)}


LEADERS = {
    section: post
    for post, sections in {
        "executive-deputy": ("office", "personnel", "finance"),
        "deputy-culture": ("culture", "heritage", "library", "culture-hall", "museum"),
        "deputy-tourism": ("tourism", "market"),
    }.items()
    for section in sections
}

BUREAU = Roster(FOUNDING, NAMES, TENURES, DELEGATIONS, ABSENCES, ROTATIONS, LEADERS)
holder, key_ordinal, people_yaml = BUREAU.holder, BUREAU.key_ordinal, BUREAU.people_yaml
