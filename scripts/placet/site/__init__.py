"""The portal on disk: pages staged as Markdown, then built by MkDocs into a folder that any web server can serve."""

from placet.site.build import BuildError, BuildReport, build
from placet.site.proved import build_for
from placet.site.serve import serve

__all__ = ["BuildError", "BuildReport", "build", "build_for", "serve"]
