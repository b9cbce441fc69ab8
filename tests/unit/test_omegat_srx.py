"""OmegaT, simulated, cuts texts where lugat does; the client tests ask the real one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest
from lxml import etree

from tests.omegat import compile_rules, cut
from tests.unit.test_segment import AZ, EN, VI
from translate_cli.errors import InputError
from translate_cli.exchange.omegat_srx import (
    SrxRule,
    format_segmentation_conf,
    format_srx,
    make_srx_rules,
)
from translate_cli.segment import segment_text

ROOT = Path(__file__).resolve().parents[2]
SRX = "{http://www.lisa.org/srx20}"


def corpus_text(count: int = 300) -> str:
    """Return sentences from all over the corpus, ten in a paragraph."""
    sentences: list[str] = []
    for path in sorted((ROOT / "training" / "corpus").glob("c*-sentences.tsv")):
        lines = path.read_text(encoding="utf-8").splitlines()
        sentences += [line.partition("\t")[0].strip() for line in lines[7:500:60]]
    assert len(sentences) >= count
    chosen = sentences[:: len(sentences) // count][:count]
    return "\n\n".join(" ".join(chosen[i : i + 10]) for i in range(0, count, 10))


def share_alike(texts: Iterable[str], lang: str) -> tuple[int, int]:
    """Return how many segments of lugat are segments of OmegaT, and of how many."""
    rules = compile_rules(make_srx_rules(lang))
    alike = total = 0
    for text in texts:
        for paragraph in text.split("\n\n"):
            ours = Counter(segment.text for segment in segment_text(paragraph, lang))
            theirs = Counter(cut(paragraph, rules))
            if ours:
                assert "" not in theirs, paragraph
            alike += (ours & theirs).total()
            total += ours.total()
    return alike, total


def test_the_sample_is_cut_alike() -> None:
    text = (ROOT / "samples" / "siyaset.az.txt").read_text(encoding="utf-8")
    alike, total = share_alike([text], "az")
    assert total >= 15
    assert alike == total


def test_sentences_of_the_corpus_are_cut_alike() -> None:
    alike, total = share_alike([corpus_text()], "az")
    assert total >= 290
    assert alike >= 0.99 * total, (alike, total)


@pytest.mark.parametrize(
    ("lang", "cases", "least"), [("az", AZ, 0.97), ("en", EN, 1.0), ("vi", VI, 1.0)]
)
def test_texts_that_are_hard_to_cut(
    lang: str, cases: list[tuple[str, object]], least: float
) -> None:
    alike, total = share_alike([text for text, _ in cases], lang)
    assert alike >= least * total, (alike, total)


@pytest.mark.parametrize(
    ("text", "segments"),
    [
        ("1. Birinci. 2. İkinci.", ["1.", "Birinci.", "2.", "İkinci."]),
        ("- 1. Bənd", ["- 1.", "Bənd"]),
        ("5. maddəyə əsasən", ["5. maddəyə əsasən"]),
        ("Maddə 12. Anlayışlar", ["Maddə 12. Anlayışlar"]),
        ("Bir\n\n  İki", ["Bir", "İki"]),
        ("Dedi (bax. Qanun. Maddə) ki. Son", ["Dedi (bax. Qanun. Maddə) ki.", "Son"]),
    ],
)
def test_markers_stand_alone(text: str, segments: list[str]) -> None:
    assert cut(text, compile_rules(make_srx_rules("az"))) == segments


def test_both_files_hold_the_same_rules() -> None:
    rules = make_srx_rules("az")
    srx = etree.fromstring(format_srx(rules))
    assert [
        SrxRule(
            rule.get("break") == "yes",
            rule.findtext(f"{SRX}beforebreak") or "",
            rule.findtext(f"{SRX}afterbreak") or "",
        )
        for rule in srx.iter(f"{SRX}rule")
    ] == list(rules)
    (pattern,) = srx.iter(f"{SRX}languagemap")
    assert pattern.get("languagepattern") == ".*"
    conf = etree.fromstring(format_segmentation_conf(rules))
    beans = conf.xpath("//object[@class='org.omegat.core.segmentation.Rule']")
    assert [
        SrxRule(
            bean.findtext("void[@property='breakRule']/boolean") == "true",
            bean.findtext("void[@property='beforebreak']/string") or "",
            bean.findtext("void[@property='afterbreak']/string") or "",
        )
        for bean in beans
    ] == list(rules)
    # OmegaT mixes its own rules into files of an older version.
    assert conf.findtext("object/void[@property='version']/string") == "0.2.2"


@pytest.mark.parametrize("lang", ["az", "en", "vi"])
def test_patterns_keep_to_what_java_reads_alike(lang: str) -> None:
    for rule in make_srx_rules(lang):
        assert rule.before
        assert rule.after.startswith("(?")
        for pattern in (rule.before, rule.after):
            escapes = set(re.findall(r"\\.", pattern.replace(r"[\s\S]", "")))
            assert not escapes & {r"\w", r"\W", r"\b", r"\B", r"\S"}, pattern


def test_a_language_without_rules_is_named() -> None:
    with pytest.raises(InputError, match="'tlh'"):
        make_srx_rules("tlh")
