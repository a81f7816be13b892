"""Places where someone may find what is withheld: each writes a secret of the small office's public site into a file.

What they return is the file's path.
"""

from __future__ import annotations

import base64
import bz2
import gzip
import io
import json
import shutil
import subprocess
import zipfile
import zlib
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from urllib.parse import quote

from pypdf import PdfWriter
from pypdf.annotations import FreeText

TITLE = "2026年第一次馆务会议纪要"
NAME = "褚云霓"
#: Words of a page, by how the secret is written in them.
WRITTEN = {
    "split": "2026年第<mark>一次</mark>馆务会议 纪要",
    "references": "".join(f"&#{ord(sign)};" for sign in TITLE),
    "attribute": f'<a href="x.html" title="{TITLE}">x</a>',
    "link": '<a href="records/hall/minutes/2026/0001.html">x</a>',
    "number_in_other_brackets": "见临文馆[2026] 2 号",
    "double_references": "".join(f"&amp;#{ord(sign)};" for sign in TITLE),
    "html_in_xml": "2026年第&lt;mark&gt;一次&lt;/mark&gt;馆务会议纪要",
    "percent_twice": f'<a href="?q={quote(quote(TITLE))}">x</a>',
    "soft_hyphen": "褚&shy;云\u200b霓",
    "spread_name": "褚　云&nbsp;霓",
    "full_width": "２０２６年第一次館務會議紀要",
    "comment_and_break": "2026年第<!-- -->一次<br>馆务会议纪要",
    "number_with_zeros": "临文馆２０２６年第０２号",
    "base64": f'<a href="data:text/plain;base64,{base64.b64encode(NAME.encode()).decode()}">x</a>',
}


def plant(site: Path, words: str) -> str:
    (site / "index.html").write_text(f"<p>{words}</p>", "utf-8")
    return "index.html"


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


def _script_escapes(site: Path) -> str:
    (site / "x.js").write_text("".join(f"\\u{{{ord(sign):x}}}" for sign in TITLE), "ascii")
    return "x.js"


def _style_escapes(site: Path) -> str:
    (site / "x.css").write_text("".join(f"\\{ord(sign):x} " for sign in TITLE), "ascii")
    return "x.css"


def _drawing(site: Path) -> str:
    (site / "x.svg").write_text("<text><tspan>2026年第一次</tspan><tspan>馆务会议纪要</tspan></text>", "utf-8")
    return "x.svg"


def _gb18030(site: Path) -> str:
    (site / "x.csv").write_bytes(f"1,{TITLE}\n".encode("gb18030"))
    return "x.csv"


def _utf_16(site: Path) -> str:
    (site / "x.txt").write_bytes(TITLE.encode("utf-16"))
    return "x.txt"


def _photograph(site: Path) -> str:
    (site / "x.jpg").write_bytes(b"\xff\xd8\xff\xe1\0\xff\0\0" + TITLE.encode("utf-16-le") + b"\0\0\xff\xd9")
    return "x.jpg"


def _fold_within_a_sign(site: Path) -> str:
    data = f"SUMMARY:{TITLE}".encode()
    (site / "x.ics").write_bytes(data[:14] + b"\r\n " + data[14:])
    return "x.ics"


def _word(site: Path) -> str:
    runs = "<w:p><w:r><w:t>2026年第</w:t></w:r><w:r><w:rPr/><w:t>一次馆务会议纪要</w:t></w:r></w:p>"
    with zipfile.ZipFile(site / "x.docx", "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("word/document.xml", runs)
    return "x.docx"


def _rich_cell(site: Path) -> str:
    with zipfile.ZipFile(site / "x.xlsx", "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("xl/sharedStrings.xml", "<si><r><t>2026年第</t></r><r><rPr/><t>一次馆务会议纪要</t></r></si>")
    return "x.xlsx"


def _archive_in_a_picture(site: Path) -> str:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("x.txt", TITLE)
    (site / "x.jpg").write_bytes(b"\xff\xd8\xff\xd9" + archive.getvalue())
    return "x.jpg"


def _packed_note_of_a_picture(site: Path) -> str:
    note = b"iTXtTitle\0\1\0\0\0" + zlib.compress(TITLE.encode())
    (site / "x.png").write_bytes(b"\x89PNG\r\n\x1a\n" + len(note[4:]).to_bytes(4) + note + b"\0\0\0\0")
    return "x.png"


def _bzip2(site: Path) -> str:
    (site / "x.bz2").write_bytes(bz2.compress(TITLE.encode()))
    return "x.bz2"


def _pdf_note(site: Path) -> str:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_annotation(0, FreeText(text=TITLE, rect=(0, 0, 9, 9)))
    writer.write(site / "letter.pdf")
    return "letter.pdf"


def _pdf_attachment(site: Path) -> str:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_attachment("x.gz", gzip.compress(TITLE.encode(), mtime=0))
    writer.write(site / "letter.pdf")
    return "letter.pdf"


def _git_pack(site: Path) -> str:
    """A commit among others in a pack: its stream begins somewhere within the file."""
    (site / "x.pack").write_bytes(
        b"PACK\0\0\0\2\0\0\0\1\x9f\x0b" + zlib.compress(f"tree\n\n{TITLE}".encode()) + b"\xff" * 20
    )
    return "x.pack"


def _empty_folder(site: Path) -> str:
    (site / TITLE).mkdir()
    return TITLE


def _link_to_a_folder(site: Path) -> str:
    (site / "x").symlink_to(f"../{TITLE}")
    (site.parent / TITLE).mkdir()
    return "x"


FILED: tuple[Callable[[Path], str], ...] = (
    _index,
    _feed,
    _calendar,
    _csv,
    _json,
    _xlsx,
    _pdf,
    _pdf_metadata,
    _file_name,
    _source_map,
    _git,
    _gzip,
    _picture,
    _symbolic_link,
    _archive_in_archive,
    _script_escapes,
    _style_escapes,
    _drawing,
    _gb18030,
    _utf_16,
    _photograph,
    _fold_within_a_sign,
    _word,
    _rich_cell,
    _archive_in_a_picture,
    _packed_note_of_a_picture,
    _bzip2,
    _pdf_note,
    _pdf_attachment,
    _git_pack,
    _empty_folder,
    _link_to_a_folder,
)
#: Every place by its name.
PLACES: Mapping[str, Callable[[Path], str]] = {
    **{name: partial(plant, words=words) for name, words in WRITTEN.items()},
    **{place.__name__.strip("_"): place for place in FILED},
}
