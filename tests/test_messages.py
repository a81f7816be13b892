"""The catalogue: every code the program uses is there, every entry is used, and both languages say the same."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from string import Formatter

import pytest
import yaml

import placet
from placet import messages
from placet.model import Finding, Level, Place

PACKAGE = Path(placet.__file__).parent
CODE = re.compile(r"[\"']([A-Z]{3}\d{3})[\"']")
CODE_ONLY = re.compile(r"[A-Z]{3}\d{3}")
FAMILIES = {
    "ATT",
    "FMT",
    "NUM",
    "SIG",
    "REF",
    "MTG",
    "ARC",
    "RUL",
    "PUB",
    "ORG",
    "VER",
    "GIT",
    "CLI",
    "CMD",
    "DOR",
    "GAT",
    "PRF",
    "TDO",
}
#: Reasons of a verdict, and refusals whose sentence already says what to do.
WITHOUT_HELP = {"VER", "CMD"}
LABEL = re.compile(r"label\(\s*\"([a-z-]+)\"")


def used_codes() -> set[str]:
    return {code for file in PACKAGE.rglob("*.py") for code in CODE.findall(file.read_text("utf-8"))}


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_every_code_the_program_uses_has_words_and_no_words_are_left_over() -> None:
    assert sorted(used_codes() - set(messages.codes())) == []
    assert sorted(set(messages.codes()) - used_codes()) == []


def test_names_are_kebab_case_and_unique() -> None:
    names = Counter(messages.entry(code).name for code in messages.codes())
    assert [name for name in names if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)] == []
    assert [name for name, count in names.items() if count > 1] == []


def test_codes_belong_to_a_known_family() -> None:
    assert [code for code in messages.codes() if code[:3] not in FAMILIES] == []


def test_every_entry_says_everything_in_both_languages() -> None:
    missing = []
    for code in messages.codes():
        entry = messages.entry(code)
        needs_help = code[:3] not in WITHOUT_HELP and entry.level is not Level.NOTE
        for part in ("sentence", "why", *(["help"] if needs_help or any(entry.help.values()) else [])):
            words = getattr(entry, part)
            missing += [f"{code} {part}-{lang}" for lang in messages.LANGUAGES if not words[lang].strip()]
    assert missing == []


def test_both_languages_have_the_same_placeholders() -> None:
    wrong = []
    for code in messages.codes():
        entry = messages.entry(code)
        for part in ("sentence", "help"):
            words = getattr(entry, part)
            if placeholders(words["zh"]) != placeholders(words["en"]):
                wrong.append(f"{code} {part}")
    assert wrong == []


def test_chinese_is_chinese_and_english_is_english() -> None:
    han = re.compile("[\u4e00-\u9fff]")
    wrong = []
    for code in messages.codes():
        entry = messages.entry(code)
        wrong += [f"{code} {part}-zh" for part in ("sentence", "why") if not han.search(getattr(entry, part)["zh"])]
        if not re.search("[a-z]", entry.why["en"]):
            wrong.append(f"{code} why-en")
    assert wrong == []


def test_entries_have_no_unknown_keys() -> None:
    known = {"name", "level", *(f"{part}{lang}" for part in ("", "help-", "why-") for lang in messages.LANGUAGES)}
    unknown = []
    for file in (PACKAGE / "messages").glob("*.yaml"):
        entries = {
            key: entry
            for key, entry in yaml.load(file.read_text("utf-8"), yaml.CSafeLoader).items()
            if CODE_ONLY.fullmatch(key)
        }
        unknown += [f"{code} {key}" for code, entry in entries.items() for key in entry if key not in known]
    assert unknown == []


def test_labels_are_in_both_languages_with_the_same_placeholders() -> None:
    labels = yaml.load((PACKAGE / "messages" / messages.LABELS).read_text("utf-8"), yaml.CSafeLoader)
    wrong = [
        key
        for key, words in labels.items()
        if set(words) != set(messages.LANGUAGES) or placeholders(words["zh"]) != placeholders(words["en"])
    ]
    assert wrong == []


def test_every_label_the_program_asks_for_exists() -> None:
    labels = yaml.load((PACKAGE / "messages" / messages.LABELS).read_text("utf-8"), yaml.CSafeLoader)
    asked = {key for file in PACKAGE.rglob("*.py") for key in LABEL.findall(file.read_text("utf-8"))}
    assert sorted(asked - set(labels)) == []


def test_a_finding_in_words() -> None:
    finding = Finding("FMT901", Place("records/x"), {"path": "records/x"})
    assert messages.text(finding, "zh") == "符号链接不予读取：records/x"
    assert messages.text(finding, "en") == "Symbolic links are not read: records/x"
    assert messages.help("FMT901", "en") == "Put the file itself here; links are not followed"
    assert messages.level("FMT901") is Level.ERROR


def test_a_missing_argument_and_an_unknown_code_are_faults_of_ours() -> None:
    with pytest.raises(KeyError):
        messages.say("FMT901", {}, "zh")
    with pytest.raises(KeyError):
        messages.entry("XXX000")


def test_values_with_braces_are_shown_as_they_are() -> None:
    assert messages.say("FMT901", {"path": "{path}"}, "en") == "Symbolic links are not read: {path}"


def test_the_manual_page_of_a_code_whole() -> None:
    assert messages.page("GIT002", "en") == (
        "# GIT002 no-git\n\n"
        "error: The git program was not found\n\n"
        "Placet reads a cabinet and its history through Git and needs git 2.39 or newer.\n\n"
        "**help:** Install git (Debian: apt-get install git)\n"
    )
    assert messages.page("GIT002", "zh") == (
        "# GIT002 no-git\n\n"
        "错误：找不到 git 程序\n\n"
        "Placet 用 Git 读取卷宗及其历史，需要 git 2.39 或更新的版本。\n\n"
        "**办法：** 安装 git（Debian：apt-get install git）\n"
    )
