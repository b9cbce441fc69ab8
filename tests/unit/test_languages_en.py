from __future__ import annotations

import subprocess
import sys
from importlib.resources import files

import lemminflect
import pytest

from glossary.languages import en
from glossary.languages.en_table import build_table


@pytest.mark.parametrize(
    ("term", "pos", "forms"),
    [
        ("treaty", "", ["treaty", "treaties"]),
        ("law", "noun", ["law", "laws"]),
        ("cybercrime", "", ["cybercrime", "cybercrimes"]),
        ("breach", "", ["breach", "breaches"]),
        ("State Party", "", ["State Party", "States Parties", "State Parties"]),
        (
            "memorandum of understanding",
            "",
            [
                "memorandum of understanding",
                "memorandums of understanding",
                "memoranda of understanding",
            ],
        ),
        ("right to privacy", "", ["right to privacy", "rights to privacy"]),
        ("trafficking in persons", "", ["trafficking in persons", "traffickings in persons"]),
        (
            "secretary-general",
            "",
            ["secretary-general", "secretaries-general"],
        ),
        ("prosecutor general", "", ["prosecutor general", "prosecutors general"]),
        ("law enforcement agencies", "", ["law enforcement agencies", "law enforcement agency"]),
        ("human rights", "", ["human rights", "human right"]),
        ("criminal business", "", ["criminal business", "criminal businesses"]),
        ("analysis", "", ["analysis", "analyses"]),
        ("chairman", "", ["chairman", "chairmen"]),
        ("UN", "", ["UN", "UNs"]),
        ("to sign", "", ["sign", "signs", "signed", "signing"]),
        ("sign", "verb", ["sign", "signs", "signed", "signing"]),
        ("to enter into force", "", ["enter into force", "enters into force"]),
        ("to accede to", "verb", ["accede to", "accedes to", "acceded to", "acceding to"]),
        ("commit", "v", ["commit", "commits", "committed", "committing"]),
        ("to ratify", "", ["ratify", "ratifies", "ratified", "ratifying"]),
        ("to take", "", ["take", "takes", "took", "taken", "taking"]),
        ("cross-border", "adj", ["cross-border"]),
        ("illegally", "adv", ["illegally"]),
    ],
)
def test_inflected_forms(term: str, pos: str, forms: list[str]) -> None:
    found = en.inflected_forms(term, pos)
    assert list(found[: len(forms)]) == forms
    assert en.surface_forms(term, pos)[: len(found)] == found


@pytest.mark.parametrize(
    ("term", "possessives"),
    [
        ("treaty", {"treaty's", "treaties'"}),
        ("State Party", {"State Party's", "States Parties'"}),
        ("law enforcement agencies", {"law enforcement agencies'"}),
    ],
)
def test_possessives(term: str, possessives: set[str]) -> None:
    assert possessives <= set(en.surface_forms(term))


def test_verbs_and_adjectives_have_no_possessive() -> None:
    assert not any("'" in form for form in en.surface_forms("to sign"))
    assert en.surface_forms("international", "adj") == ("international",)


@pytest.mark.parametrize(
    ("words", "hyphened", "spellings"),
    [
        (("cybercrime",), frozenset(), {("cyber", "crime")}),
        (("cyber", "crime"), frozenset({1}), {("cybercrime",)}),
        (("cyber", "attack"), frozenset(), {("cyberattack",)}),
        (("e", "government"), frozenset({1}), {("egovernment",)}),
        (("organized", "crime"), frozenset(), {("organised", "crime")}),
        (("harmonization",), frozenset(), {("harmonisation",)}),
        (("international", "law"), frozenset(), {("inter", "national", "law")}),
        (("criminal", "law"), frozenset(), set()),
        (("size",), frozenset(), {("sise",)}),
        (("prized",), frozenset(), {("prised",)}),
        (("under",), frozenset(), set()),
    ],
)
def test_spellings(
    words: tuple[str, ...], hyphened: frozenset[int], spellings: set[tuple[str, ...]]
) -> None:
    found = set(en.iter_spellings(words, hyphened))
    assert spellings <= found
    assert words not in found


def test_table_is_what_lemminflect_gives() -> None:
    shipped = files("glossary.languages").joinpath("en_irregular.tsv").read_text(encoding="utf-8")
    assert shipped == build_table()


LEGAL_WORDS = [
    "accession",
    "agreement",
    "article",
    "authority",
    "breach",
    "case",
    "clause",
    "code",
    "commission",
    "committee",
    "conference",
    "confiscation",
    "constitution",
    "convention",
    "court",
    "criterion",
    "data",
    "decision",
    "decree",
    "delegation",
    "deputy",
    "evidence",
    "expert",
    "extradition",
    "hearing",
    "inquiry",
    "judge",
    "jurisdiction",
    "jury",
    "lawyer",
    "legislation",
    "memorandum",
    "minister",
    "offence",
    "party",
    "penalty",
    "policy",
    "president",
    "proceeding",
    "prosecutor",
    "protocol",
    "ratification",
    "resolution",
    "sanction",
    "signatory",
    "statute",
    "summons",
    "suspect",
    "territory",
    "testimony",
    "treaty",
    "tribunal",
    "verdict",
    "victim",
    "witness",
]
LEGAL_VERBS = [
    "accede",
    "adopt",
    "amend",
    "apply",
    "arrest",
    "bring",
    "commit",
    "confer",
    "deny",
    "draw",
    "enforce",
    "enter",
    "forbid",
    "hold",
    "infringe",
    "investigate",
    "negotiate",
    "notify",
    "occur",
    "permit",
    "prohibit",
    "prosecute",
    "ratify",
    "refer",
    "seize",
    "sign",
    "submit",
    "sue",
    "swear",
    "take",
    "transfer",
    "try",
    "withdraw",
]


@pytest.mark.parametrize("noun", LEGAL_WORDS)
def test_plurals_agree_with_lemminflect(noun: str) -> None:
    expected = {form for form in lemminflect.getInflection(noun, "NNS") if form != noun}
    assert expected <= set(en.inflected_forms(noun, "noun"))


@pytest.mark.parametrize("verb", LEGAL_VERBS)
@pytest.mark.parametrize("tag", ["VBZ", "VBD", "VBN", "VBG"])
def test_verb_forms_agree_with_lemminflect(verb: str, tag: str) -> None:
    assert set(lemminflect.getInflection(verb, tag)) <= set(en.inflected_forms(verb, "verb"))


def test_forms_do_not_import_lemminflect() -> None:
    code = (
        "import sys; from glossary.languages.en import surface_forms; "
        "surface_forms('State Party'); surface_forms('to commit'); "
        "sys.exit('lemminflect' in sys.modules or 'numpy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
