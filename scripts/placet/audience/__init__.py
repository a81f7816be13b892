"""Who a portal is built for: what an audience may see of a cabinet, and the proof that it sees no more.

`seen` makes the cabinet that an audience is shown; `leaks` reads a finished site for what it must not contain.
"""

from placet.audience.leaks import Leak, leaks
from placet.audience.secrets import Secrets, secrets
from placet.audience.seen import Hidden, hidden, seen, shown

__all__ = ["Hidden", "Leak", "Secrets", "hidden", "leaks", "secrets", "seen", "shown"]
