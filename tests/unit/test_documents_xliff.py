from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from tests.samples import xliff as samples
from translate_cli.documents.formats import ReadOptions, segment_blocks
from translate_cli.documents.xliff import read_blocks, write_blocks
from translate_cli.errors import InputError
from translate_cli.exchange.xliff import SkippedUnit, XliffUnit, read_xliff
from translate_cli.model import CodedText

V1 = f"{{{samples.NS1}}}"


def read_text(tmp_path: Path, data: bytes) -> tuple[list[XliffUnit], list[SkippedUnit]]:
    path = tmp_path / "file.xlf"
    path.write_bytes(data)
    skipped: list[SkippedUnit] = []
    return list(read_xliff(path, on_skip=skipped.append)), skipped


def parse(data: str | bytes) -> Any:
    raw = data if isinstance(data, bytes) else data.encode()
    return read_blocks(raw, where="a.xlf", options=ReadOptions())


def fill(parsed: Any, lang: str = "en", change: Any = lambda text: text.upper()) -> bytes:
    said = {block.id: CodedText(change(block.text), block.codes) for block in parsed.blocks}
    return write_blocks(parsed.skeleton, said, lang=lang)


def test_what_is_open() -> None:
    parsed = parse(samples.make_v1(samples.PLAIN + samples.KEPT))
    assert [block.text for block in parsed.blocks] == [
        "Qanun haqqında. İkinci cümlə.",
        "Maddə & bənd",
        "Məhkəmə",
        "Bənd",
    ]
    assert parsed.notices == ("a.xlf: 2 texts have a translation already, which is kept.",)
    assert len(segment_blocks(parsed.blocks, "az")) == 5


@pytest.mark.parametrize("name", samples.make_samples())
def test_only_targets_change(name: str) -> None:
    data = samples.make_samples()[name]
    parsed = parse(data)
    written = fill(parsed)
    assert written != data
    text, after = (each.decode(_encoding(each)) for each in (data, written))
    assert _without_targets(after) == _without_targets(text)


@pytest.mark.parametrize("name", samples.make_samples())
def test_what_was_written_reads_as_drafts(name: str, tmp_path: Path) -> None:
    data = samples.make_samples()[name]
    before = {u.id: u for u in read_text(tmp_path, data)[0]}
    opened = {block.id.partition("#")[0] for block in parse(data).blocks}
    units, skipped = read_text(tmp_path, fill(parse(data)))
    assert skipped == []
    assert [u.id for u in units] == list(before)
    for unit in units:
        if unit.id.partition("/")[0] in {name.partition("/")[0] for name in opened}:
            assert unit.status == "draft"
            assert unit.target is not None
            assert unit.target.text == unit.source.text.upper() or "ISO" in unit.source.text
            kinds = sorted((c.number, c.kind) for c in unit.source.codes)
            assert sorted((c.number, c.kind) for c in unit.target.codes) == kinds
        else:
            assert unit.target == before[unit.id].target
        assert unit.target_lang == "en" or unit.target is None


@pytest.mark.parametrize("name", samples.make_samples())
def test_the_draft_is_all_there_when_it_is_read_as_a_source(name: str) -> None:
    parsed = parse(samples.make_samples()[name])
    again = parse(samples.as_source(fill(parsed, change=lambda text: f"«{text}»")))
    assert [b.text for b in again.blocks] == [f"«{b.text}»" for b in parsed.blocks]
    for block, before in zip(again.blocks, parsed.blocks, strict=True):
        assert [c.data for c in block.codes] == [c.data for c in before.codes]


def test_existing_translations_keep_every_byte() -> None:
    written = fill(parse(samples.make_v1(samples.KEPT)))
    for piece in (
        "<source>Qanun</source><target>Law</target></trans-unit>",
        '<target\n        state="final">Article</target><alt-trans><source>Bənd</source>',
    ):
        assert piece.encode() in written


def test_the_new_target_stands_where_the_source_does() -> None:
    written = fill(parse(samples.make_v1(samples.PLAIN))).decode()
    assert (
        "        <source>Qanun haqqında. İkinci cümlə.</source>\n        <target state=" in written
    )
    assert written.count('<target state="needs-review-translation"') == 3
    assert '<target state="needs-review-translation"  xml:lang="en"' in written


def test_missing_target_language_is_set() -> None:
    written = fill(parse(samples.make_v1(samples.PLAIN, target="")), "vi")
    assert b'datatype="html" target-language="vi">' in written
    written = fill(parse(samples.make_v2(samples.SEGMENTS, root="")), "vi")
    assert b'srcLang="az" trgLang="vi">' in written


