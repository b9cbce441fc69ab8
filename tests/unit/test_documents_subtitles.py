from __future__ import annotations

from pathlib import Path

import pytest

from tests.samples.subtitles import make_samples
from translate_cli.documents.formats import format_document, parse_document
from translate_cli.errors import InputError
from translate_cli.model import CodedText


def test_cues_are_blocks_with_their_lines_joined() -> None:
    document = parse_document(make_samples()["srt"], "az", path=Path("a.srt"))
    assert [(s.text, [c.data for c in s.codes]) for s in document.segments] == [
        ("Məhkəmə qərarını bu gün elan etdi.", []),
        ("Hakim: Sakit olun!", ["<i>", "</i>"]),
    ]
    assert document.blocks[0].context == "00:00:01,000"


def test_translations_are_broken_like_their_cues() -> None:
    document = parse_document(make_samples()["srt"], "az", path=Path("a.srt"))
    first, second = document.segments
    said = {
        first.id: CodedText("The court announced its decision today."),
        second.id: CodedText("Judge: Be quiet!", second.codes),
    }
    text = format_document(document, said, lang="en").decode()
    assert "3,500\nThe court announced\nits decision today.\n\n2\n" in text
    assert "<i>Judge:</i> Be quiet!\n" in text
    assert text.endswith("- ...\n")


def test_long_translations_get_more_lines() -> None:
    document = parse_document(make_samples()["vtt"], "az", path=Path("a.vtt"))
    last = document.segments[-1]
    text = format_document(document, {last.id: CodedText("word " * 30)}, lang="en").decode()
    lines = text.split("00:04.000\n")[1].splitlines()
    assert len(lines) >= 4
    assert all(line.strip() for line in lines[:-1])
    assert text.startswith("WEBVTT - Xəbərlər\n\nNOTE bir qeyd\n\nintro\n")


def test_speaker_tags_hold_nothing() -> None:
    document = parse_document(make_samples()["vtt"], "az", path=Path("a.vtt"))
    kinds = [(c.kind, c.data) for c in document.segments[0].codes]
    assert kinds == [("single", "<v Aparıcı>"), ("open", "<b>"), ("close", "</b>")]


def test_a_text_without_cues_is_refused() -> None:
    with pytest.raises(InputError, match="no cue"):
        parse_document(b"Salam.\n", "az", path=Path("a.srt"))
