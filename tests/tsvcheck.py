"""A termbase as a person keeps it by hand, and ways to read, change and write one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from glossary.columns import order_terms
from glossary.model import Concept, Term
from glossary.tsv import parse_tsv

HAND = (
    "# Lüğət, edited by hand\r\n"
    "\r\n"
    "id\tvi               \taz\ten\tstatus\tkomissiya\tnote\r\n"
    'qanun\tluật|đạo luật    \tqanun\tlaw|act\tApproved\tlinqvistik\t"bax: ""hüquq"""\r\n'
    "# cinayət hüququ\r\n"
    "cinayet\ttội phạm         \tcinayət\tcrime\t\t\t\r\n"
    "hokm\tbản án           \thökm\tjudgment\r\n"
    "# end\r\n"
)


def write(tmp_path: Path, text: str | bytes) -> Path:
    path = tmp_path / "terms.tsv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def read(data: str | bytes) -> tuple[Concept, ...]:
    table, problems = parse_tsv(data if isinstance(data, bytes) else data.encode())
    assert not problems
    return table.concepts


def change(concept: Concept, lang: str, *texts: str) -> Concept:
    rest = [term for term in concept.terms if term.lang != lang]
    new = [Term(t, lang, "admitted" if i else "preferred") for i, t in enumerate(texts)]
    return order_terms(replace(concept, terms=tuple(rest + new)))
