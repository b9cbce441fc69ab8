"""Numbers, names and addresses: found in the source, written by rule, never translated."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from translate_cli.placeables.model import Kind, Placeable

__all__ = ["SERIES", "Kind", "Placeable", "find_placeables"]

SERIES: Final = {
    Kind.NUMBER: tuple("①②③④⑤⑥⑦⑧"),
    Kind.NAME: tuple("ⒶⒷⒸⒹⒺⒻ"),
    Kind.WOMAN: tuple("ⓐⓑⓒⓓⓔⓕ"),
}
"""What stands for placeables in the source and the target of a model trained with them."""


def find_placeables(text: str, target_lang: str) -> list[Placeable]:
    """Return the placeables of an Azerbaijani text, in order, none over another.

    >>> [(p.text, p.kind.value) for p in find_placeables("Fond 40 000 manat ayırdı.", "en")]
    [('40,000', 'number')]
    """
    # Loaded when a model has marks: their patterns and tables take a twentieth of a second.
    from translate_cli.placeables.addresses import find_addresses
    from translate_cli.placeables.names import find_names

    finders: list[Callable[[str, str], list[Placeable]]] = [find_addresses]
    if any(letter.isdigit() for letter in text):
        from translate_cli.placeables.dates import find_dates
        from translate_cli.placeables.numbers import find_numbers

        finders += [find_dates, find_numbers]
    found: list[Placeable] = []
    taken = bytearray(len(text))
    for find in (*finders, find_names):
        for placeable in find(text, target_lang):
            start, end = placeable.start, placeable.end
            if not any(taken[start:end]):
                taken[start:end] = bytes([1]) * (end - start)
                found.append(placeable)
    return sorted(found, key=lambda placeable: placeable.start)
