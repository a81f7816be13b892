"""What an office's cabinet is made of: frozen values without any I/O.

Every other module imports from here and nothing here imports from them.
Paths are POSIX strings relative to the top of the tree ("records/bureau/outgoing/2024/0014.md").
"""

from placet.model.cabinet import Cabinet, Config
from placet.model.finding import NOWHERE, Finding, Level, Place, Skip
from placet.model.office import Absence, Appointment, Body, Calendar, Delegation, Key, Person, Post, Unit
from placet.model.record import Act, Attachment, Record
from placet.model.register import ActKind, Field, Form, Kind, Layout, Meeting, Order, Register, Spending, Who
from placet.model.regulation import LATER_KEYS, Article, Correction, Example, Regulation, Rule, Unchecked
from placet.model.value import Value
from placet.model.verdict import Status, Verdict, Wait

__all__ = [
    "LATER_KEYS",
    "NOWHERE",
    "Absence",
    "Act",
    "ActKind",
    "Appointment",
    "Article",
    "Attachment",
    "Body",
    "Cabinet",
    "Calendar",
    "Config",
    "Correction",
    "Delegation",
    "Example",
    "Field",
    "Finding",
    "Form",
    "Key",
    "Kind",
    "Layout",
    "Level",
    "Meeting",
    "Order",
    "Person",
    "Place",
    "Post",
    "Record",
    "Register",
    "Regulation",
    "Rule",
    "Skip",
    "Spending",
    "Status",
    "Unchecked",
    "Unit",
    "Value",
    "Verdict",
    "Wait",
    "Who",
]
