"""Words that look like a form of a short term and nearly always are another word.

Found by running a matcher over dictionary forms: each pair here is a dictionary form that the
grammar also allows as a form of another one (Müasir Azərbaycan dili, "omonimlər"). Left out are
true ambiguities in which the inflected form is as likely (tarixi, şərti).

Where the same form is a term or another word, the word beside it tells: `CONTEXTS`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

HOMOGRAPHS: Final[dict[str, tuple[str, ...]]] = {
    # Relative adjectives in -i, spelled like the possessive of their noun.
    "cins": ("cinsi",), "daim": ("daimi",), "daxil": ("daxili",), "din": ("dini",),
    "elm": ("elmi",), "ədəb": ("ədəbi",), "fərd": ("fərdi",), "hərb": ("hərbi",),
    "mərkəz": ("mərkəzi",), "mədən": ("mədəni",), "nəqd": ("nəqdi",),
    "rəsm": ("rəsmi",), "şəxs": ("şəxsi",), "texnik": ("texniki",), "tibb": ("tibbi",),
    "xaric": ("xarici",),
    # Postpositions, adverbs and particles made from a noun or verb.
    "bel": ("belə",), "bir": ("birdən",), "birlik": ("birlikdə",), "demək": ("deyil", "deməli"),
    "getmək": ("getdikcə",), "görmək": ("görə",), "haqq": ("haqqında", "haqda"),
    "hazır": ("hazırda",), "əks": ("əksinə",), "il": ("ilə",), "ilk": ("ilkin*",),
    "iş": ("işlə",), "məsələ": ("məsələn",), "olmaq": ("olduqca",), "tərəf": ("tərəfindən",),
    "üç": ("üçün",), "üz": ("üzündən", "üzüm*"), "üzr": ("üzrə",), "zaman": ("zamanı",),
    # Other words.
    "ac": ("acı",), "açmaq": ("açar*",), "ad": ("ada", "adam*", "addım*"), "ada": ("adam*",),
    "alı": ("alım*",), "ali": ("alim*",), "almaq": ("alma", "alman", "almaz"),
    "alt": ("altı", "altmış"),
    "an": ("ana*",), "anmaq": ("ana",), "asmaq": ("asan",), "at": ("ata*",), "atmaq": ("ata",),
    "ay": ("aydın*",), "baş": ("başla",), "boy": ("boya", "boyun"), "çay": ("çaydan",),
    "dam": ("damla",), "dayanmaq": ("dayanacaq*",), "dəqiq": ("dəqiqə",), "dəri": ("dərin*",),
    "dəymək": ("dəyər*",), "dil": ("dilim",), "düşmə": ("düşmən*",), "düşmək": ("düşmən*",),
    "gec": ("gecə",), "gəlmək": ("gələcək*",), "gül": ("güllə",), "hiss": ("hissə",),
    "it": ("iti",), "keçmək": ("keçmiş",), "komanda": ("komandan",), "mədə": ("mədən*",),
    "müşavir": ("müşavirə*",), "od": ("odun",), "qalmaq": ("qala",), "qar": ("qara", "qarın"),
    "qatmaq": ("qatar*",),
    "qazmaq": ("qazan",), "quru": ("qurum*",), "qurmaq": ("quran",), "şir": ("şirə", "şirin"),
    "tar": ("tarla",), "tələb": ("tələbə*",), "tox": ("toxum",), "xal": ("xala*",),
    "yaramaq": ("yara",), "yanmaq": ("yanacaq*",), "yaz": ("yazı",), "yük": ("yüksək",),
    "zəng": ("zəngin",),
}  # fmt: skip
"""One-word term to the words that are no form of it; a star stands for any ending."""


@dataclass(frozen=True, slots=True)
class Context:
    """Folded neighbours between which a form is another word than the term.

    Empty: any neighbour. A star stands for any letters. `capital`: only where the word has a
    capital, as a given name has.
    """

    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    capital: bool = False


_NAME: Final = (
    Context(
        before=(
            "dayı*", "əmi*", "xala*", "bibi*", "baba*", "nənə*", "qardaş*", "bacı*", "usta*",
            "hacı", "kərbəlayı", "məşədi", "cənab", "xanım", "aşıq", "doktor", "adlı", "dostu*",
        ),
        capital=True,
    ),
    Context(
        after=(
            "müəllim*", "xanım*", "bəy*", "əfəndi*", "dayı*", "əmi*", "xala*", "bibi*", "baba*",
            "nənə*", "kişi*", "usta*", "oğlu", "qızı", "*ov", "*ova", "*yev", "*yeva", "*zadə",
            "*ovla", "*ovun", "*ova", "*ovu", "*ovdan", "*ovanın", "*ovaya", "*ovanı", "*ovadan",
            "*yevlə", "*yevin", "*yevə", "*yevi", "*yevdən", "*yevanın", "*yevaya", "*yevanı",
        ),
        capital=True,
    ),
)  # fmt: skip
"""A given name: beside a word of kinship or address, or before a surname."""

CONTEXTS: Final[dict[str, tuple[Context, ...]]] = {
    "ədalət": _NAME,
    "fərman": _NAME,
    "qurban": (
        *_NAME, Context(after=("bayram*",)), Context(after=("kəs*", "ver*", "ət*")),
    ),
    # nazirə, a poem that answers another one.
    "nazir": (Context(after=("yaz*", "söylə*")), Context(before=("qəzəl*", "şeir*"))),
    # The adjective "ruling, prevailing".
    "hakim": (
        Context(
            after=(
                "fikir", "fikirlər*", "mövqe*", "partiya*", "qüvvə*", "dairə*", "sinif*", "sinf*",
                "ideologiya*", "elita*", "kəsil*", "rəng*", "əhval*", "rejim*", "dil*", "külək*",
                "təbəqə*", "zirvə*", "dövlətlər*",
            ),
        ),
    ),
    # An eclipse.
    "tutulma": (Context(before=("günəş*", "ay", "ayın")),),
    # The adjective "daily".
    "gündəlik": (
        Context(
            after=(
                "həyat*", "məişət*", "tələbat*", "ehtiyac*", "qida*", "istifadə*", "qəzet*",
                "xəbər*", "qayğı*", "iş", "işlər*", "işi*", "norma*", "doza*", "xərc*", "geyim*",
                "danışıq*", "rejim*", "yem*", "gəlir*", "hasilat*", "qazanc*", "yazı*", "qaydada",
                "olaraq", "fəaliyyət*", "vərdiş*", "problem*", "temperatur*", "söhbət*", "nəşr*",
                "maaş*", "əmək*", "dərs*", "məsrəf*", "təmizlik*", "idman*", "gəzinti*",
            ),
        ),
    ),
    # The stringed instrument.
    "qanun": (
        Context(before=("tar", "kamança", "ud", "saz", "qaval", "ney", "balaban")),
        Context(after=("ifaçı*", "çal*", "üçlüy*", "alət*", "sinf*", "tel*")),
    ),
}  # fmt: skip
"""One-word term to the contexts in which its forms, or some of them, are another word."""


def is_another_word(lemma: str, *, capital: bool, before: str, after: str) -> bool:
    """Tell whether a form of a folded one-word term is another word between these neighbours.

    `before` and `after` are the folded words beside it, "" where there is none or something but a
    space stands between.

    >>> is_another_word("hakim", capital=False, before="", after="partiyanın")
    True
    >>> is_another_word("ədalət", capital=True, before="", after="naminə")
    False
    """
    return any(
        (capital or not context.capital)
        and (not context.before or _fits(before, context.before))
        and (not context.after or _fits(after, context.after))
        for context in CONTEXTS.get(lemma, ())
    )


def _fits(word: str, patterns: tuple[str, ...]) -> bool:
    return bool(word) and any(
        word == pattern
        or (pattern[-1] == "*" and word.startswith(pattern[:-1]))
        or (pattern[0] == "*" and word.endswith(pattern[1:]))
        for pattern in patterns
    )


def is_homograph(word: str, lemma: str) -> bool:
    """Tell whether a folded word is another word than the folded one-word term it looks like.

    >>> is_homograph("tərəfindən", "tərəf"), is_homograph("tərəfinin", "tərəf")
    (True, False)
    >>> is_homograph("tələbələr", "tələb")
    True
    """
    for pattern in HOMOGRAPHS.get(lemma, ()):
        if word == pattern or (pattern[-1] == "*" and word.startswith(pattern[:-1])):
            return True
    return False
