from __future__ import annotations

from collections.abc import Sequence

import pytest

from glossary.model import Concept, Term
from translate_cli import cascade
from translate_cli.cascade import NBEST_MARGIN
from translate_cli.enforce import Enforcer
from translate_cli.engine import Engine, ForcedRequest
from translate_cli.engines.fake import FakeEngine
from translate_cli.model import Hypothesis
from translate_cli.requirements import (
    EnforceMode,
    Outcome,
    require_after_pivot,
    surface_forms,
)


def concept(
    id: str,
    az: str,
    en: str,
    *,
    forbidden: str = "",
    vi: str = "",
    admitted: str = "",
    **rest: object,
) -> Concept:
    terms = [Term(az, "az"), Term(en, "en")]
    terms += [Term(text, "en", "admitted") for text in admitted.split("|") if text]
    terms += [Term(text, "en", "forbidden") for text in forbidden.split("|") if text]
    terms += [Term(vi, "vi")] if vi else []
    return Concept(id, tuple(terms), pos="noun", **rest)  # type: ignore[arg-type]


CYBERCRIME = concept(
    "cybercrime", "kibercinayətkarlıq", "cybercrime", forbidden="cyber criminality"
)
SECURITY = concept("cybersecurity", "kibertəhlükəsizlik", "cybersecurity")
COURT = concept("court", "məhkəmə", "court", forbidden="tribunal", admitted="courthouse")
CONVENTION = concept("convention", "konvensiya", "convention")
ALL = (CYBERCRIME, SECURITY, COURT, CONVENTION)
WORDS: dict[str, str | Sequence[str]] = {
    "kibercinayətkarlığa": ("cyber criminality", "net crime"),
    "kibercinayətkarlıq": ("digital delinquency",),
    "kibertəhlükəsizlik": ("safety on nets", "cybersecurity"),
    "qarşı": "against",
    "məhkəmə": "tribunal",
    "qərar": "decision",
    "qəbul": "taken",
    "etdi": "has",
    "və": "and",
    "konvensiya": "convention",
}


ACCEPTED: dict[str, str | Sequence[str]] = {
    "kibercinayətkarlığa": "cybercrime",
    "kibercinayətkarlıq": "cybercrime",
    "kibertəhlükəsizlik": "cybersecurity",
    "məhkəmə": "court",
}


class RecordingEngine(FakeEngine):
    """Remembers what it was asked to force."""

    def __init__(self, words: dict[str, str | Sequence[str]]) -> None:
        super().__init__(words, accepted=ACCEPTED)
        self.rounds: list[list[ForcedRequest]] = []

    def translate_forced(self, requests: Sequence[ForcedRequest]) -> list[Hypothesis]:
        self.rounds.append(list(requests))
        return super().translate_forced(requests)


def run(
    *texts: str,
    engine: Engine | None = None,
    concepts: Sequence[Concept] = ALL,
    mode: EnforceMode = "strict",
    num_hypotheses: int = 4,
) -> list[Outcome]:
    engine = engine or FakeEngine(WORDS, accepted=ACCEPTED)
    enforcer = Enforcer(concepts, "az", "en", mode=mode)
    wanted = [enforcer.require(text) for text in texts]
    hints = [enforcer.hints(engine, required) for required in wanted]
    found = engine.translate(texts, num_hypotheses=num_hypotheses, with_attention=True, hints=hints)
    return enforcer.run(engine, texts, wanted, found, hints=hints)


def check_spans(text: str, outcome: Outcome) -> None:
    taken: list[tuple[int, int]] = []
    for use in outcome.terms:
        assert text[slice(*use.source)] == use.source_text
        if use.target is None:
            assert (use.status, use.how) == ("missing", "")
            continue
        assert outcome.hypothesis.text[slice(*use.target)]
        assert all(end <= use.target[0] or use.target[1] <= start for start, end in taken)
        taken.append(use.target)


def test_satisfied_text_is_left_alone() -> None:
    engine = RecordingEngine(WORDS)
    text = "Konvensiya qəbul"
    (outcome,) = run(text, engine=engine)
    assert outcome.hypothesis.text == "Convention taken"
    assert engine.rounds == []
    (use,) = outcome.terms
    assert (use.status, use.how, use.target, use.before) == ("preferred", "nbest", (0, 10), "")
    assert use.cost_logprob == 0
    assert outcome.issues == ()


