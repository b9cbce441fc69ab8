"""The command-line product: translate, enforce terms, export for CAT tools."""

__version__ = "0.1.0"
