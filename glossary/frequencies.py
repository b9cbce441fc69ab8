"""A reference frequency list: how often Azerbaijani lemmas occur in texts of all kinds.

The shipped list counts the lemmas of this project's own corpus (CC0); `training/frequencies.py`
makes it. File format: UTF-8, `#` lines are comments, one of them `# tokens: N`; then lemma, tab,
count, most frequent first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType

from glossary.errors import TermbaseFormatError, TermbaseNotFoundError

_TOKENS = "# tokens:"


@dataclass(frozen=True, slots=True)
class Frequencies:
    """Counts of folded lemmas in a reference corpus of `tokens` words."""

    counts: Mapping[str, int]
    tokens: int

    def per_million(self, lemma: str) -> float:
        """Return the smoothed frequency of a lemma: one more than was counted, per million words.

        >>> Frequencies({"qanun": 9}, 1_000_000).per_million("qanun")
        10.0
        """
        return (self.counts.get(lemma, 0) + 1) * 1e6 / max(1, self.tokens)


def read_frequencies(path: Path) -> Frequencies:
    """Read a frequency list.

    Raises TermbaseNotFoundError where there is none, TermbaseFormatError with the line that is
    wrong.
    """
    try:
        lines = path.read_text("utf-8").splitlines()
    except FileNotFoundError as exc:
        raise TermbaseNotFoundError(
            "there is no such frequency list.", path=path, hint="Install lugat again."
        ) from exc
    except (OSError, UnicodeDecodeError) as exc:
        raise TermbaseFormatError(
            f"the frequency list cannot be read ({exc}).", path=path, hint="Install lugat again."
        ) from exc
    counts: dict[str, int] = {}
    tokens = 0
    for number, line in enumerate(lines, start=1):
        comment = line.startswith("#")
        if not line.strip() or (comment and not line.startswith(_TOKENS)):
            continue
        lemma, _, value = (_TOKENS, "", line[len(_TOKENS) :]) if comment else line.partition("\t")
        try:
            count = int(value)
        except ValueError as exc:
            raise TermbaseFormatError(
                f"“{value}” is no count.",
                path=path,
                line=number,
                hint="A line is a lemma, a tab and a number.",
            ) from exc
        if comment:
            tokens = count
        else:
            counts[lemma] = count
    return Frequencies(MappingProxyType(counts), tokens or sum(counts.values()))


def format_frequencies(frequencies: Frequencies, *, comment: str, max_bytes: int) -> str:
    """Return the list as the text of a file, without the rarest lemmas beyond `max_bytes`."""
    head = "".join(f"# {line}\n" for line in comment.splitlines())
    text = [head, f"{_TOKENS} {frequencies.tokens}\n"]
    size = sum(len(part.encode()) for part in text)
    ranked = sorted(frequencies.counts.items(), key=lambda item: (-item[1], item[0]))
    for lemma, count in ranked:
        line = f"{lemma}\t{count}\n"
        size += len(line.encode())
        if size > max_bytes:
            break
        text.append(line)
    return "".join(text)


@lru_cache(maxsize=1)
def shipped_frequencies() -> Frequencies:
    """Return the reference list that comes with the program."""
    return read_frequencies(Path(str(files("glossary"))) / "data" / "az-frequencies.tsv")
