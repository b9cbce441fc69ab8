from __future__ import annotations

import unicodedata
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from glossary.languages import az, en, vi
from glossary.matcher import TermMatcher, resolve_overlaps
from glossary.model import Concept, Match, Term
from glossary.text import fold, iter_words, map_offsets, normalise

NOUNS = (
    "konvensiya", "qanun", "cinayət", "hökm", "müqavilə", "nazirlik", "kibercinayətkarlıq", "hüquq",
    "fikir", "haqq", "xətt", "su", "məhkəmə", "prokuror", "üzv", "torpaq", "iştirak", "bank",
    "şəkil", "müstəntiq", "məlumatlar", "öhdəlik", "ölkə", "büro", "ədliyyə",
)  # fmt: skip
PHRASES = (
    "cinayət işi", "Baş Assambleya", "hüquq mühafizə orqanları", "Daxili İşlər Nazirliyi",
    "dövlət sirri", "iştirakçı dövlət", "Cinayət Məcəlləsi", "insan hüquqları",
)  # fmt: skip
VERBS = ("imzalamaq", "qoşulmaq", "törətmək", "etmək", "görmək", "oxumaq", "qüvvəyə minmək")
LEMMAS = (*NOUNS, *PHRASES, *VERBS)
MATCHERS = {lemma: TermMatcher([Concept("c", (Term(lemma, "az"),))], "az") for lemma in LEMMAS}
ALL = TermMatcher([Concept(lemma, (Term(lemma, "az"),)) for lemma in LEMMAS], "az")
FORMS = {lemma: az.inflect(lemma, limit=400) for lemma in LEMMAS}
FOLDING = TermMatcher(
    [Concept(lemma, (Term(lemma, "az"),)) for lemma in LEMMAS], "az", fold_spelling=True
)

lemmas = st.sampled_from(LEMMAS)
fillers = st.sampled_from(
    [" ", ", ", " və ", "\n", "; ", " — ", " (", ") ", "\u00a0", "-", "'", "”"]
)
any_text = st.lists(
    st.one_of(
        st.sampled_from(LEMMAS),
        lemmas.flatmap(lambda lemma: st.sampled_from(FORMS[lemma])),
        fillers,
        st.text(max_size=8),
    ),
    max_size=12,
).map("".join)


@given(st.text())
def test_folding_keeps_the_length(text: str) -> None:
    for lang in ("az", "en", "vi"):
        assert len(fold(text, lang)) == len(text)


@given(st.text())
def test_folding_twice_changes_nothing_in_latin_text(text: str) -> None:
    folded = fold(text, "az")
    assert fold(folded, "az") == folded


@given(st.text())
def test_words_are_in_order_and_apart(text: str) -> None:
    end = 0
    for start, stop in iter_words(text):
        assert end <= start < stop
        end = stop


@given(st.text(st.sampled_from("aeo\u0301\u0302\u0323ơưđ \u1100\u1161\u11a8\ufb2cx")))
def test_offset_map_covers_the_text_in_order(text: str) -> None:
    normal, offsets = map_offsets(text)
    assert normal == normalise(text)
    if offsets is None:
        return
    pieces = [(offsets.start(i), offsets.end(i + 1)) for i in range(len(normal))]
    assert pieces[0][0] == 0
    assert pieces[-1][1] == len(text)
    for (start, end), (following, _) in pairwise(pieces):
        assert start < end
        assert start <= following <= end


@settings(deadline=None)
@given(lemmas.flatmap(lambda lemma: st.tuples(st.just(lemma), st.sampled_from(FORMS[lemma]))))
def test_generated_forms_are_recognised(pair: tuple[str, str]) -> None:
    lemma, form = pair
    assert az.is_form_of(form, lemma)
    found = MATCHERS[lemma].find(f"“{form}”, {form}.")
    assert [match.text for match in found] == [form, form]


@given(lemmas)
def test_common_forms_are_recognised(lemma: str) -> None:
    for form in az.common_forms(lemma):
        assert [match.text for match in MATCHERS[lemma].find(form)] == [form]


@given(lemmas)
def test_shouted_forms_are_recognised(lemma: str) -> None:
    for form in az.common_forms(lemma):
        heading = form.replace("i", "İ").replace("ı", "I").upper()
        assert [match.text for match in MATCHERS[lemma].find(heading)] == [heading]


@given(st.sampled_from(NOUNS), st.sampled_from(["sız", "siz", "suz", "çı", "kar", "xyz", "ən"]))
def test_derivations_are_not_recognised(lemma: str, ending: str) -> None:
    assert MATCHERS[lemma].find(lemma + ending) == []


@given(lemmas, st.sampled_from("bcdğfhklprtvz"))
def test_prefixed_words_are_not_recognised(lemma: str, letter: str) -> None:
    assert MATCHERS[lemma].find(letter + lemma) == []


@settings(deadline=None)
@given(any_text)
def test_matches_slice_to_their_text_and_come_in_order(text: str) -> None:
    found = list(FOLDING.iter_matches(text))
    assert all(text[match.start : match.end] == match.text for match in found)
    assert [match.start for match in found] == sorted(match.start for match in found)
    assert set(ALL.iter_matches(text)) <= set(found)


@settings(deadline=None)
@given(any_text)
def test_resolved_matches_never_overlap(text: str) -> None:
    every = list(FOLDING.iter_matches(text))
    found = resolve_overlaps(every)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert resolve_overlaps(found) == found
    for match in every:
        assert any(match.start < kept.end and kept.start < match.end for kept in found)


@settings(deadline=None)
@given(any_text, st.sampled_from(["NFC", "NFD"]))
def test_normal_form_does_not_matter(text: str, form: str) -> None:
    composed = normalise(text)
    other = unicodedata.normalize(form, composed)
    expected = [normalise(match.text) for match in ALL.find(composed)]
    assert [normalise(match.text) for match in ALL.find(other)] == expected


spans = st.tuples(st.integers(0, 30), st.integers(1, 10), st.integers(0, 2)).map(
    lambda item: _match(item[0], item[0] + item[1], item[2])
)


def _match(start: int, end: int, rank: int) -> Match:
    statuses = ("preferred", "admitted", "forbidden")
    term = Term("x", "az", statuses[rank])  # type: ignore[arg-type]
    return Match(start, end, "x" * (end - start), Concept("c", (term,)), term)


@given(st.lists(spans))
def test_any_matches_resolve(matches: list[Match]) -> None:
    found = resolve_overlaps(matches)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert set(found) <= set(matches)
    if matches:
        assert max(m.end - m.start for m in found) == max(m.end - m.start for m in matches)


@given(
    st.lists(st.sampled_from(["hoà", "thuỷ", "luật", "ước", "quý", "khoẻ"]), min_size=1, max_size=4)
)
def test_vietnamese_styles_find_each_other(syllables: list[str]) -> None:
    term = " ".join(syllables)
    for form in vi.surface_forms(term):
        matcher = TermMatcher([Concept("c", (Term(form, "vi"),))], "vi")
        for other in vi.surface_forms(term):
            assert [match.text for match in matcher.find(other)] == [other]


@given(
    st.sampled_from(["treaty", "State Party", "memorandum of understanding", "law", "witness"]),
    st.sampled_from(["noun", ""]),
)
def test_english_forms_are_found_whole(term: str, pos: str) -> None:
    matcher = TermMatcher([Concept("c", (Term(term, "en"),), pos=pos)], "en")
    for form in en.surface_forms(term, pos):
        assert [match.text for match in matcher.find(f"the {form} of")] == [form]
