"""What the public may see: a site made for it holds nothing withheld, and a secret planted anywhere is found."""

from __future__ import annotations

import gzip
import io
import json
import shutil
import subprocess
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfWriter

from placet.audience import Leak, Secrets, hidden, leaks, secrets, seen
from placet.cabinet import load
from placet.cli import run
from placet.judge import Outcome, judge
from placet.model import Cabinet
from placet.tree import WorkTree
from tests.portal.built import prepared

MINUTES = "records/hall/minutes/2026/0001.md"
SHOWN = "records/hall/outgoing/2026/0001.md"
DRAFT = "records/hall/outgoing/drafts/jiaoju.md"
TITLE = "2026年第一次馆务会议纪要"
NAME = "褚云霓"
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
    assert list(shown.registers) == ["hall/outgoing"]
    assert [dict(one.adopted) for one in shown.regulations] == [{"by": "hall-meeting"}] * 2
    assert {verdict.subject for verdict in left.verdicts} == {SHOWN}
    assert all(verdict.rests_on == () for verdict in left.verdicts)
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


def _page(site: Path, words: str) -> str:
    (site / "index.html").write_text(f"<p>{words}</p>", "utf-8")
    return "index.html"


def _split(site: Path) -> str:
    return _page(site, "2026年第<mark>一次</mark>馆务会议 纪要")


def _references(site: Path) -> str:
    return _page(site, "".join(f"&#{ord(sign)};" for sign in TITLE))


def _attribute(site: Path) -> str:
    return _page(site, f'<a href="x.html" title="{TITLE}">x</a>')


def _link(site: Path) -> str:
    return _page(site, '<a href="records/hall/minutes/2026/0001.html">x</a>')


def _number_in_other_brackets(site: Path) -> str:
    return _page(site, "见临文馆[2026] 2 号")


def _index(site: Path) -> str:
    packed = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = packed.compress(json.dumps([[TITLE, "", "x.html", ""]], ensure_ascii=False).encode()) + packed.flush()
    (site / "search/t").mkdir(parents=True)
    (site / "search/t/99.bin").write_bytes(data)
    return "search/t/99.bin"


def _feed(site: Path) -> str:
    (site / "feed.xml").write_text(f"<feed><title>{TITLE}</title></feed>", "utf-8")
    return "feed.xml"


def _calendar(site: Path) -> str:
    (site / "post.ics").write_text("SUMMARY:2026年第一\r\n 次馆务会议纪要\r\n", "utf-8")
    return "post.ics"


def _csv(site: Path) -> str:
    (site / "register.csv").write_text(f"1,{NAME},2\n", "utf-8-sig")
    return "register.csv"


def _json(site: Path) -> str:
    (site / "register.json").write_text(json.dumps({"title": TITLE}), "ascii")
    return "register.json"


def _xlsx(site: Path) -> str:
    with zipfile.ZipFile(site / "register.xlsx", "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/sharedStrings.xml", f"<sst><si><t>{TITLE}</t></si></sst>")
    return "register.xlsx"


def _pdf(site: Path) -> str:
    """A page that prints the id of the draft, in a PDF written by hand."""
    content = b"BT /F1 12 Tf 72 720 Td (hall/outgoing/drafts/jiaoju) Tj ET"
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream"
        % (len(zlib.compress(content)), zlib.compress(content)),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        table,
        len(out),
    )
    (site / "letter.pdf").write_bytes(out)
    return "letter.pdf"


def _pdf_metadata(site: Path) -> str:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_metadata({"/Title": TITLE})
    writer.write(site / "letter.pdf")
    return "letter.pdf"


def _file_name(site: Path) -> str:
    (site / f"{TITLE}.txt").write_text("", "utf-8")
    return f"{TITLE}.txt"


def _source_map(site: Path) -> str:
    (site / "x.js.map").write_text(json.dumps({"sourcesContent": [f"// {TITLE}"]}), "ascii")
    return "x.js.map"


def _git(site: Path) -> str:
    words = ["-c", "user.name=x", "-c", "user.email=x@example.invalid", "commit", "-q", "--allow-empty", "-m", TITLE]
    subprocess.run(["git", "init", "-q", str(site)], check=True)
    subprocess.run(["git", "-C", str(site), *words], check=True)
    (site / ".git/COMMIT_EDITMSG").unlink()
    shutil.rmtree(site / ".git/logs")
    (found,) = (path for path in (site / ".git/objects").rglob("*") if path.is_file() and b"commit" in _inflated(path))
    return str(found.relative_to(site))


def _inflated(path: Path) -> bytes:
    return zlib.decompress(path.read_bytes())


def _gzip(site: Path) -> str:
    (site / "page.html.gz").write_bytes(gzip.compress(TITLE.encode(), mtime=0))
    return "page.html.gz"


def _picture(site: Path) -> str:
    (site / "x.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\0tEXttitle\0" + TITLE.encode() + b"\0\0\0\0")
    return "x.png"


def _symbolic_link(site: Path) -> str:
    (site / "x").symlink_to(TITLE)
    return "x"


def _archive_in_archive(site: Path) -> str:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as book:
        book.writestr(f"{NAME}.txt", "")
    with zipfile.ZipFile(site / "x.zip", "w") as book:
        book.writestr("inner.zip", inner.getvalue())
    return "x.zip"


PLACES: tuple[Callable[[Path], str], ...] = (
    _split, _references, _attribute, _link, _number_in_other_brackets, _index, _feed, _calendar, _csv, _json, _xlsx,
    _pdf, _pdf_metadata, _file_name, _source_map, _git, _gzip, _picture, _symbolic_link, _archive_in_archive,
)  # fmt: skip


@pytest.mark.parametrize("plant", PLACES, ids=lambda plant: plant.__name__.strip("_"))
def test_a_secret_planted_anywhere_is_found(plant: Callable[[Path], str], secret: Secrets, tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    assert leaks(site, secret) == []
    file = plant(site)
    assert {leak.file for leak in leaks(site, secret)} == {file}


def test_the_same_words_in_one_file_are_named_once_with_their_record(secret: Secrets, tmp_path: Path) -> None:
    _page(tmp_path, f"{TITLE} {TITLE}")
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
