"""The portal on disk: a folder that any web server can serve."""

from placet.site.build import BuildReport, build
from placet.site.guides import BuildError

__all__ = ["BuildError", "BuildReport", "build"]
