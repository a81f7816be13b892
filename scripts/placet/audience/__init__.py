"""Who a portal is built for: what an audience may see of a cabinet, and the proof that it sees no more.

`seen` makes the cabinet that an audience is shown; `leaks.leaks` reads a finished site for what it must not contain.
"""

from placet.audience.seen import Hidden, hidden, seen, shown

__all__ = ["Hidden", "hidden", "seen", "shown"]
