"""Fills the page templates. Templates hold layout only; whatever comes from records reaches them as inert text."""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemBytecodeCache, PackageLoader, StrictUndefined, Template
from jinja2.bccache import Bucket
from markupsafe import Markup

from placet.pages.escape import line, without_control
from placet.pages.page import Page
from placet.pages.words import Words


@cache
def _template(name: str, lang: str) -> Template:
    return _environment(lang).get_template(f"{name}.html.j2")


@cache
def _environment(lang: str) -> Environment:
    """The templates in one language: what they say that depends on no page is put into them as they are compiled."""
    environment = Environment(
        loader=PackageLoader("placet", "templates"),
        undefined=StrictUndefined,
        autoescape=True,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals.clear()
    environment.filters["words"] = Words(lang)
    return environment


def keep(words: Words, program: str) -> None:
    """Keep the templates as they are compiled, for other runs of `program`, which names all that compiles them."""
    folder = Path(__file__).with_name("__pycache__")
    with suppress(OSError):
        folder.mkdir(exist_ok=True)
        _environment(words.lang).bytecode_cache = _Compiled(program, str(folder), f"template-{words.lang}-%s.pyc")


class _Compiled(FileSystemBytecodeCache):
    """Compiled templates beside compiled modules, which are as much to be trusted as these; not kept where they cannot.

    They hold words, so their own source does not tell whether they still hold.
    """

    def __init__(self, program: str, folder: str, pattern: str) -> None:
        super().__init__(folder, pattern)
        self._program = program

    def get_source_checksum(self, source: str) -> str:
        return super().get_source_checksum(self._program + source)

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().dump_bytecode(bucket)


def prepare(words: Words) -> None:
    """Read all templates now rather than each when it is first used."""
    for name in _environment(words.lang).list_templates():
        _environment(words.lang).get_template(name)


def page(template: str, title: str, section: str, words: Words, /, **values: object) -> Page:
    """Return the page made by `template` (without `.html.j2`) from `values`; `title` is the window's title.

    Raises jinja2.UndefinedError when a template names a value that it was not given.
    """
    html = _template(template, words.lang).render(**values)
    return Page(line(title), section, template, Markup(without_control(html)))  # noqa: S704 - made by our templates, which escape


def part(template: str, words: Words, /, *values: object) -> Markup:
    """Return what the macro that is named like its template makes of `values`: a part that many pages may share."""
    return Markup(getattr(_template(template, words.lang).module, template)(*values))  # noqa: S704 - as above
