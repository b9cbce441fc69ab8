"""Words that look like a form of a short term and nearly always are another word.

Found by running a matcher over dictionary forms: each pair here is a dictionary form that the
grammar also allows as a form of another one (Müasir Azərbaycan dili, "omonimlər"). Left out are
true ambiguities in which the inflected form is as likely (tarixi, şərti).
"""

from __future__ import annotations

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
