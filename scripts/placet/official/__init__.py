"""Documents in their official layout (GB/T 9704-2012): what stands on the sheet, and its PDF.

`sheet` says what stands on a record's sheet, as plain data; `found` finds the fonts; `Press` prints sheets, in a
process of its own; `key` is what a printed sheet may be kept under, and `kept` keeps them in a folder.
"""

from placet.official.fonts import Fonts, found
from placet.official.press import Press, key
from placet.official.sheet import Sheet, path, sheet
from placet.official.shelf import FOLDER, PRINTED, kept

__all__ = ["FOLDER", "PRINTED", "Fonts", "Press", "Sheet", "found", "kept", "key", "path", "sheet"]
