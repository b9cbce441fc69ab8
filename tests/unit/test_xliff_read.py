from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.samples import xliff as samples
from translate_cli.documents.formats import ReadOptions
from translate_cli.documents.xliff import read_blocks
from translate_cli.errors import InputError
from translate_cli.exchange.xliff import SkippedUnit, XliffUnit, read_xliff
from translate_cli.model import CodedText, InlineCode


def codes(*items: tuple[Any, ...]) -> tuple[InlineCode, ...]:
    return tuple(InlineCode(*item) for item in items)


def read(path: Path) -> tuple[list[XliffUnit], list[SkippedUnit]]:
    skipped: list[SkippedUnit] = []
    return list(read_xliff(path, on_skip=skipped.append)), skipped


def read_text(tmp_path: Path, text: str | bytes) -> tuple[list[XliffUnit], list[SkippedUnit]]:
    path = tmp_path / "file.xlf"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read(path)


class TestRead:
    def test_states_of_1_2(self, tmp_path: Path) -> None:
        cases = {
            'state="new"': "draft",
            'state="needs-review-translation"': "draft",
            "": "draft",
            'state="translated"': "translated",
            'state="signed-off"': "approved",
            'state="final"': "approved",
        }
        body = "".join(
            f'<trans-unit id="{n}"><source>a</source><target {state}>b</target></trans-unit>'
            for n, state in enumerate(cases)
        )
        body += (
            '<trans-unit id="y" approved="yes"><source>a</source><target>b</target></trans-unit>'
        )
        body += '<trans-unit id="n"><source>a</source><target state="final"/></trans-unit>'
        units, _ = read_text(tmp_path, samples.make_v1(body))
        assert [unit.status for unit in units] == [*cases.values(), "approved", "untranslated"]

    def test_states_of_2(self, tmp_path: Path) -> None:
        cases = {
            "": "draft",
            'state="initial"': "draft",
            'state="translated"': "translated",
            'state="reviewed"': "translated",
            'state="final"': "approved",
        }
        body = "".join(
            f'<unit id="u{n}"><segment {state}><source>a</source><target>b</target></segment>'
            "</unit>"
            for n, state in enumerate(cases)
        )
        text = samples.make_v2(body).replace('version="2.0"', 'version="2.1"')
        units, _ = read_text(tmp_path, text)
        assert [unit.status for unit in units] == list(cases.values())

    def test_cut_into_segments(self, tmp_path: Path) -> None:
        units, skipped = read_text(tmp_path, samples.make_v1(samples.CUT))
        assert skipped == []
        assert [(u.id, u.source.text) for u in units] == [
            ("1/1", "Bir."),
            ("1/2", "İki."),
            ("2/3", "Üç."),
            ("2/4", "Dörd."),
        ]
        assert [unit.target for unit in units] == [None, None, CodedText(""), CodedText("")]

    def test_a_translation_that_is_not_cut_is_of_the_whole(self, tmp_path: Path) -> None:
        body = (
            '<trans-unit id="1"><source>Bir. İki.</source><seg-source><mrk mtype="seg" mid="1">'
            "Bir.</mrk></seg-source><target>One. Two.</target></trans-unit>"
        )
        (unit,) = read_text(tmp_path, samples.make_v1(body))[0]
        assert (unit.id, unit.source.text, unit.target) == (
            "1",
            "Bir. İki.",
            CodedText("One. Two."),
        )

    def test_states_of_sdlxliff(self, tmp_path: Path) -> None:
        body = (
            '<trans-unit id="1"><source>a b</source><seg-source><g id="9"><mrk mtype="seg" mid="1">'
            'a</mrk><mrk mtype="seg" mid="2">b</mrk></g></seg-source><target><g id="9"><mrk '
            'mtype="seg" mid="1">x</mrk><mrk mtype="seg" mid="2">y</mrk></g></target>'
            '<sdl:seg-defs><sdl:seg id="1" conf="Draft"/><sdl:seg id="2" conf="ApprovedSignOff"/>'
            "</sdl:seg-defs></trans-unit>"
        )
        root = ' xmlns:sdl="http://sdl.com/FileTypes/SdlXliff/1.0"'
        units, _ = read_text(tmp_path, samples.make_v1(body, root=root))
        assert [(u.id, u.target.text, u.status) for u in units if u.target] == [
            ("1/1", "x", "draft"),
            ("1/2", "y", "approved"),
        ]

    def test_states_of_memoq(self, tmp_path: Path) -> None:
        cases = {
            "Pretranslated": "draft",
            "MachineTranslated": "draft",
            "PartiallyEdited": "draft",
            "Rejected": "draft",
            "ManuallyConfirmed": "translated",
            "Reviewer1Confirmed": "translated",
            "Proofread": "approved",
        }
        body = "".join(
            f'<trans-unit id="{n}" mq:status="{state}" mq:locked="no"><source>a<ph id="1">&lt;mq:ch'
            ' val="&amp;#10;"/&gt;</ph></source><target state="translated">b</target>'
            "<mq:insertedmatch><source>x</source><target>y</target></mq:insertedmatch></trans-unit>"
            for n, state in enumerate(cases)
        )
        units, skipped = read_text(tmp_path, samples.make_v1(body, root=' xmlns:mq="MQXliff"'))
        assert skipped == []
        assert {unit.state: unit.status for unit in units} == cases
        assert {unit.target for unit in units} == {CodedText("b")}
        assert units[0].source.codes == codes((1, "single", 1, '<mq:ch val="&#10;"/>'))

    def test_what_was_rejected_in_trados_is_a_draft(self, tmp_path: Path) -> None:
        levels = ("RejectedTranslation", "RejectedSignOff", "ApprovedTranslation", "Translated")
        marks = "".join(f'<mrk mtype="seg" mid="{n}">a</mrk>' for n in range(4))
        defs = "".join(f'<sdl:seg id="{n}" conf="{level}"/>' for n, level in enumerate(levels))
        body = (
            f'<trans-unit id="1"><source>aaaa</source><seg-source>{marks}</seg-source>'
            f"<target>{marks}</target><sdl:seg-defs>{defs}</sdl:seg-defs></trans-unit>"
        )
        root = ' xmlns:sdl="http://sdl.com/FileTypes/SdlXliff/1.0"'
        units, _ = read_text(tmp_path, samples.make_v1(body, root=root))
        assert [u.status for u in units] == ["draft", "draft", "translated", "translated"]

    def test_segments_of_2(self, tmp_path: Path) -> None:
        units, _ = read_text(tmp_path, samples.make_v2(samples.SEGMENTS))
        assert [(u.id, u.source.text, u.translate) for u in units] == [
            ("u1/1", "Bu kiber işdir.", True),
            ("u1/s2", "İkinci cümlə.", True),
            ("u2", "ISO", False),
        ]
        assert units[0].source.codes == codes(
            (1, "open", 3, "<b>"), (1, "close", 8, "</b>"), (2, "single", 14)
        )
        assert units[1].source.codes == codes((3, "open", 7), (3, "close", 12))

    def test_the_same_code_has_one_number_on_both_sides(self, tmp_path: Path) -> None:
        body = (
            '<trans-unit id="1"><source>a<x id="br"/>b<bpt id="7" rid="k">{</bpt>c<ept id="8" '
            'rid="k">}</ept><mrk mtype="term">d</mrk></source><target><bpt id="7" rid="k">{</bpt>'
            'z<ept id="8" rid="k">}</ept><x id="br"/><x id="br"/></target></trans-unit>'
        )
        (unit,) = read_text(tmp_path, samples.make_v1(body))[0]
        assert unit.source.text == "abcd"
        (x, opened, closed) = unit.source.codes
        assert opened.number == closed.number != x.number
        assert unit.target is not None
        assert [(c.number, c.kind) for c in unit.target.codes[:3]] == [
            (opened.number, "open"),
            (opened.number, "close"),
            (x.number, "single"),
        ]
        assert unit.target.codes[3].number not in {x.number, opened.number}

    def test_pairs_that_cross_are_single_codes(self, tmp_path: Path) -> None:
        (unit,) = read_text(tmp_path, samples.make_v1(samples.CROSSED))[0]
        assert [code.kind for code in unit.source.codes] == ["single"] * 4
        assert len({code.number for code in unit.source.codes}) == 4

    def test_alternatives_and_notes(self, tmp_path: Path) -> None:
        units, _ = read_text(tmp_path, samples.make_v1(samples.KEPT + samples.PLAIN))
        assert [u.target.text for u in units[:2] if u.target] == ["Law", "Article"]
        assert units[5].notes == ("Qısa yazın.",)
        assert units[5].line > 1

    def test_other_prefixes_old_versions_and_document_types(self, tmp_path: Path) -> None:
        made = samples.make_samples()
        plain = read_text(tmp_path, made["plain"])[0]
        for name in ("prefix", "document type"):
            found = read_text(tmp_path, made[name])[0]
            assert [(u.id, u.source, u.target) for u in found] == [
                (u.id, u.source, u.target) for u in plain
            ]
        old = made["plain"].replace(b'version="1.2"', b'version="1.0"')
        assert read_text(tmp_path, old.replace(b' xmlns="', b' x="'))[0] == plain

    def test_languages(self, tmp_path: Path) -> None:
        body = (
            '<trans-unit id="1"><source>a</source><target xml:lang="EN_gb">b</target></trans-unit>'
        )
        text = samples.make_v1(body, target="").replace('"az"', '"AZ-az"')
        (unit,) = read_text(tmp_path, text)[0]
        assert (unit.source_lang, unit.target_lang) == ("az-AZ", "en-GB")


