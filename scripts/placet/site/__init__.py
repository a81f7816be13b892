"""The portal on disk: a folder that any web server can serve."""

from placet.site.build import BuildReport, build
from placet.site.guides import BuildError
from placet.site.serve import SERVED, serve

__all__ = ["SERVED", "BuildError", "BuildReport", "build", "serve"]
