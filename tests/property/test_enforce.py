from __future__ import annotations

from collections import Counter
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from glossary.model import Concept, Term
from translate_cli.enforce import Enforcer
from translate_cli.engine import Route
from translate_cli.engines.fake import FakeEngine
from translate_cli.model import Segment
from translate_cli.pipeline import Translator
from translate_cli.requirements import Outcome

NAMES = ("kibercinayətkarlıq", "məhkəmə", "konvensiya", "elektron sübut", "sübut", "dövlət")
ENGLISH = ("cybercrime", "court", "convention", "electronic evidence", "evidence", "state")
OTHERS = ("qərar", "qəbul", "və", "etdi", ",", "“", "2025-ci")
SAYINGS = (
    "decision",
    "tribunal",
    "state",
    "evidence of the court",
    "electronic proof",
    "",
    "convention on cybercrime",
    "law",
)
CONCEPTS = tuple(
    Concept(
        f"c{number}",
        (
            Term(az, "az"),
            Term(en, "en"),
            *((Term("tribunal", "en", "forbidden"),) if en == "court" else ()),
        ),
        pos="noun",
    )
    for number, (az, en) in enumerate(zip(NAMES, ENGLISH, strict=True))
)
words = sorted({word for name in (*NAMES, *OTHERS) for word in name.split()})
sayings = st.one_of(
    st.sampled_from(SAYINGS), st.lists(st.sampled_from(SAYINGS), min_size=1, max_size=3)
)
engines = st.builds(
    FakeEngine,
    st.fixed_dictionaries({}, optional=dict.fromkeys(words, sayings)),
    accepted=st.fixed_dictionaries({}, optional={word: st.sampled_from(ENGLISH) for word in words}),
)
sentences = st.lists(st.sampled_from((*NAMES, *OTHERS)), min_size=1, max_size=9).map(" ".join)
texts = st.lists(sentences, min_size=1, max_size=4)


def enforce(engine: FakeEngine, sources: list[str]) -> tuple[Enforcer, list[Outcome]]:
    enforcer = Enforcer(CONCEPTS, "az", "en")
    found = engine.translate(sources, num_hypotheses=4, with_attention=True)
    return enforcer, enforcer.run(engine, sources, [enforcer.require(t) for t in sources], found)


@given(engines, texts)
@settings(deadline=None)
def test_enforcing_twice_is_enforcing_once(engine: FakeEngine, sources: list[str]) -> None:
    enforcer, once = enforce(engine, sources)
    wanted = [enforcer.require(text) for text in sources]
    twice = enforcer.run(engine, sources, wanted, [[outcome.hypothesis] for outcome in once])
    assert [o.hypothesis for o in twice] == [o.hypothesis for o in once]
    assert [o.issues for o in twice] == [o.issues for o in once]
    assert [[(u.status, u.target) for u in o.terms] for o in twice] == [
        [(u.status, u.target) for u in o.terms] for o in once
    ]


@given(engines, texts)
@settings(deadline=None)
def test_enforcing_loses_no_segment_and_no_term(engine: FakeEngine, sources: list[str]) -> None:
    enforcer, outcomes = enforce(engine, sources)
    assert len(outcomes) == len(sources)
    for text, outcome in zip(sources, outcomes, strict=True):
        wanted = enforcer.require(text)
        assert [(u.concept, u.source) for u in outcome.terms] == [
            (r.concept.id, (r.start, r.end)) for r in wanted
        ]
        missing = [use for use in outcome.terms if use.target is None]
        assert sum(issue.code == "term-missing" for issue in outcome.issues) == len(missing)
        spans = sorted(use.target for use in outcome.terms if use.target)
        assert all(one[1] <= two[0] for one, two in pairwise(spans))


@given(engines, texts)
@settings(deadline=None)
def test_enforcing_never_makes_it_worse(engine: FakeEngine, sources: list[str]) -> None:
    enforcer, outcomes = enforce(engine, sources)
    for text, outcome in zip(sources, outcomes, strict=True):
        wanted = enforcer.require(text)
        free = engine.translate([text])[0][0]
        before, after = (
            (check.count_satisfied(wanted), -len(check.find_surplus(wanted)))
            for check in (
                enforcer.check(wanted, free.text),
                enforcer.check(wanted, outcome.hypothesis.text),
            )
        )
        assert after >= before
        if before == (len(wanted), 0):
            assert outcome.hypothesis == engine.translate([text], with_attention=True)[0][0]


@given(engines, texts)
@settings(deadline=None)
def test_every_segment_has_a_unit(engine: FakeEngine, sources: list[str]) -> None:
    segments = [Segment(f"s{i}", text, 0, len(text)) for i, text in enumerate(sources)]
    translator = Translator({"en": Route((engine,))}, CONCEPTS)
    units = list(translator.iter_units(segments))
    assert [unit.segment for unit in units] == segments
    same = Counter((unit.segment.text, unit.targets["en"].text) for unit in units)
    assert len(same) == len(set(sources)), "the same source has the same translation"
