"""Draw triples for ever: templates by weight, each in a domain of its own."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from random import Random
from typing import Final

from training.grammar import (
    amounts,
    coordinated,
    dates,
    facts,
    figures,
    joined,
    questions,
    relatives,
    reports,
    short,
    simple,
)
from training.grammar.clauses import Triple
from training.grammar.lexicon import load_lexicon
from training.grammar.sampling import Sampler, UnsuitableError

Template = Callable[[Sampler], Triple]

TEMPLATES: Final[tuple[tuple[Template, int], ...]] = (
    (simple.statement, 110), (simple.placed_statement, 40), (simple.passive_statement, 60),
    (simple.framed_statement, 25), (questions.yes_no_question, 28), (questions.wh_question, 26),
    (simple.command, 18), (simple.suggestion, 9), (simple.nobody, 14), (simple.causative, 12),
    (simple.quote, 22),
    (joined.time_clause, 45), (joined.sequence, 32), (joined.purpose, 26), (joined.cause, 28),
    (joined.concession, 20), (joined.condition, 30), (coordinated.coordination, 24),
    (coordinated.progression, 5), (coordinated.emphasis, 14),
    (reports.reported_ki, 44), (reports.reported_nominal, 36), (reports.knowledge, 18),
    (reports.control, 34), (reports.directing, 18), (reports.judged_act, 22),
    (reports.expected, 16), (reports.impersonal, 12), (reports.readiness, 8),
    (relatives.relative_subject, 38), (relatives.relative_object, 38),
    (relatives.relative_presented, 8),
    (facts.quality, 28), (facts.identity, 18), (facts.existence, 22), (facts.possession, 18),
    (figures.comparison, 12), (figures.definition, 10), (figures.change_in_figures, 16),
    (figures.birth, 5), (figures.age, 4), (figures.capital, 4),
    (dates.dated, 30), (amounts.counted_object, 16), (amounts.counted_subject, 16),
    (amounts.price, 12), (amounts.measure, 8), (amounts.share, 12), (amounts.article_of_law, 10),
    (short.entry, 40), (short.in_case, 36), (short.act, 18), (short.relative, 18),
    (short.infinitive, 16), (short.chain, 12), (short.pair, 10), (short.figure, 14),
    (short.degree_phrase, 8), (short.verb_form, 14),
)  # fmt: skip
"""Templates with their weights."""

_POOL: Final = tuple(template for template, weight in TEMPLATES for _ in range(weight))


def iter_triples(seed: int) -> Iterator[Triple]:
    """Yield (Azerbaijani, English, Vietnamese) without end, the same ones for the same seed.

    >>> triples = iter_triples(7)
    >>> all(len(next(triples)) == 3 for _ in range(5))
    True
    """
    rng = Random(seed)
    sampler = Sampler(load_lexicon(), rng)
    while True:
        template = rng.choice(_POOL)
        sampler.new_domain()
        try:
            triple = template(sampler)
        except UnsuitableError:
            continue
        yield (
            unicodedata.normalize("NFC", triple[0]),
            unicodedata.normalize("NFC", triple[1]),
            unicodedata.normalize("NFC", triple[2]),
        )
