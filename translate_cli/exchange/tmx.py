"""TMX 1.4b: write translation memories for CAT tools, read those of any tool.

Conformance: what is written validates against the DTD and the XSD of TMX 1.4, level 2; what is
read may be TMX 1.1 to 1.4b, level 1 or 2. Not done: `ude` maps of a header are ignored when
reading.
"""

from __future__ import annotations

from translate_cli.exchange.tmx_read import (
    InlineCode,
    TmxHeader,
    TmxUnit,
    TmxVariant,
    iter_tmx,
    normalise_lang,
    read_tmx_header,
)
from translate_cli.exchange.tmx_stream import SkippedUnit
from translate_cli.exchange.tmx_write import (
    TmxCounts,
    TmxWriter,
    resolve_locales,
    tmx_paths,
    write_tmx,
)

__all__ = [
    "InlineCode",
    "SkippedUnit",
    "TmxCounts",
    "TmxHeader",
    "TmxUnit",
    "TmxVariant",
    "TmxWriter",
    "iter_tmx",
    "normalise_lang",
    "read_tmx_header",
    "resolve_locales",
    "tmx_paths",
    "write_tmx",
]
