from __future__ import annotations

import pytest

from glossary.model import Concept, Match, Term
from translate_cli.engine import Hint
from translate_cli.engines.fake import FakeEngine
from translate_cli.forcing import Candidate, Writer, term_forms
from translate_cli.model import Hypothesis
from translate_cli.placement import Place, Placer
from translate_cli.requirements import Requirement

COURT = Concept("court", (Term("məhkəmə", "az"), Term("court", "en")), pos="noun")
HINTS = (Hint(0, 7, "court"), Hint(8, 13, "law"))


def write(text: str, *, initial: bool = False) -> Writer:
    engine = FakeEngine({})
    tokens = engine.encode_target(text)
    hypothesis = Hypothesis(text, tokens, -0.5, ((1.0,),) * len(tokens), ("▁məhkəmə",))
    return Writer(Placer(engine, "en"), hypothesis, initial=initial, hints=HINTS)


def show(prefix: tuple[str, ...]) -> str:
    return "".join(prefix).replace("▁", " ").strip()


def match(text: str, of: str, nth: int = 0) -> Match:
    start = -1
    for _ in range(nth + 1):
        start = of.index(text, start + 1)
    return Match(start, start + len(text), text, COURT, Term("court", "en"))


def only(made: list[Candidate]) -> Hypothesis:
    """Return the one edited translation, after a look at whether text and tokens agree."""
    (candidate,) = made
    assert candidate.edited is not None
    assert candidate.edited.tokens == candidate.prefix
    assert show(candidate.prefix) == candidate.edited.text
    rows = candidate.edited.attention
    assert rows is not None
    assert len(rows) == len(candidate.prefix)
    return candidate.edited


def test_the_prefix_ends_in_the_term() -> None:
    made = write("the tribunal met").force(Place(1, 2), "court")
    assert (show(made.prefix), made.begin, made.edited) == ("the court", 1, None)
    assert made.hints == HINTS


def test_or_in_the_word_behind_it() -> None:
    assert show(write("the tribunal met").force_before(Place(1, 2), "court").prefix) == (
        "the court met"
    )
    assert show(write("the tribunal").force_before(Place(1, 2), "court").prefix) == "the court"


def test_a_term_at_the_beginning_has_the_capital_of_the_source() -> None:
    writer = write("Tribunal met", initial=True)
    assert show(writer.force(Place(0, 1), "court").prefix) == "Court"
    assert show(writer.force(Place(1, 2), "court").prefix) == "Tribunal court"
    assert only(writer.put(Place(0, 1), "court")).text == "Court met"
    assert show(write("tribunal met").force(Place(0, 1), "court").prefix) == "court"


def test_behind_an_opening_quote_there_is_no_space() -> None:
    writer = write("a “tribunal” met")
    made = writer.force(Place(2, 3), "court")
    assert (show(made.prefix), made.begin) == ("a “court", 1)
    assert only(writer.insert(Place(2, 3), "court")).text == "a “court tribunal” met"


def test_the_rest_may_stay() -> None:
    writer = write("the tribunal met.")
    assert only(writer.put(Place(1, 2), "court")).text == "the court met."
    assert only(writer.insert(Place(1, 2), "court")).text == "the court tribunal met."


def test_punctuation_at_the_end_of_a_place_stays() -> None:
    assert only(write("met the tribunal.").put(Place(2, 4), "court")).text == "met the court."
    assert only(write("a tribunal, then").put(Place(1, 3), "court")).text == "a court, then"


def test_closing_quotes_and_brackets_at_the_end_of_a_place_stay() -> None:
    said = ("▁“", "a", "▁tribunal", "”", ",", "▁then")
    rows = ((1.0,),) * len(said)
    hypothesis = Hypothesis("“a tribunal”, then", said, -0.5, rows, ("▁məhkəmə",))
    writer = Writer(Placer(FakeEngine({}), "en"), hypothesis, initial=False, hints=())
    assert only(writer.put(Place(2, 5), "court")).text == "“a court”, then"
    assert only(write("(the tribunal) met").put(Place(2, 4), "court")).text == "(the court) met"