def test_a_file_for_another_language() -> None:
    written = fill(parse(samples.make_v1(samples.PLAIN)), "vi")
    assert b'target-language="vi"' in written
    assert b'xml:lang="vi"' in written
    kept = parse(samples.make_v1(samples.KEPT))
    with pytest.raises(InputError, match="translations into en, not vi"):
        fill(kept, "vi")
    assert b'target-language="en"' in fill(kept, "en")


def test_a_region_is_the_same_language() -> None:
    text = samples.make_v1(samples.KEPT).replace('language="en"', 'language="en-GB"')
    assert b'target-language="en-GB"' in fill(parse(text))


def test_another_source_language_is_told() -> None:
    parsed = parse(samples.make_v1(samples.PLAIN).replace('"az"', '"de-DE"'))
    assert parsed.notices == ("a.xlf: its texts are in de-DE: say so with --from.",)


def test_a_translation_like_its_source_is_written() -> None:
    text = samples.make_v1('<trans-unit id="1"><source>NATO</source></trans-unit>')
    parsed = parse(text)
    assert b">NATO</target>" in fill(parsed, change=str)
    assert fill(parsed, "az", change=str) == text.encode()


def test_codes_that_got_lost_are_put_back() -> None:
    parsed = parse(samples.make_v1(samples.CODES))
    said = {block.id: CodedText("Law & <order>") for block in parsed.blocks}
    written = write_blocks(parsed.skeleton, said, lang="en")
    assert written.count(b"Law &amp; &lt;order&gt;") == 3
    root = etree.fromstring(written)
    for unit in root.iter(f"{V1}trans-unit"):
        source, target = unit.find(f"{V1}source"), unit.find(f"{V1}target")
        names = [
            sorted(e.tag for e in text.iter() if e is not text and e.get("mtype") != "term")
            for text in (source, target)
        ]
        assert names[0] == names[1]


def test_characters_that_the_encoding_lacks() -> None:
    text = samples.make_v1('<trans-unit id="1"><source>Qanun</source></trans-unit>')
    text = text.replace("UTF-8", "ISO-8859-1").replace("ə", "e")
    parsed = parse(text.encode("latin-1", "xmlcharrefreplace"))
    written = fill(parsed, "vi", change=lambda text: "Luật \x02")
    assert b">Lu&#7853;t </target>" in written


def test_the_state_of_segments_among_finished_ones() -> None:
    body = (
        '<trans-unit id="1"><source>a b</source><seg-source><mrk mtype="seg" mid="1">a</mrk>'
        '<mrk mtype="seg" mid="2">b</mrk></seg-source><target state="translated"><mrk '
        'mtype="seg" mid="1">x</mrk><mrk mtype="seg" mid="2"/></target></trans-unit>'
    )
    written = fill(parse(samples.make_v1(body))).decode()
    assert (
        '<target state="needs-review-translation"><mrk mtype="seg" mid="1">x</mrk>'
        '<mrk mtype="seg" mid="2">B</mrk></target>'
    ) in written


def test_explicitly_initial_segments_are_translated_again() -> None:
    segment = "<segment{}><source>a</source><target>b</target></segment>"
    text = "".join(
        f'<unit id="u{n}">{segment.format(state)}</unit>'
        for n, state in enumerate((' state="initial"', "", ' state="translated"'))
    )
    written = fill(parse(samples.make_v2(text))).decode()
    assert written.count("<target>b</target>") == 2
    assert (
        '<segment state="initial" subState="lugat:mt"><source>a</source><target>A</target>'
        in written
    )


def test_a_bad_unit_stays_as_it_is() -> None:
    body = '<trans-unit id="1"><source>a<b/></source></trans-unit>\n' + samples.KEPT
    parsed = parse(samples.make_v1(body))
    assert "a.xlf:6: left as it is: the element <b>" in parsed.notices[0]
    assert b"<source>a<b/></source></trans-unit>" in fill(parsed)


def test_a_skeleton_of_another_format() -> None:
    with pytest.raises(TypeError):
        write_blocks(object(), {}, lang="en")


def _encoding(data: bytes) -> str:
    return "utf-16" if data.startswith(b"\xff\xfe") else "utf-8"


def _without_targets(text: str) -> str:
    """Return a file without what a translation may change."""
    text = re.sub(r"\s*<((?:\w+:)?)target\b[^>]*?(/>|>.*?</\1target>)", "", text, flags=re.DOTALL)
    text = re.sub(r'\s(subState|target-language|trgLang)="[^"]*"', "", text)
    return re.sub(r'(<segment[^>]*?)\sstate="initial"', r"\1", text)
