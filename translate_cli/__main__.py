"""Run `python -m translate_cli` as `lugat`."""

from translate_cli.cli import main

main()