def test_a_sign_within_a_token_is_not_lost() -> None:
    hypothesis = Hypothesis("met the tribunal.", ("▁met", "▁the", "▁tribunal."), -0.5)
    writer = Writer(Placer(FakeEngine({}), "en"), hypothesis, initial=False, hints=())
    assert writer.put(Place(2, 3), "court") == []


def test_new_tokens_attend_to_what_the_old_ones_did() -> None:
    tokens = ("▁the", "▁bad", "▁tribunal", "▁met")
    rows = ((1.0, 0.0), (0.0, 1.0), (0.5, 0.5), (0.0, 0.0))
    hypothesis = Hypothesis("the bad tribunal met", tokens, -0.5, rows, ("▁a", "▁b"))
    writer = Writer(Placer(FakeEngine({}), "en"), hypothesis, initial=False, hints=())
    made = only(writer.put(Place(1, 3), "court of law"))
    assert made.attention == (rows[0], *[(0.25, 0.75)] * 3, rows[3])
    assert made.source_tokens == ("▁a", "▁b")


class TestMending:
    """Words that are nearly a form of the term become that form."""

    def mend(self, text: str, place: Place, *forms: str) -> str:
        made = write(text).mend(place, forms)
        return only(made).text if made else ""

    def test_a_misspelt_word(self) -> None:
        assert self.mend("against cybership is", Place(1, 2), "cybercrime") == (
            "against cybercrime is"
        )

    def test_the_form_that_is_nearest(self) -> None:
        forms = ("state symbol", "state symbols")
        assert self.mend("of state symbuls.", Place(1, 3), *forms) == "of state symbols."

    def test_a_word_that_is_missing(self) -> None:
        said = self.mend("the suspension of law", Place(1, 4), "suspension of the law")
        assert said == "the suspension of the law"

    def test_words_beside_the_place_that_belong_to_it(self) -> None:
        said = self.mend("for official visited there", Place(2, 3), "official visit")
        assert said == "for official visit there"

    def test_words_of_the_place_that_do_not_belong_to_it(self) -> None:
        said = self.mend("prevention of cybership is hard", Place(0, 4), "prevention of cybercrime")
        assert said == "prevention of cybercrime is hard"

    def test_other_words_are_left_to_the_model(self) -> None:
        assert self.mend("against delinquency is", Place(1, 2), "cybercrime") == ""

    def test_an_empty_translation(self) -> None:
        assert write("").mend(Place(0, 0), ["court"]) == []


@pytest.mark.parametrize(
    ("text", "nth", "left"),
    [
        ("the punishment of the court of the court ended", 1, "the punishment of the court ended"),
        ("the report of the court of the court.", 1, "the report of the court."),
        ("Court of the court met", 1, "Court met"),
        ("The court, for the court, met", 1, "The court, met"),
        ("The judge, and the court.", 0, "The judge."),
        ("The court of the court met", 0, "Of the court met"),
    ],
)
def test_a_rendering_is_dropped_with_what_leads_to_it(text: str, nth: int, left: str) -> None:
    assert only(write(text, initial=True).drop(match("ourt", text, nth))).text == left


def test_nothing_is_left_of_a_translation_that_is_only_the_term() -> None:
    assert write("court").drop(match("court", "court")) == []


def test_the_model_goes_on_before_a_rendering_without_being_told() -> None:
    text = "the decision of the court"
    (made,) = write(text).avoid(match("court", text), HINTS[1:])
    assert (show(made.prefix), made.hints, made.edited) == ("the decision", HINTS[1:], None)
    assert write("the court met").avoid(match("court", "the court met"), ()) == []


def test_what_is_not_in_the_words_has_no_candidates() -> None:
    beyond = Match(90, 95, "court", COURT, Term("court", "en"))
    assert write("the court").drop(beyond) == []
    assert write("the court").avoid(beyond, ()) == []


def test_forms_begin_with_the_dictionary_form() -> None:
    forms = term_forms(Requirement(COURT, 0, 7, "məhkəmə", "strict"), "en")
    assert forms[:2] == ["court", "courts"]