def test_text_without_terms_is_the_first_hypothesis() -> None:
    engine = RecordingEngine({"qərar": ("decision", "ruling")})
    (outcome,) = run("qərar", engine=engine)
    assert outcome.hypothesis.text == "decision"
    assert (outcome.terms, outcome.issues, engine.rounds) == ((), (), [])


def test_term_comes_from_the_nbest_list() -> None:
    engine = RecordingEngine(WORDS)
    text = "kibertəhlükəsizlik və qərar"
    (outcome,) = run(text, engine=engine)
    assert outcome.hypothesis.text == "cybersecurity and decision"
    assert engine.rounds == []
    (use,) = outcome.terms
    assert (use.how, use.status) == ("nbest", "preferred")
    assert use.before == "safety on nets"
    check_spans(text, outcome)


def test_far_worse_hypothesis_is_not_taken_for_its_term() -> None:
    cheap = FakeEngine(WORDS, accepted=ACCEPTED)
    first = Hypothesis("safety", ("▁safety",), -0.1, ((1.0,),), ("▁kibertəhlükəsizlik",))
    near = Hypothesis("cybersecurity", ("▁cybersecurity",), -0.1 - NBEST_MARGIN + 0.01)
    far = Hypothesis("cybersecurity", ("▁cybersecurity",), -0.1 - NBEST_MARGIN - 0.01)
    enforcer = Enforcer(ALL, "az", "en", mode="prefer")
    texts = ["kibertəhlükəsizlik"]
    wanted = [enforcer.require(texts[0])]
    assert enforcer.run(cheap, texts, wanted, [[first, near]])[0].hypothesis is near
    assert enforcer.run(cheap, texts, wanted, [[first, far]])[0].hypothesis is first


def test_term_is_forced_where_the_attention_places_it() -> None:
    text = "qərar kibercinayətkarlıq qəbul etdi"
    (outcome,) = run(text)
    assert outcome.hypothesis.text == "decision cybercrime taken has"
    (use,) = outcome.terms
    assert (use.how, use.status, use.expected) == ("forced", "preferred", "cybercrime")
    assert use.before == "digital delinquency"
    assert use.cost_logprob > 0
    check_spans(text, outcome)


def test_forced_first_word_is_capitalised() -> None:
    (outcome,) = run("Kibercinayətkarlıq qərar")
    assert outcome.hypothesis.text == "Cybercrime decision"


def test_forbidden_form_is_replaced() -> None:
    text = "məhkəmə qərar qəbul etdi"
    (outcome,) = run(text)
    assert outcome.hypothesis.text == "court decision taken has"
    assert outcome.issues == ()


def test_forbidden_form_of_a_concept_that_is_not_in_the_source_may_stay() -> None:
    (outcome,) = run("qərar", engine=FakeEngine({"qərar": "tribunal"}))
    assert outcome.hypothesis.text == "tribunal"
    assert outcome.issues == ()


def test_admitted_form_is_enough() -> None:
    engine = RecordingEngine({"məhkəmə": "courthouse"})
    (outcome,) = run("məhkəmə", engine=engine)
    assert outcome.terms[0].status == "admitted"
    assert engine.rounds == []


def test_each_occurrence_needs_a_form_of_its_own() -> None:
    text = "məhkəmə və məhkəmə"
    (outcome,) = run(text)
    assert outcome.hypothesis.text == "court and court"
    assert [use.status for use in outcome.terms] == ["preferred", "preferred"]
    check_spans(text, outcome)
    lone = FakeEngine({"məhkəmə": "", "və": "court"})
    (outcome,) = run(text, engine=lone, mode="check")
    assert sorted(use.status for use in outcome.terms) == ["missing", "preferred"]


