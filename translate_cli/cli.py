"""The `lugat` command: one group that loads its commands when they are needed."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from typing import Any, Final

import click

from translate_cli import __version__
from translate_cli.commands.options import examples

COMMANDS: Final = {
    "translate": "translate_cli.commands.translate:translate",
    "terms": "translate_cli.commands.terms:terms",
    "glossary": "translate_cli.commands.glossary:glossary",
    "memory": "translate_cli.commands.memory:memory",
    "export": "translate_cli.commands.export:export",
    "import": "translate_cli.commands.import_:import_",
    "models": "translate_cli.commands.models:models",
}


class LugatGroup(click.Group):
    """Loads subcommands lazily; turns the errors of the libraries into one line and exit code 1."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands in the order they are used."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return a command; None where there is none of this name."""
        if cmd_name not in COMMANDS:
            return None
        module, attribute = COMMANDS[cmd_name].split(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Resolve a command name; an unknown one gets the nearest names with its error."""
        name = args[0] if args else ""
        if name and not name.startswith("-") and name not in COMMANDS:
            import difflib

            near = difflib.get_close_matches(name, COMMANDS, n=1)
            hint = f" Did you mean “{near[0]}”?" if near else ""
            ctx.fail(f"No such command “{name}”.{hint}")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what, where and what to do on one line of stderr where it fails."""
        from glossary.errors import GlossaryError
        from translate_cli.errors import TranslateError

        try:
            return super().invoke(ctx)
        except (TranslateError, GlossaryError) as exc:
            line = " ".join(str(exc).split())
            click.echo(f"lugat: {line}", err=True)
            ctx.exit(1)


@click.group(
    cls=LugatGroup,
    epilog=examples(
        "lugat translate policy.az.txt --to en --to vi -o out/ --tmx out/ --report out/report.html"
    ),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="lugat")
def lugat() -> None:
    """Translate Azerbaijani policy and legal texts offline, with the terms right.

    Shell completion: eval "$(_LUGAT_COMPLETE=bash_source lugat)" (or zsh_source, fish_source).
    """


def main(args: Sequence[str] | None = None) -> None:
    """Run the command line; the entry point of the package."""
    lugat.main(args=list(args) if args is not None else None, prog_name="lugat")


if __name__ == "__main__":
    main()