class TestBadFiles:
    @pytest.mark.parametrize(
        ("unit", "reason"),
        [
            ('<trans-unit id="2"><target>b</target></trans-unit>', "no <source>"),
            ('<trans-unit id="2"><source>a<b>c</b></source></trans-unit>', "<b> is not allowed"),
            ('<unit id="2"><notes/></unit>', "no <segment>"),
            ('<unit id="2"><segment><target/></segment></unit>', "no <source>"),
        ],
    )
    def test_a_bad_unit_is_skipped_with_its_line(
        self, tmp_path: Path, unit: str, reason: str
    ) -> None:
        good = '<trans-unit id="{}"><source>a</source></trans-unit>\n'
        text = samples.make_v1(good.format(1) + unit + "\n" + good.format(3))
        units, skipped = read_text(tmp_path, text)
        assert [u.id for u in units] == ["1", "3"]
        (problem,) = skipped
        assert reason in problem.reason
        assert text.splitlines()[problem.line - 1] == unit

    def test_an_entity_without_a_declaration_costs_its_unit(self, tmp_path: Path) -> None:
        body = '<trans-unit id="1"><source>a&nbsp;b</source></trans-unit>'
        body += '<trans-unit id="2"><source>c</source></trans-unit>'
        text = samples.make_v1(body).replace("<xliff", '<!DOCTYPE xliff SYSTEM "x.dtd"><xliff', 1)
        units, skipped = read_text(tmp_path, text)
        assert [u.id for u in units] == ["2"]
        assert "&nbsp;" in skipped[0].reason

    def test_forbidden_characters_are_removed_and_told(self, tmp_path: Path) -> None:
        text = samples.make_v1('<trans-unit id="1"><source>a\x02b&#x1F;c</source></trans-unit>')
        units, skipped = read_text(tmp_path, text)
        assert units[0].source.text == "abc"
        assert [s.scope for s in skipped] == ["character"] * 2

    def test_what_is_whole_is_read_before_the_broken_place(self, tmp_path: Path) -> None:
        path = tmp_path / "file.xlf"
        body = '<trans-unit id="1"><source>a</source></trans-unit>\n<trans-unit><source>b</target>'
        path.write_text(samples.make_v1(body), encoding="utf-8")
        units = read_xliff(path, on_skip=lambda skipped: None)
        assert next(units).id == "1"
        with pytest.raises(InputError) as caught:
            next(units)
        assert str(caught.value.where) == f"{path}:7"

    @pytest.mark.parametrize(
        "data",
        [
            b"",
            b"qanun",
            b"<tmx version='1.4'/>",
            b"PK\x03\x04",
            b"\0\1\2\3",
            b'<?xml version="1.0" encoding="hex"?><xliff/>',
            b'<?xml version="1.0" encoding="no-such"?><xliff/>',
            b'<?xml version="1.0"?><xliff>\xff</xliff>',
            b'<!DOCTYPE xliff [<!ENTITY a "b">]><xliff version="1.2">&a;</xliff>',
            b'<!DOCTYPE xliff [<!ENTITY % p SYSTEM "file:///etc/passwd">%p;]><xliff/>',
            b"<xliff>" + b"<group>" * 300 + b"</group>" * 300 + b"</xliff>",
        ],
    )
    def test_what_cannot_be_used_is_refused(self, tmp_path: Path, data: bytes) -> None:
        with pytest.raises(InputError) as caught:
            read_text(tmp_path, data)
        assert "file.xlf" in str(caught.value)
        assert caught.value.hint
        with pytest.raises(InputError):
            read_blocks(data, where="file.xlf", options=ReadOptions())

    def test_no_file(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="No such file"):
            read(tmp_path / "none.xlf")

    @pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="peak memory is not here")
    def test_memory_does_not_grow_with_the_file(self, tmp_path: Path) -> None:
        path = tmp_path / "a.xlf"
        script = (
            "import sys\nfrom pathlib import Path\n"
            "from translate_cli.exchange.xliff import read_xliff\n"
            "for n, unit in enumerate(read_xliff(Path(sys.argv[1]), on_skip=print)): pass\n"
            "status = Path('/proc/self/status').read_text()\n"
            "print(n + 1, status.partition('VmHWM:')[2].split()[0])\n"
        )
        peaks = []
        for count in (100, 30_000):
            body = "".join(
                f'<trans-unit id="{n}"><source>Qanun {n} {"q" * 300}</source></trans-unit>\n'
                for n in range(count)
            )
            path.write_text(samples.make_v1(body), encoding="utf-8")
            done = subprocess.run(
                [sys.executable, "-c", script, str(path)],
                capture_output=True,
                text=True,
                check=True,
            )
            units, peak = map(int, done.stdout.split())
            assert units == count
            peaks.append(peak)
        assert peaks[1] - peaks[0] < 4096  # KiB; the file is 11 MB.
