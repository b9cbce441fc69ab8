"""XLIFF 1.2 and 2.0: write drafts for review, read what people made of them with any tool.

Conformance: what is written is valid by the schemas of both versions; what is read may be XLIFF
1.0 to 1.2 or 2.0 and 2.1, cut into segments (seg-source) or not. Not done: binary units, reading
alternative translations (alt-trans, matches module), texts inside inline codes (sub, subFlows), and
a changed order of the segments of a unit (order).
"""

from __future__ import annotations

from translate_cli.exchange.tmx_stream import SkippedUnit
from translate_cli.exchange.xliff_read import XliffStatus, XliffUnit, read_xliff
from translate_cli.exchange.xliff_write import XliffCounts, XliffVersion, XliffWriter, write_xliff

__all__ = [
    "SkippedUnit",
    "XliffCounts",
    "XliffStatus",
    "XliffUnit",
    "XliffVersion",
    "XliffWriter",
    "read_xliff",
    "write_xliff",
]
