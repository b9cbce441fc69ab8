from __future__ import annotations

import unicodedata

import pytest

from glossary.languages import vi


@pytest.mark.parametrize(
    ("syllable", "variants"),
    [
        ("hòa", {"hòa", "hoà"}),
        ("hoà", {"hòa", "hoà"}),
        ("thủy", {"thủy", "thuỷ"}),
        ("khỏe", {"khỏe", "khoẻ"}),
        ("tòa", {"tòa", "toà"}),
        ("ủy", {"ủy", "uỷ"}),
        ("xóa", {"xóa", "xoá"}),
        ("quý", {"quý", "quí"}),
        ("quỹ", {"quỹ", "quĩ"}),
        ("kỹ", {"kỹ", "kĩ"}),
        ("ký", {"ký", "kí"}),
        ("lý", {"lý", "lí"}),
        ("mỹ", {"mỹ", "mĩ"}),
        ("tỷ", {"tỷ", "tỉ"}),
        ("hoàn", {"hoàn"}),
        ("toàn", {"toàn"}),
        ("luật", {"luật"}),
        ("hoa", {"hoa"}),
        ("đi", {"đi"}),
        ("tội", {"tội"}),
        ("quá", {"quá"}),
    ],
)
def test_variants(syllable: str, variants: set[str]) -> None:
    found = vi.syllable_variants(syllable)
    assert found[0] == syllable
    assert set(found) == variants


@pytest.mark.parametrize(
    ("term", "forms"),
    [
        ("Cộng hòa Azerbaijan", ("Cộng hòa Azerbaijan", "Cộng hoà Azerbaijan")),
        ("Toà án", ("Toà án", "Tòa án")),
        ("tội phạm mạng", ("tội phạm mạng",)),
        ("quốc gia  thành viên", ("quốc gia thành viên",)),
        ("ỦY BAN", ("ỦY BAN", "UỶ BAN")),
    ],
)
def test_surface_forms(term: str, forms: tuple[str, ...]) -> None:
    assert vi.surface_forms(term) == forms
    assert vi.surface_forms(unicodedata.normalize("NFD", term)) == forms


def test_forms_are_normalised() -> None:
    for form in vi.surface_forms("hoà thuỷ khoẻ"):
        assert unicodedata.is_normalized("NFC", form)
