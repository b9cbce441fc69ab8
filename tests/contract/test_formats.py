"""What every document format has to do: lose nothing, carry every code, refuse bad files."""

from __future__ import annotations

import contextlib
import pkgutil
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

import tests.samples
from translate_cli.documents.formats import (
    FORMATS,
    OUTPUT_SUFFIXES,
    format_document,
    parse_document,
)
from translate_cli.errors import InputError
from translate_cli.inline import is_nested
from translate_cli.model import CodedText, Document

MODULES = [
    import_module(f"tests.samples.{found.name}")
    for found in pkgutil.iter_modules(tests.samples.__path__)
]
SAMPLES = [
    pytest.param(module, data, id=f"{module.SUFFIX} {name}")
    for module in MODULES
    for name, data in module.make_samples().items()
]
WRITTEN_ALIKE = [p for p in SAMPLES if p.values[0].SUFFIX not in OUTPUT_SUFFIXES]
MONOLINGUAL = [p for p in WRITTEN_ALIKE if not getattr(p.values[0], "BILINGUAL", False)]


def read(module: ModuleType, data: bytes) -> Document:
    return parse_document(data, "az", path=Path(f"sənəd{module.SUFFIX}"))


def test_every_format_has_samples() -> None:
    assert {FORMATS[module.SUFFIX] for module in MODULES} == set(FORMATS.values())


@pytest.mark.parametrize(("module", "data"), SAMPLES)
def test_there_is_something_to_translate(module: ModuleType, data: bytes) -> None:
    document = read(module, data)
    assert document.segments
    assert len({block.id for block in document.blocks}) == len(document.blocks)
    for block in document.blocks:
        assert block.text.strip()
        assert is_nested(block.codes)
        positions = [code.position for code in block.codes]
        assert positions == sorted(positions)
        assert all(0 <= at <= len(block.text) for at in positions)


@pytest.mark.parametrize(("module", "data"), WRITTEN_ALIKE)
def test_the_same_translation_gives_the_same_document(module: ModuleType, data: bytes) -> None:
    document = read(module, data)
    same = {s.id: CodedText(s.text, s.codes) for s in document.segments}
    for translations in (same, {}):
        written = format_document(document, translations, lang="az")
        assert module.canonical(written) == module.canonical(data)


@pytest.mark.parametrize(("module", "data"), MONOLINGUAL)
def test_translations_and_codes_are_all_in_the_document(module: ModuleType, data: bytes) -> None:
    document = read(module, data)
    said = {
        s.id: CodedText(
            f"«{s.text}»",
            tuple(
                type(c)(c.number, c.kind, c.position + (1 if c.position else 0), c.data)
                for c in s.codes
            ),
        )
        for s in document.segments
    }
    for lang in ("en", "vi"):
        written = format_document(document, said, lang=lang)
        again = read(module, getattr(module, "as_source", bytes)(written))
        assert [s.text.count("«") for s in again.segments] == [1] * len(document.segments)
        before = sorted(c.data for block in document.blocks for c in block.codes)
        after = sorted(c.data for block in again.blocks for c in block.codes)
        assert after == before


@pytest.mark.parametrize(("module", "data"), SAMPLES)
def test_writing_one_language_does_not_change_the_next(module: ModuleType, data: bytes) -> None:
    document = read(module, data)
    upper = {s.id: CodedText(s.text.upper(), s.codes) for s in document.segments}
    first = format_document(document, upper, lang="en")
    format_document(document, {}, lang="vi")
    assert module.canonical(format_document(document, upper, lang="en")) == module.canonical(first)


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.SUFFIX)
@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 broken", b"\0\1\2\3" * 100])
def test_what_is_no_such_document_is_refused(module: ModuleType, data: bytes) -> None:
    with pytest.raises(InputError) as caught:
        read(module, data)
    assert "sənəd" in str(caught.value)


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.SUFFIX)
def test_a_document_that_is_cut_short_is_refused_or_read(module: ModuleType) -> None:
    data = next(iter(module.make_samples().values()))
    with contextlib.suppress(InputError):
        assert read(module, data[: len(data) // 2]).path is not None