def test_many_missing_terms_are_all_forced() -> None:
    names = [
        "qanun",
        "müqavilə",
        "nazirlik",
        "parlament",
        "vətəndaş",
        "prezident",
        "dövlət",
        "ordu",
    ]
    concepts = [concept(f"c{i}", name, f"term{i}") for i, name in enumerate(names)]
    text = " ".join(names)
    engine = FakeEngine(
        {name: f"word{i}" for i, name in enumerate(names)},
        accepted={name: f"term{i}" for i, name in enumerate(names)},
    )
    (outcome,) = run(text, engine=engine, concepts=concepts)
    assert outcome.hypothesis.text == " ".join(f"term{i}" for i in range(len(names)))
    assert {use.how for use in outcome.terms} == {"forced"}
    check_spans(text, outcome)


class _BlindEngine(FakeEngine):
    """Says what it likes after any prefix, and cannot tell where its words stand."""

    def translate_forced(self, requests: Sequence[ForcedRequest]) -> list[Hypothesis]:
        return [found[0] for found in self.translate([r.text for r in requests])]

    def locate(self, text: str, tokens: Sequence[str]) -> list[tuple[int, int]]:
        return [(0, 0)] * len(tokens)


def test_term_that_cannot_be_forced_is_reported() -> None:
    text = "məhkəmə kibercinayətkarlıq"
    (outcome,) = run(text, engine=_BlindEngine(WORDS, accepted=ACCEPTED))
    assert outcome.hypothesis.text == "tribunal digital delinquency"
    assert [use.status for use in outcome.terms] == ["missing", "missing"]
    assert [(i.code, i.severity) for i in outcome.issues] == [
        ("term-missing", "error"),
        ("term-missing", "error"),
        ("term-forbidden", "error"),
    ]
    assert "“məhkəmə” should be “court”" in outcome.issues[0].message
    assert "use “court”" in outcome.issues[2].message
    check_spans(text, outcome)


def test_one_term_that_fails_does_not_stop_the_others() -> None:
    class HalfBlind(_BlindEngine):
        def translate_forced(self, requests: Sequence[ForcedRequest]) -> list[Hypothesis]:
            found = FakeEngine.translate_forced(self, requests)
            plain = super().translate_forced(requests)
            return [
                own if any("court" in token.lower() for token in request.prefix) else forced
                for request, forced, own in zip(requests, found, plain, strict=True)
            ]

    (outcome,) = run(
        "qərar məhkəmə və kibercinayətkarlıq", engine=HalfBlind(WORDS, accepted=ACCEPTED)
    )
    assert [use.status for use in outcome.terms] == ["missing", "preferred"]
    assert "cybercrime" in outcome.hypothesis.text


@pytest.mark.parametrize(
    ("mode", "text", "codes"),
    [
        ("strict", "court decision", []),
        ("prefer", "tribunal decision", ["term-missing", "term-forbidden"]),
        ("check", "tribunal decision", ["term-missing", "term-forbidden"]),
    ],
)
def test_modes(mode: EnforceMode, text: str, codes: list[str]) -> None:
    (outcome,) = run("məhkəmə qərar", mode=mode)
    assert outcome.hypothesis.text == text
    assert [issue.code for issue in outcome.issues] == codes


def test_check_changes_nothing() -> None:
    engine = RecordingEngine({"məhkəmə": ("tribunal", "court"), "qərar": "decision"})
    (outcome,) = run("məhkəmə qərar", engine=engine, mode="check")
    assert outcome.hypothesis.text == "tribunal decision"
    assert engine.rounds == []


def test_prefer_takes_but_does_not_force() -> None:
    engine = RecordingEngine(WORDS)
    outcomes = run("kibertəhlükəsizlik qərar", "kibercinayətkarlıq", engine=engine, mode="prefer")
    assert outcomes[0].hypothesis.text == "cybersecurity decision"
    assert outcomes[1].hypothesis.text == "digital delinquency"
    assert engine.rounds == []


def test_concept_that_is_not_approved_is_only_checked() -> None:
    proposed = concept("court", "məhkəmə", "court", status="proposed")
    (outcome,) = run("məhkəmə", concepts=[proposed])
    assert outcome.hypothesis.text == "tribunal"
    assert [issue.severity for issue in outcome.issues] == ["warning"]


def test_concept_may_override_the_mode() -> None:
    strict = concept("court", "məhkəmə", "court", enforce="strict")
    check = concept("cybercrime", "kibercinayətkarlıq", "cybercrime", enforce="check")
    (outcome,) = run("məhkəmə kibercinayətkarlıq", concepts=[strict, check], mode="prefer")
    assert outcome.hypothesis.text == "court digital delinquency"


