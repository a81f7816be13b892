"""What the public may see: a site made for it holds nothing withheld, and a secret planted anywhere is found."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import NoReturn

import pytest

from placet.audience import hidden, seen
from placet.audience.leaks import Leak, leaks
from placet.audience.secrets import Secrets, secrets
from placet.cabinet import load
from placet.cli import run
from placet.judge import Outcome, judge
from placet.model import Attachment, Cabinet
from placet.tree import WorkTree
from tests.portal import planted
from tests.portal.built import prepared
from tests.portal.planted import NAME, PLACES, TITLE

MINUTES = "records/hall/minutes/2026/0001.md"
SHOWN = "records/hall/outgoing/2026/0001.md"
DRAFT = "records/hall/outgoing/drafts/jiaoju.md"
_WITHHELD = """\
  - id: contact
    article: 2
    says: 由拟稿人拟稿
    on: outgoing
    when: filled.contact
    demand: {withhold: {from: [public], fields: [contact]}}
    examples:
      - {given: {contact: 某甲}, expect: met}
      - {given: {genre: 函}, expect: not-applicable}
unchecked:
"""


def _office(root: Path) -> Path:
    """The small office with its letters public, one of them with a contact whom a rule withholds."""
    prepared(root)
    _edit(root / "records/registers/outgoing.yaml", "publish: internal", "publish: public")
    _edit(root / "records/registers/outgoing.yaml", "  urgent:", "  contact: {title: 联系人, type: text}\n  urgent:")
    _edit(root / SHOWN, "classification: internal", f"classification: public\ncontact: {NAME}")
    _edit(root / "docs/hall/documents/2026-01-01.md", "unchecked:\n", _WITHHELD)
    return root


def _edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _office(tmp_path_factory.mktemp("office"))


@pytest.fixture(scope="module")
def judged(office: Path) -> tuple[Cabinet, Outcome]:
    cabinet = load(WorkTree(office))
    assert cabinet.config.as_of is not None
    return cabinet, judge(cabinet, cabinet.config.as_of)


@pytest.fixture(scope="module")
def public(office: Path) -> Path:
    """The finished site for the public, made by the command."""
    site = office / "public"
    assert run(["build", "--root", str(office), "--audience", "public", "--out", str(site)]) == 0
    return site


@pytest.fixture(scope="module")
def secret(judged: tuple[Cabinet, Outcome]) -> Secrets:
    cabinet, outcome = judged
    what = hidden(cabinet, outcome, "public")
    return secrets(cabinet, seen(cabinet, outcome, what)[0], what, ())


def test_what_is_hidden_by_classification_rule_and_register(judged: tuple[Cabinet, Outcome]) -> None:
    cabinet, outcome = judged
    what = hidden(cabinet, outcome, "public")
    assert what.registers == {"hall/minutes"}
    assert what.fields == {SHOWN: frozenset({"contact"})}
    assert set(cabinet.records) - set(what.records) == {SHOWN}
    assert not hidden(cabinet, outcome, "internal")
    assert seen(cabinet, outcome, hidden(cabinet, outcome, "internal")) == (cabinet, outcome)


def test_what_is_shown_speaks_of_nothing_hidden(judged: tuple[Cabinet, Outcome]) -> None:
    cabinet, outcome = judged
    shown, left = seen(cabinet, outcome, hidden(cabinet, outcome, "public"))
    (record,) = shown.records.values()
    assert (record.path, record.refers, "contact" in record.fields) == (SHOWN, (), False)
    assert [(act.act, act.opinion, act.data) for act in record.acts] == [
        ("draft", "", {}),
        ("check", "", {}),
        ("issue", "", {}),
        ("number", "", {}),
        ("seal", "", {}),
    ]
    assert (record.document, cabinet.records[SHOWN].document[:7]) == ("", "sha256:")
    assert list(shown.registers) == ["hall/outgoing"]
    assert [dict(one.adopted) for one in shown.regulations] == [{"by": "hall-meeting"}] * 2
    assert {verdict.subject for verdict in left.verdicts} == {SHOWN}
    assert all((verdict.rests_on, verdict.reasons) == ((), ()) for verdict in left.verdicts)
    assert list(left.standings) == [SHOWN]


def test_the_public_site_has_the_letter_and_no_page_of_the_rest(public: Path) -> None:
    pages = {str(page.relative_to(public)) for page in (public / "records").rglob("*.html")}
    assert pages == {
        "records/hall/outgoing/2026/0001.html",
        "records/hall/outgoing/2026/index.html",
        "records/hall/outgoing/index.html",
    }
    letter = (public / "records/hall/outgoing/2026/0001.html").read_text("utf-8")
    assert "暑期非遗培训班" in letter
    assert NAME not in letter
    assert "同意发出" not in letter
    assert "sha256:" not in letter


def test_the_public_site_does_not_deny_what_it_may_not_show(public: Path) -> None:
    body = (public / "bodies/hall/hall-meeting.html").read_text("utf-8")
    assert "<p>没有可以列出的会议纪要。</p>" in body
    assert "馆务会议纪要" not in body


def test_the_internal_site_shows_all(office: Path, tmp_path: Path) -> None:
    assert run(["build", "--root", str(office), "--out", str(tmp_path / "site")]) == 0
    assert TITLE in (tmp_path / "site/records/hall/minutes/2026/0001.html").read_text("utf-8")


def test_secrets_are_titles_numbers_names_and_passages(secret: Secrets) -> None:
    words = {**secret.long, **secret.short}
    assert words["2026年第一次馆务会议纪要"] == MINUTES
    assert words["会议同意举办暑期非遗培训班"] == MINUTES
    assert words["关于场地借用的函"] == "records/hall/outgoing/2026/0002.md"
    assert words["临文馆20262号"] == "records/hall/outgoing/2026/0002.md"
    assert words["hall minutes 2026 0001"] == MINUTES
    assert words[NAME] == SHOWN
    assert words["同意发出"] == SHOWN
    assert not {"沈玉兰", "馆务会议", "通知", "approved"} & set(words)


def test_a_clean_site_has_no_leak(public: Path, secret: Secrets) -> None:
    assert [leak for leak in leaks(public, secret) if not leak.file.startswith(("guide/", "reference/"))] == []


@pytest.mark.parametrize("plant", PLACES.values(), ids=PLACES)
def test_a_secret_planted_anywhere_is_found(plant: Callable[[Path], str], secret: Secrets, tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    assert leaks(site, secret) == []
    file = plant(site)
    assert {leak.file for leak in leaks(site, secret)} == {file}


def test_what_is_withheld_from_a_document_may_not_stand_elsewhere_in_it(judged: tuple[Cabinet, Outcome]) -> None:
    cabinet, outcome = judged
    record = cabinet.records[SHOWN]
    for other in (replace(record, title=f"{record.title}（{NAME}）"), replace(record, body=f"联系人：{NAME}")):
        told = replace(cabinet, records={**cabinet.records, SHOWN: other})
        what = hidden(told, outcome, "public")
        shown = seen(told, outcome, what)[0]
        assert secrets(told, shown, what, ()).short[NAME] == SHOWN
        assert NAME not in secrets(told, shown, what, (f"值班表 {NAME}",)).short


def test_long_passages_are_found_wherever_they_begin(judged: tuple[Cabinet, Outcome]) -> None:
    cabinet, outcome = judged
    text = "原定于六月十八日在县体育馆举办的夏季群众文艺汇演因连日暴雨改期"
    draft = replace(cabinet.records[DRAFT], body=text)
    told = replace(cabinet, records={**cabinet.records, DRAFT: draft})
    what = hidden(told, outcome, "public")
    found = secrets(told, seen(told, outcome, what)[0], what, ())
    for at in range(len(text) - 16):
        assert DRAFT in dict(found.found(f"据悉，{text[at : at + 17]}等")).values()


def test_a_hidden_attachment_is_found_under_any_name(judged: tuple[Cabinet, Outcome], tmp_path: Path) -> None:
    cabinet, outcome = judged
    drawing = b"\x89PNG\r\n\x1a\n\0\0\0\1IDAT\1\0\0\0\0"
    draft = replace(cabinet.records[DRAFT], attachments=(Attachment("1.png", sha256(drawing).hexdigest()),))
    told = replace(cabinet, records={**cabinet.records, DRAFT: draft})
    what = hidden(told, outcome, "public")
    with zipfile.ZipFile(tmp_path / "x.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("x.png", drawing)
    (leak,) = leaks(tmp_path, secrets(told, seen(told, outcome, what)[0], what, ()))
    assert (leak.file, leak.where, leak.record) == ("x.zip", "x.png", DRAFT)


def test_a_folder_that_cannot_be_read_is_not_passed_over(
    secret: Secrets, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(folder: str) -> NoReturn:
        raise PermissionError(folder)

    monkeypatch.setattr("os.scandir", refused)
    with pytest.raises(PermissionError):
        leaks(tmp_path, secret)


def test_the_same_words_in_one_file_are_named_once_with_their_record(secret: Secrets, tmp_path: Path) -> None:
    planted.plant(tmp_path, f"{TITLE} {TITLE}")
    assert leaks(tmp_path, secret) == [Leak("index.html", "text", "2026年第一次馆务会议纪要", MINUTES)]


def test_a_site_that_leaks_is_taken_away_and_the_words_are_not_printed(
    office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from placet.site import proof

    def told(site: Path, what: Secrets) -> list[Leak]:
        (site / "units.html").write_text(f"<p>{TITLE}</p>", "utf-8")
        return leaks(site, what)

    monkeypatch.setattr(proof, "leaks", told)
    done = run(["build", "--root", str(office), "--audience", "public", "--out", str(tmp_path / "site")])
    said = capsys.readouterr().out
    assert (done, said) == (
        1,
        "做好的网站里有不得让这些读者看到的内容：units.html（text）写有 records/hall/minutes/2026/0001.md 的内容，网站已撤下\n",
    )
    assert list((tmp_path / "site").iterdir()) == []
