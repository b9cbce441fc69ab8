"""The fonts of cells: what a run of text looks like that says nothing of its own look.

Excel gives the first run of a rich text no properties and the later ones all of the cell's, so
that without the font of the cell every rich text would seem to have two looks.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from translate_cli.documents.ooxml import iter_related, local_name, read_relations
from translate_cli.documents.packages import Package, parse_part

if TYPE_CHECKING:
    from lxml import etree

_NOISE: Final = frozenset({"", "charset", "family", "scheme"})
"""Properties that do not show beside the name of a font."""


def read_fonts(package: Package, main: str, *, where: Path | str) -> Sequence[str]:
    """Return the look of the font of each cell format (cellXfs of ECMA-376 part 1, 18.8.10)."""
    relations = read_relations(package, main, where=where)
    part = next(iter_related(relations, "styles"), None)
    if part is None:
        return ()
    root = parse_part(package.parts[part], part, where=where)
    fonts = [describe_font(font) for font in root.iterfind("{*}fonts/{*}font")]
    looks = []
    for form in root.iterfind("{*}cellXfs/{*}xf"):
        number = str(form.get("fontId", "0"))
        known = number.isdecimal() and int(number) < len(fonts)
        looks.append(fonts[int(number)] if known else "")
    return looks


def describe_font(properties: etree._Element) -> str:
    """Return what distinguishes a font or the properties of a run, in the words of both."""
    parts = []
    for child in properties:
        name = local_name(child)
        if name not in _NOISE:
            values = sorted(f"{key!s}={value!s}" for key, value in child.attrib.items())
            parts.append(" ".join(["rFont" if name == "name" else name, *values]))
    return ";".join(sorted(parts))
