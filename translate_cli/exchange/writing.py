"""What the writers of TMX and XLIFF share: the file, its errors, and what XML cannot hold."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, ClassVar, Self

from translate_cli.errors import OutputError
from translate_cli.files import atomic_write
from translate_cli.xml_text import FORBIDDEN


class ExchangeWriter:
    """Write a file in a `with` block: a path is replaced only when the block ends without an error.

    An open binary file is written to as it is and left open. A subclass begins the file in
    `_begin`, and hangs what ends it on the stack that it gets there.
    """

    format_name: ClassVar[str]

    def __init__(self, output: Path | str | BinaryIO) -> None:
        self._output = output
        self._stack = ExitStack()
        self._is_open = False
        self._removed = 0

    def _begin(self, file: BinaryIO, stack: ExitStack) -> None:
        raise NotImplementedError

    def __enter__(self) -> Self:
        """Begin the file."""
        try:
            with ExitStack() as stack:
                if isinstance(self._output, str | Path):
                    file = stack.enter_context(atomic_write(Path(self._output)))
                else:
                    file = self._output
                self._begin(file, stack)
                self._stack = stack.pop_all()
        except OSError as error:
            raise self._unwritable(error) from error
        self._is_open = True
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """End the file and put it in its place; on an error leave the old one."""
        self._is_open = False
        try:
            self._stack.__exit__(exc_type, exc, traceback)
        except OSError as error:
            raise self._unwritable(error) from error

    def _require_open(self) -> None:
        if not self._is_open:
            raise OutputError(
                f"the {self.format_name} writer is not open",
                hint="Write units inside its with block.",
            )

    def _clean(self, text: str) -> str:
        """Return a text without what XML cannot hold, and count that."""
        if text.isprintable():  # So it holds neither controls nor surrogates: most texts, at once.
            return text
        cleaned, count = FORBIDDEN.subn("", text)
        self._removed += count
        return cleaned

    def _unwritable(self, error: OSError) -> OutputError:
        where = self._output if isinstance(self._output, str | Path) else None
        return OutputError(
            f"the {self.format_name} file cannot be written: {error.strerror or error}",
            where=where,
            hint="Check the folder, its permissions and the free space.",
        )
