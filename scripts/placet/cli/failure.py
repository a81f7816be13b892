"""How the program says that it could not go on."""

from __future__ import annotations

import platform
import traceback

import placet
from placet import messages
from placet.errors import UserError


def explain_mistake(error: UserError, lang: str) -> str:
    """What the user can mend, and how."""
    lines = [f"placet: {error.code} {messages.say(error.code, error.words, lang)}"]
    advice = messages.help(error.code, lang, error.words)
    return "\n".join([*lines, *([f"  {messages.label('help', lang)}{advice}"] if advice else [])])


def explain_bug(error: Exception, lang: str, *, debug: bool) -> str:
    """A fault of ours: what it was, the versions to report with it, and the traceback if asked for."""
    words = {"error": f"{type(error).__name__}: {error}", "version": placet.__version__}
    system = {"python": platform.python_version(), "system": platform.platform()}
    told = messages.label("bug", lang, **words, **system)
    return "".join(traceback.format_exception(error)) + told if debug else told
