"""Fills the page templates. Templates hold layout only; whatever comes from records reaches them as inert text."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from placet.pages.escape import heading_text, html_text, title_text


def _inert(value: object) -> Markup:
    return value if isinstance(value, Markup) else html_text(str(value))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("placet", "templates"),
        undefined=StrictUndefined,
        autoescape=True,
        finalize=_inert,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["heading"] = heading_text
    return environment


def front_matter(title: str, settings: Mapping[str, object]) -> str:
    """Return a page's front matter; values are JSON, which is YAML as well."""
    lines = [f"title: {json.dumps(title_text(title), ensure_ascii=False)}"]
    lines += [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in settings.items()]
    return "---\n" + "\n".join(lines) + "\n---\n"


def page(template: str, heading: str, settings: Mapping[str, object], **values: object) -> str:
    """Return the Markdown page made by `template` (without `.md.j2`) from `values`; `heading` is the window's title.

    Raises jinja2.UndefinedError when a template names a value that it was not given.
    """
    text = _environment().get_template(f"{template}.md.j2").render(**values)
    return front_matter(heading, settings) + "\n" + text
