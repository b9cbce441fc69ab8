"""English forms and word groups: plurals, articles, verb groups of every tense."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from glossary.languages.en import irregular_forms, regular_s, regular_verb_forms

# Verbs whose past and participle differ, or that the table gives with variants: past, participle.
STRONG: Final[dict[str, tuple[str, str]]] = {
    row.split()[0]: (row.split()[1], row.split()[2])
    for row in (
        "arise arose arisen", "be was been", "bear bore borne", "beat beat beaten",
        "become became become", "begin began begun", "bend bent bent", "bite bit bitten",
        "blow blew blown", "break broke broken", "bring brought brought", "build built built",
        "burn burned burned", "buy bought bought", "catch caught caught", "choose chose chosen",
        "come came come", "cost cost cost", "cut cut cut", "deal dealt dealt", "dig dug dug",
        "do did done", "draw drew drawn", "dream dreamed dreamed", "drink drank drunk",
        "drive drove driven", "eat ate eaten", "fall fell fallen", "feed fed fed",
        "feel felt felt", "fight fought fought", "find found found", "fly flew flown",
        "forbid forbade forbidden", "forget forgot forgotten",
        "forecast forecast forecast", "forgive forgave forgiven",
        "freeze froze frozen", "get got got", "give gave given", "go went gone",
        "grow grew grown", "hang hung hung", "have had had", "hear heard heard",
        "hide hid hidden", "hit hit hit", "hold held held", "hurt hurt hurt", "keep kept kept",
        "know knew known", "lay laid laid", "lead led led", "leave left left",
        "lend lent lent", "let let let", "lie lay lain", "light lit lit", "lose lost lost",
        "make made made", "mean meant meant", "meet met met", "oversee oversaw overseen",
        "overthrow overthrew overthrown", "pay paid paid", "put put put", "quit quit quit",
        "read read read", "ride rode ridden", "ring rang rung", "rise rose risen",
        "run ran run", "say said said", "see saw seen", "seek sought sought", "sell sold sold",
        "send sent sent", "set set set", "sew sewed sewn", "shake shook shaken",
        "shine shone shone", "shoot shot shot", "show showed shown", "shut shut shut",
        "sing sang sung", "sink sank sunk", "sit sat sat", "sleep slept slept",
        "slide slid slid", "speak spoke spoken", "spend spent spent", "spread spread spread",
        "stand stood stood", "steal stole stolen", "stick stuck stuck", "strike struck struck",
        "sweep swept swept", "swim swam swum", "take took taken", "teach taught taught",
        "tear tore torn", "tell told told", "think thought thought", "throw threw thrown",
        "undergo underwent undergone", "understand understood understood",
        "undertake undertook undertaken", "wake woke woken", "wear wore worn",
        "weave wove woven", "win won won", "withdraw withdrew withdrawn", "write wrote written",
        "travel travelled travelled", "cancel cancelled cancelled", "label labelled labelled",
        "quarrel quarrelled quarrelled", "fuel fuelled fuelled", "focus focused focused",
        "leap leaped leaped", "learn learned learned", "smell smelled smelled",
        "spill spilled spilled", "spoil spoiled spoiled", "lean leaned leaned",
        "fulfil fulfilled fulfilled", "install installed installed", "stay stayed stayed",
    )
}  # fmt: skip
_GERUNDS: Final = {
    "travel": "travelling", "cancel": "cancelling", "be": "being", "lie": "lying", "die": "dying",
    "label": "labelling", "quarrel": "quarrelling", "fuel": "fuelling", "focus": "focusing",
    "age": "ageing", "occur": "occurring",
}  # fmt: skip

_SILENT_H: Final = ("hour", "honest", "honour", "heir", "honorar")
_LIKE_Y: Final = ("uni", "use", "usu", "euro", "eu ", "one", "once", "uran", "utop", "unan")
_VOWEL_UN: Final = ("unin", "unim", "unid", "unint", "unif y")


@lru_cache(maxsize=20_000)
def plural(noun: str, override: str = "") -> str:
    """Return the plural of a noun phrase, whose last word is its head unless overridden.

    >>> plural("ministry"), plural("child"), plural("member state"), plural("knife")
    ('ministries', 'children', 'member states', 'knives')
    """
    if override:
        return override
    head, space, last = noun.rpartition(" ")
    forms = irregular_forms().get(("noun", last))
    return head + space + (forms[0] if forms else regular_s(last))


@lru_cache(maxsize=20_000)
def article(phrase: str) -> str:
    """Put a or an before a phrase, by its first sound.

    >>> article("hour"), article("university"), article("old house"), article("European bank")
    ('an hour', 'a university', 'an old house', 'a European bank')
    """
    low = phrase.lower()
    if phrase[:2].isupper() or (phrase[:1].isupper() and phrase[1:2] in ("-", "P")):
        vowel = phrase[0] in "AEFHILMNORSX"
    elif low.startswith(_SILENT_H):
        vowel = True
    else:
        vowel = low[0] in "aeiou" and (not low.startswith(_LIKE_Y) or low.startswith(_VOWEL_UN))
    return ("an " if vowel else "a ") + phrase


@lru_cache(maxsize=5_000)
def forms(verb: str) -> tuple[str, str, str, str]:
    """Return third person, past, past participle and -ing form of one verb.

    >>> forms("write"), forms("stop"), forms("ratify")[1]
    (('writes', 'wrote', 'written', 'writing'), ('stops', 'stopped', 'stopped', 'stopping'), 'ratified')
    """  # noqa: E501
    third, past, ing = regular_verb_forms(verb)
    part = past
    listed = irregular_forms().get(("verb", verb))
    if listed:
        third, ing = listed[0], listed[-1]
        past = part = listed[1] if len(listed) > 2 else past
    if verb in STRONG:
        past, part = STRONG[verb]
    third = {"have": "has", "be": "is", "fulfil": "fulfils"}.get(verb, third)
    return third, past, part, _GERUNDS.get(verb, ing)


Agreement = int
"""0 for I, 1 for you, we, they and plurals, 2 for the third person singular."""

_BE_NOW: Final = ("am", "are", "is")
_BE_PAST: Final = ("was", "were", "was")
_MODAL: Final = {
    "future": "will", "must": "must", "can": "can", "may": "may", "could": "could",
    "would": "would", "might": "might",
}  # fmt: skip
_CONTRACTED: Final = {"can": "cannot"}


@lru_cache(maxsize=200_000)
def verb_group(
    verb: str, tense: str, agreement: int = 2, negative: bool = False, passive: bool = False
) -> tuple[str, str]:
    """Return (auxiliary, rest) of a finite verb; both joined are the statement.

    The auxiliary is empty where English has none; a question then needs `question_group`.

    >>> verb_group("sign", "perfect", 2, True), verb_group("be ready", "past", 1)
    (('has', 'not signed'), ('were', 'ready'))
    >>> verb_group("sign", "present", passive=True), verb_group("sign", "past")
    (('is', 'signed'), ('', 'signed'))
    """
    first, _, tail = verb.partition(" ")
    third, past, part, ing = forms(first)
    tail = " " + tail if tail else ""
    if passive:
        first, third, past, part, ing, tail = "be", "is", "was", "been", "being", " " + part + tail
    no = "not " if negative else ""
    if tense in _MODAL:
        if negative and tense in _CONTRACTED:
            return _CONTRACTED[tense], first + tail
        return _MODAL[tense], no + first + tail
    match tense:
        case "present" | "past":
            if first == "be":
                return (_BE_NOW if tense == "present" else _BE_PAST)[agreement], no + tail.lstrip()
            if negative:
                does = "did" if tense == "past" else "does" if agreement == 2 else "do"
                return does, "not " + first + tail
            word = past if tense == "past" else third if agreement == 2 else first
            return "", word + tail
        case "progressive":
            return _BE_NOW[agreement], no + ing + tail
        case "past_progressive":
            return _BE_PAST[agreement], no + ing + tail
        case "perfect":
            return ("has" if agreement == 2 else "have"), no + part + tail
        case "pluperfect":
            return "had", no + part + tail
        case "going_past":
            return _BE_PAST[agreement], no + "going to " + first + tail
        case "must_past":
            return "", "had to " + no + first + tail
        case "was_able":
            return _BE_PAST[agreement], no + "able to " + first + tail
        case "would_be_able":
            return "would", no + "be able to " + first + tail
        case "able":
            return "will", no + "be able to " + first + tail
        case "would_have":
            return "would", no + "have " + part + tail
    raise ValueError(f"no tense {tense}")


def statement(verb: str, tense: str, agreement: int, negative: bool, passive: bool) -> str:
    """Return the verb group of a statement.

    >>> statement("go", "future", 0, True, False)
    'will not go'
    """
    aux, rest = verb_group(verb, tense, agreement, negative, passive)
    return f"{aux} {rest}" if aux and rest else aux or rest


def question_group(
    verb: str, tense: str, agreement: int, negative: bool, passive: bool
) -> tuple[str, str]:
    """Return (auxiliary, rest) of a question, with do-support.

    >>> question_group("go", "past", 2, False, False), question_group("be ready", "present", 1, False, False)
    (('did', 'go'), ('are', 'ready'))
    """  # noqa: E501
    aux, rest = verb_group(verb, tense, agreement, negative, passive)
    if aux == "cannot":
        return "can", "not " + rest
    if aux:
        return aux, rest
    if tense == "must_past":
        return "did", "have to " + verb
    return ("did" if tense == "past" else "does" if agreement == 2 else "do"), verb


@lru_cache(maxsize=50_000)
def infinitive(verb: str, negative: bool = False, passive: bool = False) -> str:
    """Return the infinitive without to.

    >>> infinitive("sign", passive=True), infinitive("go", True)
    ('be signed', 'not go')
    """
    first, _, tail = verb.partition(" ")
    if passive:
        first, tail = "be", forms(first)[2] + (" " + tail if tail else "")
    return ("not " if negative else "") + first + (" " + tail if tail else "")


@lru_cache(maxsize=50_000)
def gerund(verb: str, negative: bool = False, passive: bool = False) -> str:
    """Return the -ing form.

    >>> gerund("sign"), gerund("take part", True), gerund("sign", passive=True)
    ('signing', 'not taking part', 'being signed')
    """
    first, _, tail = infinitive(verb, False, passive).partition(" ")
    return ("not " if negative else "") + forms(first)[3] + (" " + tail if tail else "")


@lru_cache(maxsize=50_000)
def participle(verb: str) -> str:
    """Return the past participle, for reduced passive clauses.

    >>> participle("write"), participle("put out")
    ('written', 'put out')
    """
    first, _, tail = verb.partition(" ")
    return forms(first)[2] + (" " + tail if tail else "")


NOMINALS: Final[dict[str, str]] = {
    "announce": "announcement", "clarify": "clarification", "prevent": "prevention",
    "develop": "development", "expand": "expansion", "restore": "restoration",
    "approve": "approval", "adopt": "adoption", "ratify": "ratification",
    "implement": "implementation", "organize": "organization", "reduce": "reduction",
    "improve": "improvement", "assess": "assessment", "analyse": "analysis",
    "investigate": "investigation", "protect": "protection", "arrest": "arrest",
    "discuss": "discussion", "review": "review", "publish": "publication",
    "cancel": "cancellation", "postpone": "postponement", "suspend": "suspension",
    "extend": "extension", "detect": "detection", "determine": "determination",
    "produce": "production", "construct": "construction", "build": "construction",
    "destroy": "destruction", "eliminate": "elimination", "distribute": "distribution",
    "allocate": "allocation", "confirm": "confirmation", "appoint": "appointment",
    "convict": "conviction", "extradite": "extradition", "deport": "deportation",
    "confiscate": "confiscation", "evacuate": "evacuation", "submit": "submission",
    "present": "presentation", "modernize": "modernization", "simplify": "simplification",
    "digitize": "digitization", "regulate": "regulation", "restrict": "restriction",
    "prohibit": "prohibition", "finance": "financing", "condemn": "condemnation",
    "accept": "acceptance", "reject": "rejection", "conclude": "conclusion",
    "substantiate": "substantiation", "coordinate": "coordination", "promote": "promotion",
    "mobilize": "mobilization", "observe": "observation", "discover": "discovery",
    "explain": "explanation", "export": "export", "import": "import", "elect": "election",
    "complete": "completion", "continue": "continuation", "declare": "declaration",
    "attract": "attraction", "use": "use", "apply": "application", "defend": "defence",
    "punish": "punishment", "form": "formation", "create": "creation",
    "criticize": "criticism", "deny": "denial", "register": "registration", "emphasize": "emphasis",
}  # fmt: skip
"""Nouns of action, where English prefers them to -ing."""


@lru_cache(maxsize=5_000)
def action_noun(verb: str) -> str:
    """Return the noun of action of a verb.

    >>> action_noun("ratify"), action_noun("sign")
    ('ratification', 'signing')
    """
    return NOMINALS.get(verb) or gerund(verb)


def possessive(phrase: str) -> str:
    """Add the genitive ending.

    >>> possessive("the minister"), possessive("the ministers")
    ("the minister's", "the ministers'")
    """
    return phrase + ("'" if phrase.endswith("s") else "'s")


@lru_cache(maxsize=5_000)
def degree(adjective: str, short: bool, superlative: bool) -> str:
    """Return the comparative or superlative, without the.

    >>> degree("happy", True, False), degree("big", True, True), degree("useful", False, True)
    ('happier', 'biggest', 'most useful')
    """
    known = {"good": ("better", "best"), "bad": ("worse", "worst"), "far": ("farther", "farthest")}
    if adjective in known:
        return known[adjective][superlative]
    if not short:
        return ("most " if superlative else "more ") + adjective
    stem = adjective
    if stem.endswith("y") and stem[-2] not in "aeiou":
        stem = stem[:-1] + "i"
    elif stem.endswith("e"):
        stem = stem[:-1]
    elif (
        len(stem) > 2 and stem[-1] in "bdgmnpt" and stem[-2] in "aeiou" and stem[-3] not in "aeiou"
    ):
        stem += stem[-1]
    return stem + ("est" if superlative else "er")
