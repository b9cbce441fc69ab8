"""Which termbase a command works on: the one asked for, the one of the folder, the shipped one."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Final

from glossary.errors import TermbaseNotFoundError, TermbaseWriteError

FILE_NAME: Final = "terms.tsv"


def shipped_termbase() -> Path:
    """Return the termbase that comes with the program.

    In a wheel it lies inside this package, in a checkout in the folder above it.
    """
    package = Path(str(files("glossary")))
    for path in (package / FILE_NAME, package.parent / FILE_NAME):
        if path.is_file():
            return path
    raise TermbaseNotFoundError(
        "the termbase of the program is missing.",
        path=package / FILE_NAME,
        hint="Install lugat again, or name a termbase with --glossary.",
    )


def find_termbase(explicit: Path | None, *, folder: Path | None = None) -> Path:
    """Return `explicit`, else terms.tsv in `folder` (the current one), else the shipped one.

    Raises TermbaseNotFoundError where `explicit` is no file.
    """
    if explicit is not None:
        if not explicit.is_file():
            raise TermbaseNotFoundError(
                "there is no such file.",
                path=explicit,
                hint="`lugat glossary export terms.tsv` writes the shipped one to begin with.",
            )
        return explicit
    local = (folder or Path()) / FILE_NAME
    return local if local.is_file() else shipped_termbase()


def is_shipped(path: Path) -> bool:
    """Tell whether a path is the termbase inside the installed package."""
    return path.resolve().parent == Path(str(files("glossary"))).resolve()


def check_writable(path: Path) -> None:
    """Raise TermbaseWriteError for the shipped termbase: the next update would undo the edit."""
    if is_shipped(path):
        raise TermbaseWriteError(
            "the termbase that comes with the program is read-only.",
            path=path,
            hint="Copy it first: `lugat glossary export terms.tsv`, then edit that one.",
        )
