from __future__ import annotations

import codecs
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate_cli.documents import text as module
from translate_cli.documents.text import (
    decode_text,
    format_text,
    parse_text,
    read_bytes,
)
from translate_cli.errors import InputError

TEXT = "Azərbaycan Respublikası qanunu imzaladı.\n\nKibercinayətkarlığa qarşı mübarizə aparılır.\n"
TURKISH = "Türkiye Büyük Millet Meclisi kanunu kabul etti. Görüş bildirildi, ışık söndü, şöyle."


class TestEncodings:
    @pytest.mark.parametrize(
        ("data", "encoding"),
        [
            (TEXT.encode(), "utf-8"),
            (TEXT.encode("utf-8-sig"), "utf-8-sig"),
            (TEXT.encode("utf-16"), "utf-16"),
            (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16"),
            (TEXT.encode("utf-32"), "utf-32"),
        ],
        ids=["utf-8", "utf-8 with bom", "utf-16 le", "utf-16 be", "utf-32"],
    )
    def test_read_without_a_word(self, data: bytes, encoding: str) -> None:
        assert decode_text(data, where="a.txt") == (TEXT, encoding, ())

    @pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
    def test_utf_16_without_bom(self, encoding: str) -> None:
        text, found, notices = decode_text(TEXT.encode(encoding), where="a.txt")
        assert (text, found) == (TEXT, encoding)
        assert len(notices) == 1
        assert notices[0].startswith("a.txt: read as UTF-16")

    def test_windows_1254(self) -> None:
        text, found, notices = decode_text(TURKISH.encode("cp1254"), where="a.txt")
        assert (text, found) == (TURKISH, "cp1254")
        assert len(notices) == 1
        assert "has no letter ə" in notices[0]

    @pytest.mark.parametrize(
        "data",
        [
            "Закон принят парламентом страны.".encode("koi8-r"),
            "Закон принят парламентом страны.".encode("cp1251"),
            "Où été élève à Noël, près du château; êtes-vous là? æøå ÆØÅ".encode("latin-1"),
            TEXT.encode("cp1254", errors="replace").replace(b"?", b"\x81"),
        ],
        ids=["koi8", "cp1251", "latin-1", "undefined bytes"],
    )
    def test_other_encodings_are_refused(self, data: bytes) -> None:
        with pytest.raises(InputError, match="neither UTF-8") as caught:
            decode_text(data, where="a.txt")
        assert caught.value.hint == "Save the file as UTF-8 and try again."

    @pytest.mark.parametrize("data", [b"", b" \r\n\t", codecs.BOM_UTF8, codecs.BOM_UTF16_LE])
    def test_empty(self, data: bytes) -> None:
        with pytest.raises(InputError, match="empty"):
            decode_text(data, where="a.txt")

    @pytest.mark.parametrize(
        "data",
        [
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0",
            b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0",
            b"%PDF-1.7\n\xe2\xe3\xcf\xd3\n" + bytes(range(256)),
            random.Random(1).randbytes(4096),
            bytes(100),
            b"text\0text\0text and more of it",
            bytes(range(1, 9)) * 9,
        ],
        ids=["png", "docx", "pdf", "noise", "zeros", "zero bytes in it", "controls"],
    )
    def test_binary(self, data: bytes) -> None:
        with pytest.raises(InputError, match="binary file"):
            decode_text(data, where="a.bin")

    @pytest.mark.parametrize("bom", [codecs.BOM_UTF16_LE, codecs.BOM_UTF8])
    def test_bom_that_lies(self, bom: bytes) -> None:
        with pytest.raises(InputError, match=r"says it is UTF-.*byte"):
            decode_text(bom + b"\x00\xd8\xff", where="a.txt")

    def test_binary_behind_a_bom(self) -> None:
        with pytest.raises(InputError, match="binary file"):
            decode_text(codecs.BOM_UTF8 + bytes(range(1, 9)) * 9, where="a.bin")

    @given(st.binary(max_size=300))
    def test_any_bytes_are_read_or_refused(self, data: bytes) -> None:
        try:
            text, encoding, _ = decode_text(data, where="a.txt")
        except InputError:
            return
        assert text.strip()
        assert data.decode(encoding) == text

    @given(st.text(st.sampled_from("abcçdeəfgğhxıijkqlmnoöprsştuüvyzƏİŞ .,\n"), min_size=1))
    def test_azerbaijani_in_utf_8_is_always_read(self, text: str) -> None:
        if text.strip():
            assert decode_text(text.encode(), where="a.txt") == (text, "utf-8", ())


class TestFiles:
    def test_missing(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="no such file"):
            read_bytes(tmp_path / "yoxdur.txt")

    def test_folder(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="a folder"):
            read_bytes(tmp_path)

    def test_part_of_the_path_is_a_file(self, tmp_path: Path) -> None:
        (tmp_path / "a").write_bytes(b"x")
        with pytest.raises(InputError):
            read_bytes(tmp_path / "a" / "b.txt")

    def test_name_too_long(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="cannot be read"):
            read_bytes(tmp_path / ("ə" * 300))

    def test_too_large(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path = tmp_path / "a.txt"
        path.write_bytes(bytes(2 << 20))
        monkeypatch.setattr(module, "MAX_BYTES", 1 << 20)
        with pytest.raises(InputError, match="larger than 1 MiB"):
            read_bytes(path)

    def test_unreadable(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path = tmp_path / "a.txt"
        path.write_bytes(b"x")

        def refuse(_: Path) -> bytes:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(Path, "read_bytes", refuse)
        with pytest.raises(InputError, match="Permission denied"):
            read_bytes(path)


class TestDocuments:
    def test_segments_point_into_the_text(self, tmp_path: Path) -> None:
        path = tmp_path / "a.az.txt"
        path.write_text(TEXT, encoding="utf-8-sig")
        document = parse_text(read_bytes(path), "az", path=path)
        assert document.path == path
        assert document.text == TEXT
        assert [s.text for s in document.segments] == TEXT.strip().split("\n\n")
        assert all(document.text[s.start : s.end] == s.text for s in document.segments)
        ids = [s.id for s in document.segments]
        assert len(set(ids)) == len(ids)

    @pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
    def test_untranslated_document_is_the_same_bytes(self, newline: str, encoding: str) -> None:
        data = f"  {TEXT} • Bir\n\t2) İki\n".replace("\n", newline).encode(encoding)
        assert format_text(parse_text(data, "az"), {}) == data

    def test_translations_stand_where_the_segments_stood(self) -> None:
        document = parse_text("  Bir cümlə.\r\n\r\n• İkinci cümlə.\r\n".encode(), "az")
        said = dict(zip([s.id for s in document.segments], ["Một.", "Hai_2."], strict=True))
        assert format_text(document, said).decode() == "  Một.\r\n\r\n• Hai_2.\r\n"

    @pytest.mark.parametrize("encoding", ["cp1254", "utf-16-le"])
    def test_narrow_encodings_become_utf_8(self, encoding: str) -> None:
        document = parse_text(TURKISH.encode(encoding), "az")
        said = {segment.id: "Tiếng Việt" for segment in document.segments}
        assert "Tiếng Việt" in format_text(document, said).decode("utf-8")
        assert document.notices

    def test_standard_input_is_named_in_messages(self) -> None:
        with pytest.raises(InputError, match="standard input: the file is empty"):
            parse_text(b"", "az")
