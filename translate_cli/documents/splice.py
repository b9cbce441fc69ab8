"""Text formats that are written by replacing spans: everything else stays as it was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SplicedText:
    """The text of a file, its encoding, and by block the span that a translation replaces.

    Spans are half-open, in code points, in order and apart.
    """

    text: str
    encoding: str
    spans: Mapping[str, tuple[int, int]]

    def iter_originals(self) -> Iterator[tuple[str, str]]:
        """Yield (block id, what stands in its span)."""
        for name, (start, end) in self.spans.items():
            yield name, self.text[start:end]

    def splice(self, replacements: Mapping[str, str]) -> bytes:
        """Return the file with spans replaced; Windows-1254 and bare UTF-16 become UTF-8.

        >>> SplicedText("a: Salam", "utf-8", {"v1": (3, 8)}).splice({"v1": "Hello"})
        b'a: Hello'
        """
        parts = []
        position = 0
        for name, (start, end) in self.spans.items():
            parts.append(self.text[position:start])
            parts.append(replacements.get(name, self.text[start:end]))
            position = end
        text = "".join([*parts, self.text[position:]])
        keeps = self.encoding in ("utf-8-sig", "utf-16", "utf-32")
        return text.encode(self.encoding if keeps else "utf-8")


def as_spliced(skeleton: object) -> SplicedText:
    """Return a skeleton as what it is; TypeError for one of another format."""
    if not isinstance(skeleton, SplicedText):
        raise TypeError("the skeleton is of another format")
    return skeleton
