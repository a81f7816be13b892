"""`python -m tests.bench.bare CABINET OUT`: the floor of building: each document read, rendered and written, no more."""

from __future__ import annotations

import sys
from pathlib import Path

import yaml
from markdown_it import MarkdownIt


def main(root: Path, out: Path) -> None:
    """Write one plain page for each document."""
    markdown = MarkdownIt("commonmark").enable("table")
    for source in sorted((root / "records").rglob("*.md")):
        _, head, body = source.read_text("utf-8").split("---\n", 2)
        title = yaml.load(head, yaml.CSafeLoader)["title"]
        page = out / source.relative_to(root).with_suffix(".html")
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(f"<!doctype html><title>{title}</title><h1>{title}</h1>{markdown.render(body)}", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
