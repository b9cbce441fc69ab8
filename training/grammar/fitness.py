"""What goes together: owners and nouns, manners and verbs, verbs and templates."""

from __future__ import annotations

from typing import Final

from training.grammar.lexicon import Entry, expand

OWNERS: Final = {
    "doc": "civ,pro,cas", "norm": "gov,com,ngo,cty", "idea": "gov,off,pro,com,ngo",
    "work": "gov,com,ngo",
    "txt": "pro,off,stu,civ", "art": "pro-cul", "tool": "pro,civ,stu,kin", "veh": "com,civ,pro",
    "bld": "com,gov,civ,ngo", "money": "civ,com,pro", "rel": "cty,gov", "help": "gov,cty,ngo",
    "stm": "off,gov,ngo", "meas": "gov,cty", "cond": "cty,city,com", "trait": "pro,stu,off",
    "mkt": "cty", "trend": "cty,city",
    "info": "gov,ngo,pro", "val": "cty", "sys": "cty,com,gov",
    "room": "off,civ", "cloth": "civ,stu,kin", "right": "civ,pro,cas", "feel": "civ,off,pro",
    "dev": "civ,com,pro", "dig": "com,gov,civ", "evt": "gov,ngo", "anm": "pro-agr,civ-life",
    "part": "doc,bld,city,evt,txt", "lvl": "cty,com", "city": "cty", "body": "civ,stu,anm",
    "off": "cty,gov,com", "pro": "com,ngo", "field": "cty", "furn": "room,bld",
    "food": "kin,civ", "grp": "cty,ngo", "issue": "cty,com,city", "plant": "pro-agr",
}  # fmt: skip
"""Whose a noun of this class may be."""


KIN_OWNERS: Final = {
    "ər": ("1sg", "3f", "3f", "2sg"), "arvad": ("1sg", "3m", "3m", "2sg"),
    "qayınana": ("1sg", "3f", "2sg", "1pl"),
}  # fmt: skip


TITLES: Final = frozenset(
    [
        "nazir",
        "prezident",
        "səfir",
        "deputat",
        "konsul",
        "hakim",
        "prokuror",
        "müstəntiq",
        "general",
        "polkovnik",
        "mayor",
        "kapitan",
        "leytenant",
        "professor",
        "həkim",
        "ekspert",
        "mühəndis",
        "jurnalist",
        "müxbir",
        "politoloq",
        "yazıçı",
        "şair",
        "rəssam",
        "aktyor",
        "aktrisa",
        "bəstəkar",
        "müğənni",
        "vəkil",
        "iqtisadçı",
        "alim",
        "rejissor",
        "məşqçi",
        "sözçü",
        "diplomat",
    ]
)
"""What may stand before a name."""


PLURAL_SHARE: Final = {"off": 0.18, "gov": 0.12, "cty": 0.3, "kin": 0.12, "geo": 0.2, "wth": 0.0}


def without_numerals(adjectives: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Leave out attributes that a number does not go with."""
    return tuple(a for a in adjectives if not (a.has("plur") or a.has("the") or a.has("pre")))


def suits_manner(terms: list[str], verb: Entry) -> bool:
    """Tell whether an adverb of manner with these marks goes with a verb."""
    facts = verb.features
    subjects = facts["s"].split(",")
    tests = {
        "pub": "pub" in facts and "stat" not in facts,
        "care": facts.get("man") == "care", "speed": facts.get("man") == "speed",
        "off": subjects == ["off"], "B": subjects == ["B"], "P": False,
        "lvl": "lvl" in subjects and verb.kind == "chg", "chg": verb.kind == "chg" and
        "punc" not in facts and "lvl" in subjects,
        "chgp": verb.kind == "chg" and "punc" in facts,
        "destroy": facts.get("pol") == "n" and verb.kind == "make" and "o" in facts
        and "B" not in subjects and "law" not in verb.domains,
        "say": verb.en in ("criticize", "condemn", "defend", "talk", "speak", "reject", "deny"),
        "law": verb.en in ("try", "punish"), "loud": verb.en in ("laugh", "cry", "shout", "sing"),
        "fight": verb.en in ("fight", "battle", "resist", "defend"),
        "make": verb.kind == "make" and "B" not in subjects and facts.get("pol") != "n"
        and "stat" not in facts and bool({"P", "com", "pro", "O"} & set(subjects)),
        "move": verb.kind == "move" and verb.en in (
            "approach", "climb", "walk", "swim", "return", "run", "move away", "go into", "stop"),
        "give": verb.en in ("give", "send", "help", "pay", "present", "submit", "return", "donate"),
        "found": verb.en in ("find", "discover", "come across", "break"),
        "vote": verb.en in ("adopt", "approve", "accept") and "pub" in facts,
        "susp": verb.en in ("suspend", "close", "block"), "ontime": verb.en in (
            "complete", "finish", "submit", "arrive", "deliver", "pay", "fulfil", "hand in"),
        "think": verb.kind == "think" and verb.en in ("learn", "find", "understand", "calculate"),
    }  # fmt: skip
    return any(tests.get(term, False) for term in terms)


def is_tagged(verb: Entry, tag: str) -> bool:
    """Tell whether a verb belongs to the group that a template asks for; "" is every verb."""
    facts = verb.features
    match tag:
        case "":
            return True
        case "passive":
            has_object = "o" in facts or "g" in facts
            return (
                has_object and "nopas" not in facts and ("pub" in facts or facts.get("pol") == "n")
            )
        case "object":
            return "o" in facts and "stat" not in facts
        case "agent":
            subjects = set(expand(facts["s"]))
            return bool(subjects & {"off", "pro", "civ", "stu", "gov", "com", "ngo"}) and (
                "stat" not in facts and "punc" not in facts and "past" not in facts
            )
        case "human":
            subjects = set(expand(facts["s"]))
            return bool(subjects & {"off", "pro", "civ", "stu"}) and (
                "stat" not in facts and "past" not in facts
            )
        case "placed":
            return (
                verb.kind in ("make", "say", "give", "take")
                and "stat" not in facts
                and (
                    bool(
                        set(expand(facts["s"])) & {"off", "pro", "civ", "stu", "gov", "com", "ngo"}
                    )
                )
            )
        case "command":
            subjects = set(expand(facts["s"]))
            return (
                bool(subjects & {"pro", "civ", "stu"})
                and facts.get("pol") != "n"
                and not ({"stat", "past", "punc"} & set(facts))
            )
        case "causative":
            return ("caus" in facts) or (
                verb.az.endswith(" etmək")
                and "o" in facts
                and "pub" in facts
                and verb.kind == "make"
                and facts.get("pol") != "n"
            )
        case _:
            return tag in facts
