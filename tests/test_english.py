"""The portal in English: every word of its own is English, on every kind of page, whatever language people wrote in.

All that people wrote is moved to code points that no text of the portal's has, so that what is left is the portal's own.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from importlib import resources
from pathlib import Path

import pytest
import yaml

from placet import messages
from placet.pages.words import Words
from placet.site.stage import WRITTEN
from tests.portal.built import built, prepared
from tests.portal.busy import busy

#: Chinese characters and signs.
CHINESE = re.compile("[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]+")
#: What the program reads or writes in Chinese in any language: heads of articles, how long papers are kept, numbers
#: of records, and the marks of citations.
_READ = re.compile(r"第[一二三四五六七八九十]+[条章]|永久|年第(?=\d+号)|[《》〔〕号“”]")
#: From Chinese characters to planes of characters so rare that no word of the portal's has them.
_FURTHER = 0x1D000
_VOID = {"meta", "link", "input", "br", "hr", "img", "wbr"}


def told(text: str) -> str:
    """What people wrote, in characters that only they have."""
    marks = _READ.findall(text)
    moved = [
        CHINESE.sub(lambda found: "".join(chr(ord(sign) + _FURTHER) for sign in found[0]), part)
        for part in _READ.split(text)
    ]
    return "".join(part for pair in zip(moved, [*marks, ""], strict=True) for part in pair)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = busy(prepared(tmp_path_factory.mktemp("english"), 3, told), told)
    for guide in (one for folder in WRITTEN for one in (root / "docs" / folder).rglob("*.md")):
        guide.write_text(told(guide.read_text("utf-8")), "utf-8")
    return built(root, root / "site", "en").out


class Said(HTMLParser):
    """What a page says in its text and attributes, without what is marked as Chinese."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self._open: list[tuple[str, bool]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.said += [value or "" for _, value in attrs]
        if tag not in _VOID:
            self._open.append((tag, ("lang", "zh-CN") in attrs))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not any(chinese for _, chinese in self._open):
            self.said.append(data)


def test_no_english_phrase_has_a_chinese_sign() -> None:
    files = resources.files("placet.pages").joinpath("words").iterdir()
    phrases = {
        key: phrase["en"] for file in files for key, phrase in yaml.load(file.read_bytes(), yaml.CSafeLoader).items()
    }
    assert {key: phrase for key, phrase in phrases.items() if CHINESE.search(phrase)} == {}


def test_every_page_is_english_outside_what_people_wrote(site: Path) -> None:
    left: dict[str, set[str]] = {}
    for file in site.rglob("*.html"):
        for said in Said(file.read_text("utf-8")).said:
            for word in CHINESE.findall(_READ.sub("", said)):
                left.setdefault(word, set()).add(file.relative_to(site).as_posix())
    quoted = {code: "".join(CHINESE.findall(messages.page(code, "en"))) for code in messages.codes()}
    known = {f"codes/{code}.html": found for code, found in quoted.items()} | {
        "codes/index.html": "".join(quoted.values())
    }
    assert {word: pages for word, pages in left.items() if any(word not in known.get(page, "") for page in pages)} == {}


def test_what_the_browser_says_is_english(site: Path) -> None:
    assert CHINESE.findall((site / "assets/placet/words.js").read_text("utf-8")) == []


def test_no_blank_of_a_phrase_is_left_over(site: Path) -> None:
    text = "".join(
        file.read_text("utf-8") for file in site.rglob("*.html") if not {"codes", *WRITTEN} & set(file.parts)
    )
    assert re.findall(r"\{\w+:[^}]*\|", text) == []


@pytest.mark.parametrize(
    ("key", "blanks", "zh", "en"),
    [
        ("record-count", {"count": 1}, "1件", "1 document"),
        ("record-count", {"count": 0}, "0件", "0 documents"),
        ("span-days", {"count": "1.5"}, "1.5天", "1.5 days"),
        ("month", {"month": 12}, "12月", "Dec"),
        ("period-H", {"year": 2026, "part": "2"}, "2026年下半年", "second half of 2026"),
    ],
)
def test_a_phrase_has_the_words_of_its_number(key: str, blanks: dict[str, object], zh: str, en: str) -> None:
    assert (Words("zh")(key, **blanks), Words("en")(key, **blanks)) == (zh, en)
