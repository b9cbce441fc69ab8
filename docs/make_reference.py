"""Write docs/commands.md from the help of every command; with --check compare it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

sys.path.insert(0, str(Path(__file__).parents[1]))

from translate_cli.cli import lugat

TARGET = Path(__file__).parent / "commands.md"


def iter_commands(
    command: click.Command, parent: click.Context | None, name: str
) -> Iterator[tuple[str, click.Context]]:
    """Yield every command with its full name, groups before their members."""
    ctx = click.Context(command, info_name=name, parent=parent, terminal_width=90)
    yield ctx.command_path, ctx
    if isinstance(command, click.Group):
        for child in command.list_commands(ctx):
            found = command.get_command(ctx, child)
            if found is not None:
                yield from iter_commands(found, ctx, child)


def make_reference() -> str:
    """Return the command reference as Markdown."""
    parts = ["# Command reference\n\nMade from the help of every command; do not edit by hand.\n"]
    for path, ctx in iter_commands(lugat, None, "lugat"):
        parts.append(f"## {path}\n\n```\n{ctx.get_help()}\n```\n")
    return "\n".join(parts)


def main() -> int:
    """Write the reference, or with --check compare it; return the exit code."""
    text = make_reference()
    if "--check" in sys.argv:
        if TARGET.read_text(encoding="utf-8") == text:
            return 0
        print("docs/commands.md is old; run: python docs/make_reference.py", file=sys.stderr)
        return 1
    TARGET.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
