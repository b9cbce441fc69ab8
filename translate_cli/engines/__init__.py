"""Engines that fulfil the protocol of translate_cli.engine."""