def test_concept_without_a_term_in_the_target_is_not_required() -> None:
    only_az = Concept("x", (Term("qərar", "az"),))
    enforcer = Enforcer([only_az, COURT], "az", "en")
    assert [r.concept.id for r in enforcer.require("məhkəmə qərar")] == ["court"]


def test_inflected_terms_are_found_where_they_stand() -> None:
    text = "Kibercinayətkarlığın qarşısı məhkəmədə alınır."
    found = Enforcer(ALL, "az", "en").require(text)
    assert [text[r.start : r.end] for r in found] == ["Kibercinayətkarlığın", "məhkəmədə"]


def test_segments_do_not_mix() -> None:
    texts = [
        "qərar",
        "məhkəmə qərar",
        "kibercinayətkarlıq və məhkəmə",
        "məhkəmə qərar",
        "konvensiya",
    ]
    together = run(*texts)
    assert together == [run(text)[0] for text in texts]
    assert [outcome.hypothesis.text for outcome in together] == [
        "decision",
        "court decision",
        "cybercrime and court",
        "court decision",
        "convention",
    ]


def test_all_candidates_of_a_round_are_one_batch() -> None:
    engine = RecordingEngine(WORDS)
    run("məhkəmə qərar", "kibercinayətkarlıq", engine=engine)
    assert {request.text for request in engine.rounds[0]} == {"məhkəmə qərar", "kibercinayətkarlıq"}


def test_engine_without_attention_is_served() -> None:
    engine = FakeEngine(WORDS, accepted=ACCEPTED)
    text = "qərar kibercinayətkarlıq qəbul"
    enforcer = Enforcer(ALL, "az", "en")
    found = engine.translate([text])
    assert found[0][0].attention is None
    outcome = enforcer.run(engine, [text], [enforcer.require(text)], found)[0]
    assert outcome.terms[0].status == "preferred"
    assert "cybercrime" in outcome.hypothesis.text


def test_empty_hypothesis_gets_its_term() -> None:
    (outcome,) = run("Məhkəmə", engine=FakeEngine({"məhkəmə": ""}))
    assert outcome.hypothesis.text == "Court"


def test_requirements_after_a_pivot_point_into_the_pivot_text() -> None:
    text = "qərar kibercinayətkarlıq"
    enforcer = Enforcer(ALL, "az", "en")
    required = enforcer.require(text)
    (outcome,) = run(text)
    (carried,) = require_after_pivot(required, outcome)
    assert (carried.start, carried.end, carried.text) == (9, 19, "cybercrime")
    assert carried.concept == CYBERCRIME


def test_surface_forms_begin_with_the_dictionary_form() -> None:
    assert surface_forms("offence", "en", "noun")[0] == "offence"
    assert "offences" in surface_forms("offence", "en", "noun")
    assert surface_forms("tội phạm mạng", "vi", "noun")[0] == "tội phạm mạng"
    assert surface_forms("Gericht", "de", "noun") == ("Gericht",)


class _ForgetfulEngine(FakeEngine):
    """Says nothing after a forced prefix, as a weak model may."""

    def translate_forced(self, requests):
        return [
            Hypothesis("".join(request.prefix).replace("▁", " ").strip(), request.prefix, -1.0)
            for request in requests
        ]


def test_repairs_the_surface_where_forcing_loses_another_term() -> None:
    engine = _ForgetfulEngine(WORDS)
    text = "kibercinayətkarlıq qərar məhkəmə"
    said = Hypothesis("thing decision court", ("▁thing", "▁decision", "▁court"), -0.5)
    (outcome,) = Enforcer(ALL, "az", "en").run(
        engine, [text], [Enforcer(ALL, "az", "en").require(text)], [[said]]
    )
    assert outcome.hypothesis.text == "cybercrime decision court"
    assert [(use.concept, use.how) for use in outcome.terms] == [
        ("cybercrime", "repaired"),
        ("court", "nbest"),
    ]
    assert not outcome.issues


