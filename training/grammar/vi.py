"""Vietnamese: particles of tense, negation and voice around an unchanging verb.

đã past and perfect, đang progressive, sẽ future; không, chưa and đừng negate; được and bị make
the passive of what is welcome and of what is not (Nguyễn Đình-Hoà, Vietnamese, chapter 6).
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

_TENSE: Final[dict[str, tuple[str, str]]] = {
    "present": ("", "không "),
    "progressive": ("đang ", "không "),
    "past": ("đã ", "đã không "),
    "past_progressive": ("đang ", "không "),
    "perfect": ("đã ", "chưa "),
    "pluperfect": ("đã ", "chưa "),
    "future": ("sẽ ", "sẽ không "),
    "going_past": ("đã định ", "đã định không "),
    "must": ("phải ", "không được "),
    "must_past": ("đã phải ", "đã không phải "),
    "can": ("có thể ", "không thể "),
    "may": ("có thể ", "có thể không "),
    "might": ("có thể ", "có thể không "),
    "could": ("đã có thể ", "đã không thể "),
    "was_able": ("đã có thể ", "đã không thể "),
    "able": ("sẽ có thể ", "sẽ không thể "),
    "would": ("sẽ ", "sẽ không "),
    "would_have": ("đã ", "đã không "),
    "bare": ("", "không "),
}  # fmt: skip
"""Tense to what stands before the verb, affirmed and negated."""


@lru_cache(maxsize=100_000)
def verb_group(
    verb: str, tense: str, negative: bool = False, voice: str = "", agent: str = ""
) -> str:
    """Return the verb with its particles. `voice`: "", "được" or "bị"; `agent` follows it.

    >>> verb_group("ký", "future", True), verb_group("ký", "past", voice="được", agent="bộ trưởng")
    ('sẽ không ký', 'đã được bộ trưởng ký')
    """
    before = _TENSE[tense][negative]
    if voice and not verb.startswith(("được ", "bị ")):
        if voice == "được" and before.endswith("được "):
            before = "không thể "
        bare = verb.replace("~ ", "").removesuffix(" cho").removesuffix(" về")
        return before + voice + " " + (agent + " " if agent else "") + bare
    return before + verb


def noun_phrase(
    noun: str, classifier: str, *, count: str = "", before: str = "", after: str = ""
) -> str:
    """Join number or plural word, classifier, noun and what follows it.

    >>> noun_phrase("sách", "cuốn", count="ba", after="mới")
    'ba cuốn sách mới'
    """
    return " ".join(part for part in (count, before, classifier, noun, after) if part)
