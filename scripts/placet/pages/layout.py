"""Fills the page templates. Templates hold layout only; whatever comes from records reaches them as inert text."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from placet.pages.escape import line, without_control
from placet.pages.page import Page


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("placet", "templates"),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def prepare() -> None:
    """Read all templates now rather than each when it is first used."""
    for name in _environment().list_templates():
        _environment().get_template(name)


def page(template: str, title: str, section: str, /, **values: object) -> Page:
    """Return the page made by `template` (without `.html.j2`) from `values`; `title` is the window's title.

    Raises jinja2.UndefinedError when a template names a value that it was not given.
    """
    html = _environment().get_template(f"{template}.html.j2").render(**values)
    return Page(line(title), section, template, Markup(without_control(html)))  # noqa: S704 - made by our templates, which escape