def test_a_long_text_that_was_edited_is_not_forced(monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine that cuts long texts could not tell which part the prefix belongs to."""
    text = "kibertəhlükəsizlik qərar kibercinayətkarlıq məhkəmə"
    words = {**WORDS, "kibertəhlükəsizlik": "cybersecurit", "məhkəmə": "court"}
    engine = RecordingEngine(words)
    (outcome,) = run(text, engine=engine)
    assert [use.how for use in outcome.terms] == ["repaired", "forced", "nbest"]
    monkeypatch.setattr(cascade, "MAX_PART_TOKENS", 3)
    engine = RecordingEngine(words)
    (outcome,) = run(text, engine=engine)
    assert outcome.hypothesis.text == "cybersecurity decision cybercrime court"
    assert [use.how for use in outcome.terms] == ["repaired", "repaired", "nbest"]
    assert engine.rounds == []


class TestSurplus:
    """A term is said as often as the source says it."""

    def test_a_hypothesis_without_it_is_taken(self) -> None:
        engine = FakeEngine({"məhkəmə": "court", "qərar": ("of the court", "decision")})
        (outcome,) = run("məhkəmə qərar", engine=engine)
        assert outcome.hypothesis.text == "court decision"
        assert [use.how for use in outcome.terms] == ["nbest"]

    def test_it_is_left_out_with_what_leads_to_it(self) -> None:
        engine = FakeEngine({"məhkəmə": "court of the court", "qərar": "decision"})
        (outcome,) = run("Məhkəmə qərar", engine=engine)
        assert outcome.hypothesis.text == "Court decision"
        assert [(use.status, use.how) for use in outcome.terms] == [("preferred", "nbest")]
        assert outcome.issues == ()

    def test_the_full_stop_stays(self) -> None:
        engine = FakeEngine({"qərar": "decision", "məhkəmə": "of the court", "etdi": ""})
        text = "məhkəmə qərar etdi."
        tokens = ("▁of", "▁the", "▁court", "▁decision", "▁of", "▁the", "▁court", ".")
        rows = tuple((1.0, 0.0, 0.0, 0.0) for _ in tokens)
        said = Hypothesis(
            "of the court decision of the court.",
            tokens,
            -0.1,
            rows,
            ("▁məhkəmə", "▁qərar", "▁etdi", "."),
        )
        enforcer = Enforcer(ALL, "az", "en")
        (outcome,) = enforcer.run(engine, [text], [enforcer.require(text)], [[said]])
        assert outcome.hypothesis.text.count("court") == 1
        assert outcome.hypothesis.text.endswith(".")

    def test_another_word_of_the_source_may_be_said_so_too(self) -> None:
        """Where the attention of the second one is elsewhere, the source says the thing twice."""
        engine = RecordingEngine({"məhkəmə": "court", "orqan": "court", "qərar": "decides"})
        (outcome,) = run("məhkəmə qərar orqan", engine=engine)
        assert outcome.hypothesis.text == "court decides court"
        assert engine.rounds == []
        assert outcome.issues == ()

    def test_what_cannot_be_left_out_is_reported(self) -> None:
        (outcome,) = run("məhkəmə qərar", engine=_BlindEngine({"məhkəmə": "court or court"}))
        assert [(i.code, i.severity) for i in outcome.issues] == [("term-repeated", "warning")]
        assert "“court”" in outcome.issues[0].message

    def test_a_term_that_is_only_checked_is_left_alone(self) -> None:
        engine = RecordingEngine({"məhkəmə": "court or court"})
        (outcome,) = run("məhkəmə", engine=engine, mode="check")
        assert outcome.hypothesis.text == "court or court"
        assert engine.rounds == []


class TestExplaining:
    """What the model had said, and what enforcing cost."""

    TEXT = "Məhkəmə kibercinayətkarlığa qarşı"

    def explain(self, *, plain: bool) -> Outcome:
        engine = FakeEngine(WORDS, accepted=ACCEPTED, takes_hints=True)
        enforcer = Enforcer(ALL, "az", "en")
        wanted = [enforcer.require(self.TEXT)]
        hints = [enforcer.hints(engine, wanted[0])]
        found = engine.translate([self.TEXT], with_attention=True, hints=hints)
        own = engine.translate([self.TEXT], with_attention=True)[0][0]
        (outcome,) = enforcer.run(
            engine, [self.TEXT], wanted, found, hints=hints, plain=[own if plain else None]
        )
        return outcome

    def test_of_a_hinted_term_nothing_is_known_without_asking(self) -> None:
        uses = self.explain(plain=False).terms
        assert [(use.how, use.before, use.cost_logprob) for use in uses] == [
            ("hinted", "", 0.0)
        ] * 2

    def test_asked_without_hints_the_model_tells(self) -> None:
        outcome = self.explain(plain=True)
        assert outcome.hypothesis.text == "Court cybercrime against"
        assert [(use.how, use.before) for use in outcome.terms] == [
            ("hinted", "Tribunal"),
            ("hinted", "cyber criminality"),
        ]
        assert {use.cost_logprob for use in outcome.terms} != {0.0}
        assert len({use.cost_logprob for use in outcome.terms}) == 1

    def test_where_the_place_is_unknown_all_is_quoted(self) -> None:
        class Silent(FakeEngine):
            """Gives no attention, and cannot say the term alone."""

            def translate(self, texts: Sequence[str], **options: object) -> list[list[Hypothesis]]:
                found = super().translate(texts)
                return [
                    [Hypothesis("", (), -1.0)] if len(t.split()) == 1 else f
                    for t, f in zip(texts, found, strict=True)
                ]

        engine = Silent({"məhkəmə": "tribunal", "qərar": "decision"}, accepted=ACCEPTED)
        (outcome,) = run("qərar məhkəmə", engine=engine)
        assert [use.before for use in outcome.terms] == ["decision tribunal"]


class TestHints:
    TEXT = "Məhkəmə kibercinayətkarlığa qarşı"

    def test_a_model_that_takes_them_is_told_and_nothing_is_forced(self) -> None:
        engine = FakeEngine(WORDS, accepted=ACCEPTED, takes_hints=True)
        (outcome,) = run(self.TEXT, engine=engine)
        assert outcome.hypothesis.text == "Court cybercrime against"
        assert [use.how for use in outcome.terms] == ["hinted", "hinted"]
        assert not outcome.issues

    def test_others_are_not(self) -> None:
        enforcer = Enforcer(ALL, "az", "en")
        wanted = enforcer.require(self.TEXT)
        assert enforcer.hints(FakeEngine(WORDS), wanted) == ()
        (outcome,) = run(self.TEXT)
        assert "hinted" not in [use.how for use in outcome.terms]

    def test_only_strict_terms_are_told_and_preferred_ones_left_to_the_model(self) -> None:
        engine = FakeEngine(WORDS, takes_hints=True)
        mild = concept("court", "məhkəmə", "court", enforce="prefer")
        enforcer = Enforcer((mild, CYBERCRIME), "az", "en")
        hints = enforcer.hints(engine, enforcer.require(self.TEXT))
        assert [(self.TEXT[h.start : h.end], h.text) for h in hints] == [
            ("Məhkəmə", ""),
            ("kibercinayətkarlığa", "cybercrime"),
        ]
        mild_ones = Enforcer(ALL, "az", "en", mode="prefer")
        given = mild_ones.hints(engine, mild_ones.require(self.TEXT))
        assert [hint.text for hint in given] == ["", ""]
        assert mild_ones.hints(FakeEngine(WORDS), mild_ones.require(self.TEXT)) == ()
        quiet = Enforcer(ALL, "az", "en", mode="check")
        assert quiet.hints(engine, quiet.require(self.TEXT)) == ()

    def test_a_hint_that_is_not_followed_is_forced(self) -> None:
        class Deaf(FakeEngine):
            def translate(self, texts: Sequence[str], **options: object) -> list[list[Hypothesis]]:
                options.pop("hints", None)
                return super().translate(texts, **options)  # type: ignore[arg-type]

        (outcome,) = run(self.TEXT, engine=Deaf(WORDS, accepted=ACCEPTED, takes_hints=True))
        assert [use.status for use in outcome.terms] == ["preferred", "preferred"]
        assert "forced" in [use.how for use in outcome.terms]


def test_a_term_behind_an_opening_quote_keeps_it() -> None:
    text = "“Məhkəmə” qərar"
    (outcome,) = run(text)
    assert outcome.hypothesis.text == "“Court” decision"
