from __future__ import annotations

import pytest

from glossary.matcher_cache import default_folder
from glossary.model import Concept, Term
from translate_cli import term_checks
from translate_cli.requirements import EnforceMode, Requirement
from translate_cli.term_checks import PREFERRED, TermChecker

COURT = Concept(
    "court",
    (
        Term("məhkəmə", "az"),
        Term("court", "en"),
        Term("courthouse", "en", "admitted"),
        Term("tribunal", "en", "forbidden"),
    ),
    pos="noun",
)
APPEAL = Concept("appeal", (Term("apellyasiya", "az"), Term("court of appeal", "en")), pos="noun")


def require(concept: Concept, *, start: int = 0, mode: EnforceMode = "strict") -> Requirement:
    text = next(concept.iter_terms("az")).text
    return Requirement(concept, start, start + len(text), text, mode)


def checker(*concepts: Concept) -> TermChecker:
    return TermChecker(concepts or (COURT, APPEAL), "en")


def test_each_requirement_has_a_match_of_its_own() -> None:
    wanted = [require(COURT), require(COURT, start=20)]
    check = checker().check(wanted, "a court and the courthouse")
    assert {match.text for match in check.found if match} == {"court", "courthouse"}
    assert check.extra == ()
    assert check.count_satisfied(wanted) == 2


def test_what_is_said_more_often_is_extra() -> None:
    wanted = [require(COURT)]
    check = checker().check(wanted, "the court of the court")
    assert [(match.start, match.text) for match in check.extra] == [(17, "court")]
    assert check.find_surplus(wanted) == check.extra
    assert check.find_surplus([require(COURT, mode="check")]) == ()


def test_a_term_inside_another_is_not_extra() -> None:
    wanted = [require(COURT), require(APPEAL, start=10)]
    check = checker().check(wanted, "the court of appeal and a court")
    assert [match and match.start for match in check.found] == [26, 4]
    assert check.extra == ()


def test_a_forbidden_form_counts_against_its_term() -> None:
    wanted = [require(COURT)]
    check = checker().check(wanted, "the court is a tribunal")
    assert [match.text for match in check.forbidden] == ["tribunal"]
    assert check.count_satisfied(wanted) == 0


def test_modes_are_counted_apart() -> None:
    wanted = [require(COURT, mode="prefer"), require(APPEAL, start=10)]
    check = checker().check(wanted, "the court and the court of appeal")
    assert check.count_satisfied(wanted) == 1
    assert check.count_satisfied(wanted, PREFERRED) == 2


def test_a_strict_term_chooses_before_others() -> None:
    other = Concept("other", (Term("ali məhkəmə orqanı", "az"), Term("court", "en")), pos="noun")
    wanted = [require(other, mode="prefer"), require(COURT, start=30)]
    found = checker(COURT, other).check(wanted, "the court").found
    assert [match is not None for match in found] == [False, True]


def test_concepts_that_are_not_required_do_not_count() -> None:
    check = checker().check([require(APPEAL)], "the court")
    assert check.extra == ()


def test_nothing_required_is_nothing_found() -> None:
    assert checker().check([], "the court").found == ()


def test_what_is_learnt_later_is_found_too() -> None:
    known = checker()
    assert known.check([require(COURT)], "court").found[0]
    assert known.check([require(APPEAL)], "court of appeal").found[0]
    assert known.check([require(COURT)], "court").extra == ()


def test_many_concepts_are_read_from_the_cache_with_the_same_result(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    names = [f"söz{chr(97 + i // 26)}{chr(97 + i % 26)}" for i in range(60)]
    concepts = [Concept(n, (Term(n, "az"), Term(f"word {n}", "en")), pos="noun") for n in names]
    stranger = Concept("stranger", (Term("yad", "az"), Term("stranger", "en")), pos="noun")
    wanted = [require(concept, start=10 * i) for i, concept in enumerate([*concepts, stranger])]
    text = " ".join(f"word {name}" for name in names[::2]) + " stranger"
    built = TermChecker(concepts, "en").check(wanted, text)
    monkeypatch.setattr(term_checks, "MANY", 50)
    cached = TermChecker(concepts, "en").check(wanted, text)
    assert cached == built
    assert sum(match is not None for match in cached.found) == 31
    assert list(default_folder().glob("*.matcher"))
