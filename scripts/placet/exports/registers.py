"""The files that go with registers: each year's rows, CSV and XLSX, and each whole register's CSV and JSON.

Every function is made from the facts of its own records alone, so only what belongs to a changed year is made again.
"""

from __future__ import annotations

from collections.abc import Sequence

from placet.exports.data import as_json, as_script, index
from placet.exports.spreadsheets import as_csv, as_xlsx
from placet.exports.table import table
from placet.model import Register
from placet.pages.facts import Facts
from placet.pages.links import REGISTERS_DATA, register_file, rows_file
from placet.pages.register import drafts, filed, years
from placet.pages.register_table import DRAFTS, of_register
from placet.pages.view import View


def registers(view: View) -> dict[str, bytes]:
    """Return every register's files and the list of registers, by path."""
    files = register_list(view)
    for _, register in sorted(view.cabinet.registers.items()):
        found = of_register(view, register)
        files |= register_files(view, register, found)
        files |= draft_files(register, drafts(found))
        for year in years(found):
            files |= year_files(view, register, year, filed(found, year))
    return files


def register_list(view: View) -> dict[str, bytes]:
    """Return the list of all registers."""
    return {REGISTERS_DATA: index(view)}


def year_files(view: View, register: Register, year: int, found: Sequence[Facts]) -> dict[str, bytes]:
    """Return the files of one year of a register from its numbered records in order."""
    listed = table(view, register, found, f"{register.title} {view.words('year', year=year)}")
    return {
        rows_file(register, str(year)): as_script(register, str(year), found),
        register_file(register, "csv", year): as_csv(listed),
        register_file(register, "xlsx", year): as_xlsx(listed, view.words("registers")),
    }


def draft_files(register: Register, found: Sequence[Facts]) -> dict[str, bytes]:
    """Return the rows of a register's drafts, if there are any."""
    return {rows_file(register, DRAFTS): as_script(register, DRAFTS, found)} if found else {}


def register_files(view: View, register: Register, found: Sequence[Facts]) -> dict[str, bytes]:
    """Return the files of a whole register: numbered records by year and number, then the drafts."""
    listed = table(view, register, [*filed(found), *drafts(found)], register.title)
    return {
        register_file(register, "csv"): as_csv(listed),
        register_file(register, "json"): as_json(view, register, found),
    }
