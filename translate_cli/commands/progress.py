"""A progress bar for people: on stderr, only on a terminal."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import Any, Final, Self

import click

_STEPS: Final = 10_000


class ProgressBar:
    """Shows the share of the work that is done, and the time left."""

    def __init__(self, label: str = "Translating") -> None:
        self._label = label
        self._bar: Any = None
        self._done = 0.0

    def __enter__(self) -> Self:
        """Show the bar."""
        hidden = not sys.stderr.isatty()
        bar = click.progressbar(length=_STEPS, label=self._label, file=sys.stderr, hidden=hidden)
        self._bar = bar.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the line of the bar."""
        self._bar.__exit__(kind, error, trace)

    def advance(self, share: float) -> None:
        """Add a share of the whole work, from 0 to 1."""
        before = int(self._done * _STEPS)
        self._done = min(self._done + share, 1.0)
        self._bar.update(int(self._done * _STEPS) - before)

    def say(self, line: str) -> None:
        """Print a line of its own, under the bar."""
        if sys.stderr.isatty():
            click.echo(err=True)
        click.echo(line, err=True)
