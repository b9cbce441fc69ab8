"""Exchange formats of a termbase: one module a format, `read_x` and `write_x`, and by name here."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final, Literal, get_args

from glossary.errors import GlossaryError
from glossary.exchange.common import Imported
from glossary.model import Concept

Format = Literal["tsv", "csv", "xlsx", "json", "tbx", "omegat"]

FORMATS: Final = get_args(Format)

_BY_ENDING: Final[dict[str, Format]] = {
    ".tsv": "tsv",
    ".csv": "csv",
    ".xlsx": "xlsx",
    ".json": "json",
    ".tbx": "tbx",
    ".xml": "tbx",
    ".utf8": "omegat",
}


class UnknownFormatError(GlossaryError):
    """The ending of a file does not say in which format it is."""


def detect_format(path: Path) -> Format:
    """Return the format that the ending of a file stands for; raise UnknownFormatError.

    >>> detect_format(Path("terminlər.UTF8"))
    'omegat'
    """
    found = _BY_ENDING.get(path.suffix.lower())
    if found is None:
        raise UnknownFormatError(
            f"the ending “{path.suffix}” stands for no format.",
            path=path,
            hint=f"Known: {', '.join(_BY_ENDING)}; or name it with --format.",
        )
    return found


def read_concepts(
    path: Path, *, format_name: Format | None = None, target: str | None = None
) -> Imported:
    """Read concepts in any of the formats; `target` is the target language of an OmegaT file.

    Raises TermbaseNotFoundError, TermbaseFormatError, UnknownFormatError.
    """
    name = format_name or detect_format(path)
    if name == "tsv":
        from glossary.tsv import load_concepts

        return Imported(load_concepts(path))
    if name == "csv":
        from glossary.exchange.csv_file import read_csv

        return read_csv(path)
    if name == "xlsx":
        from glossary.exchange.xlsx import read_xlsx

        return read_xlsx(path)
    if name == "json":
        from glossary.exchange.json_file import read_json

        return read_json(path)
    if name == "tbx":
        from glossary.exchange.tbx import read_tbx

        return read_tbx(path)
    from glossary.exchange.omegat import read_omegat

    return read_omegat(path, target=_required(target, path))


def write_concepts(
    path: Path,
    concepts: Iterable[Concept],
    *,
    format_name: Format | None = None,
    target: str | None = None,
    inflected: bool = False,
    tbx_version: Literal[2, 3] = 2,
    excel: bool = False,
    cat_layout: bool = False,
    signature: str = "",
) -> None:
    """Write concepts in any of the formats; options of other formats are ignored.

    Raises TermbaseWriteError, TermbaseFormatError for what the format cannot hold at all,
    UnknownFormatError.
    """
    name = format_name or detect_format(path)
    if name == "tsv":
        from glossary.tsv import write_tsv

        write_tsv(path, concepts)
    elif name == "csv":
        from glossary.exchange.csv_file import write_csv

        write_csv(path, concepts, excel=excel)
    elif name == "xlsx":
        from glossary.exchange.xlsx import write_xlsx

        write_xlsx(path, concepts, layout="cat" if cat_layout else "table", signature=signature)
    elif name == "json":
        from glossary.exchange.json_file import write_json

        write_json(path, concepts, signature=signature)
    elif name == "tbx":
        from glossary.exchange.tbx import write_tbx

        write_tbx(path, concepts, version=tbx_version, signature=signature)
    else:
        from glossary.exchange.omegat import write_omegat

        write_omegat(
            path,
            concepts,
            target=_required(target, path),
            inflected=inflected,
            signature=signature,
        )


def _required(target: str | None, path: Path) -> str:
    if target is None:
        raise UnknownFormatError(
            "an OmegaT glossary is for one language pair.",
            path=path,
            hint="Name the target language: --to en or --to vi.",
        )
    return target
