"""Reported speech, verbs that govern verbs, verbal nouns and what is said of them."""

from __future__ import annotations

from typing import Final

from training.grammar import az, en, vi
from training.grammar.clauses import TENSES, Clause, Triple
from training.grammar.common import BACKSHIFT, dress, finish
from training.grammar.joined import again
from training.grammar.phrases import Phrase, pronoun
from training.grammar.sampling import Sampler

# Azerbaijani (infinitive), English, Vietnamese verbs of saying; all take ki and -dığını.
REPORTING: Final = (
    ("bildirmək", "say", "cho biết"), ("bildirmək", "say", "cho biết"), ("demək", "say", "nói"),
    ("qeyd etmək", "note", "lưu ý"), ("vurğulamaq", "emphasize", "nhấn mạnh"),
    ("əlavə etmək", "add", "nói thêm"), ("açıqlamaq", "announce", "công bố"),
    ("bəyan etmək", "declare", "tuyên bố"), ("iddia etmək", "claim", "khẳng định"),
    ("etiraf etmək", "admit", "thừa nhận"), ("xatırlatmaq", "recall", "nhắc lại"),
    ("təsdiqləmək", "confirm", "xác nhận"), ("izah etmək", "explain", "giải thích"),
)  # fmt: skip
_KNOWING: Final = (
    ("bilmək", "know", "biết"), ("düşünmək", "think", "nghĩ"), ("hesab etmək", "believe", "cho rằng"),
    ("inanmaq", "believe", "tin"), ("anlamaq", "understand", "hiểu"), ("görmək", "see", "thấy"),
)  # fmt: skip

# Azerbaijani verb and the form it governs; English verb and to / -ing; Vietnamese; stative.
_CONTROL: Final = (
    ("istəmək", "inf", "want", "to", "muốn", True), ("istəmək", "inf", "want", "to", "muốn", True),
    ("başlamaq", "inf_dat", "begin", "to", "bắt đầu", False),
    ("çalışmaq", "inf_dat", "try", "to", "cố gắng", False),
    ("hazırlaşmaq", "inf_dat", "prepare", "to", "chuẩn bị", False),
    ("qərara almaq", "inf_acc", "decide", "to", "quyết định", False),
    ("planlaşdırmaq", "inf_acc", "plan", "to", "dự định", False),
    ("unutmaq", "inf_acc", "forget", "to", "quên", False),
    ("imtina etmək", "inf_abl", "refuse", "to", "từ chối", False),
    ("davam etmək", "inf_dat", "continue", "to", "tiếp tục", False),
    ("məcbur olmaq", "inf_dat", "be forced", "to", "buộc phải", False),
    ("vəd etmək", "inf_acc", "promise", "to", "hứa", False),
    ("ümid etmək", "inf_dat", "hope", "to", "hy vọng", True),
    ("qorxmaq", "inf_abl", "be afraid", "to", "sợ", True),
    ("sevmək", "inf_acc", "like", "ing", "thích", True),
    ("dayandırmaq", "inf_acc", "stop", "ing", "ngừng", False),
    ("çəkinmək", "inf_abl", "refrain from", "ing", "tránh", False),
    ("nail olmaq", "inf_dat", "succeed in", "ing", "thành công trong việc", False),
    ("cəhd etmək", "inf_dat", "attempt", "to", "tìm cách", False),
    ("öyrənmək", "inf_acc", "learn", "to", "học cách", False),
    ("razılaşmaq", "inf_dat", "agree", "to", "đồng ý", False),
    ("tələsmək", "inf_dat", "hurry", "to", "vội", False),
    ("bacarmaq", "inf_acc", "manage", "to", "xoay xở", False),
)  # fmt: skip
_STILL: Final = frozenset({"unutmaq", "dayandırmaq", "qərara almaq", "məcbur olmaq", "razılaşmaq"})

# Azerbaijani verb, the case of the person, the form governed; English; Vietnamese.
_DIRECTING: Final = (
    ("icazə vermək", "dat", "inf_dat", "allow", "cho phép"),
    ("kömək etmək", "dat", "inf_dat", "help", "giúp"),
    ("məcbur etmək", "acc", "inf_dat", "force", "buộc"),
    ("çağırmaq", "acc", "inf_dat", "call on", "kêu gọi"),
    ("tövsiyə etmək", "dat", "inf_acc", "advise", "khuyên"),
    ("tapşırmaq", "dat", "inf_acc", "instruct", "chỉ thị"),
    ("əmr etmək", "dat", "inf_acc", "order", "ra lệnh cho"),
    ("öyrətmək", "dat", "inf_acc", "teach", "dạy"),
    ("imkan vermək", "dat", "inf_dat", "enable", "tạo điều kiện cho"),
)  # fmt: skip

# What is said of an act: Azerbaijani predicate; English; Vietnamese.
_JUDGED: Final = (
    ("vacibdir", "is important", "là quan trọng"), ("çox vacibdir", "is very important", "là rất quan trọng"),
    ("zəruridir", "is necessary", "là cần thiết"), ("qadağandır", "is prohibited", "bị cấm"),
    ("planlaşdırılır", "is planned", "được lên kế hoạch"), ("gözlənilir", "is expected", "được chờ đợi"),
    ("davam edir", "continues", "vẫn tiếp tục"), ("başa çatıb", "has been completed", "đã hoàn thành"),
    ("təxirə salınıb", "has been postponed", "đã bị hoãn"), ("mümkün deyil", "is not possible", "là không thể"),
    ("asan deyil", "is not easy", "không dễ dàng"), ("uzun çəkəcək", "will take a long time", "sẽ mất nhiều thời gian"),
    ("müzakirə olunub", "was discussed", "đã được thảo luận"), ("gecikir", "is being delayed", "đang bị chậm trễ"),
    ("nəzərdə tutulur", "is envisaged", "được dự kiến"), ("məqsədəuyğundur", "is advisable", "là nên làm"),
    ("narahatlıq doğurur", "causes concern", "gây lo ngại"), ("yaxşı nəticə verib", "has yielded good results", "đã mang lại kết quả tốt"),
)  # fmt: skip

_IMPERSONAL: Final = (
    ("lazımdır", "it is necessary to", "cần phải"), ("vacibdir", "it is important to", "điều quan trọng là phải"),
    ("mümkündür", "it is possible to", "có thể"), ("mümkün deyil", "it is not possible to", "không thể"),
    ("çətindir", "it is difficult to", "khó"), ("asandır", "it is easy to", "dễ"),
    ("qadağandır", "it is prohibited to", "cấm"), ("faydalıdır", "it is useful to", "nên"),
    ("olar", "one may", "được phép"), ("olmaz", "one may not", "không được phép"),
)  # fmt: skip


def _speaker(s: Sampler) -> Phrase:
    who = s.phrase("off,off,pro,gov,ngo", plain=True)
    while who.is_pronoun or who.person == "3pl":
        who = s.phrase("off,pro,gov", plain=True)
    return who


def _said(s: Sampler, verb: tuple[str, str, str], who: Phrase, name: str) -> tuple[str, str, str]:
    tense = TENSES[name]
    stem = az.voice_stem(verb[0])
    return (
        az.conjugate(*stem, tense.az, who.person),
        en.statement(verb[1], tense.en, who.agreement, False, False),
        vi.verb_group(verb[2], tense.vi if tense.vi != "past" else "bare"),
    )


def reported_ki(s: Sampler) -> Triple:
    """Nazir bildirib ki, saziş imzalanacaq."""
    who = _speaker(s)
    verb = s.rng.choice(REPORTING)
    said = _said(s, verb, who, s.rng.choice(("reported_past", "reported_past", "past")))
    inner = s.clause(passive=s.chance(0.4))
    name = dress(s, inner)
    inner.en_time_first = False
    tense = TENSES[name]
    en_tense = BACKSHIFT.get(name, tense.en)
    if en_tense == "pluperfect" and (s.chance(0.35) or "stat" in inner.verb.features):
        en_tense = "past"
    text = inner.en_finite(en_tense)
    joint = "that " if s.chance(0.8) else ""
    rang = "rằng " if s.chance(0.5) else ""
    vi_verb = said[2]
    return finish(
        (f"{who.az()} {said[0]} ki, {inner.az_finite(tense)}", f"{who.en} {said[1]} {joint}{text}",
         f"{who.vi} {vi_verb} {rang}{inner.vi_finite(tense.vi)}")
    )  # fmt: skip


def reported_nominal(s: Sampler) -> Triple:
    """Nazir sazişin imzalandığını (imzalanacağını) bildirib."""
    who = _speaker(s)
    verb = s.rng.choice(REPORTING)
    own = s.chance(0.35)
    inner = s.clause(tag="human" if own else "", plain=True, passive=not own and s.chance(0.45))
    if own:
        inner.subject = again(who)
    subject_az = "" if own else _genitive(inner.subject)
    future = s.chance(0.4) and "past" not in inner.verb.features
    inner.negative = s.chance(0.12)
    body = inner.az_nominal("acaq" if future else "dıq", "acc", subject=subject_az)
    said = _said(s, verb, who, s.rng.choice(("reported_past", "reported_past", "past")))
    if future:
        text, vi_tense = inner.en_finite("would"), "future"
    elif "stat" in inner.verb.features:
        text, vi_tense = inner.en_finite("past"), "present"
    else:
        text, vi_tense = inner.en_finite("pluperfect" if s.chance(0.6) else "past"), "past"
    return finish(
        (f"{who.az()} {body} {said[0]}", f"{who.en} {said[1]} that {text}",
         f"{who.vi} {said[2]} {inner.vi_finite(vi_tense)}")
    )  # fmt: skip


def knowledge(s: Sampler) -> Triple:
    """Sazişin imzalandığını bilirəm; hesab edirəm ki, …"""
    who = pronoun(s.rng.choice(("1sg", "1sg", "1pl", "3m", "3pl", "2sg")))
    verb = s.rng.choice(_KNOWING)
    inner = s.clause(plain=True, passive=s.chance(0.3))
    stem = az.voice_stem(verb[0])
    negative = s.chance(0.15) and verb[0] not in ("hesab etmək", "görmək")
    form = az.conjugate(*stem, "present", who.person, negative)
    knows = en.statement(verb[1], "present", who.agreement, negative, False)
    knows_vi = vi.verb_group(verb[2], "present", negative)
    said = "" if s.chance(0.6) else who.az() + " "
    if who.person not in ("1sg", "1pl", "2sg", "2pl"):
        said = who.az() + " "
    if verb[0] in ("hesab etmək", "düşünmək") or s.chance(0.4):
        name = dress(s, inner)
        inner.en_time_first = False
        text = inner.finite(name)
        return finish((f"{said}{form} ki, {text[0]}", f"{who.en} {knows} that {text[1]}", f"{who.vi} {knows_vi} rằng {text[2]}"))
    future = s.chance(0.4) and "past" not in inner.verb.features
    stative = "stat" in inner.verb.features
    case = "dat" if verb[0] == "inanmaq" else "acc"
    body = inner.az_nominal("acaq" if future else "dıq", case, subject=_genitive(inner.subject))
    tense = "future" if future else "present" if stative else "past"
    vi_tense = "future" if future else "present" if stative else "past"
    return finish((f"{said}{body} {form}", f"{who.en} {knows} that {inner.en_finite(tense)}", f"{who.vi} {knows_vi} rằng {inner.vi_finite(vi_tense)}"))


def _genitive(subject: Phrase) -> str:
    return subject.az("gen")


def control(s: Sampler) -> Triple:
    """Nazir sazişi imzalamaq istəyir."""
    inner = s.clause(tag="human", plain=s.chance(0.6))
    while "punc" in inner.verb.features or inner.verb.features.get("pol") == "n" or "pl" in inner.verb.features:
        inner = s.clause(tag="human", plain=s.chance(0.6))
    verb_az, form, verb_en, how, verb_vi, stative = s.rng.choice(_CONTROL)
    if stative:
        name = s.rng.choice(("habitual", "habitual", "past"))
    elif verb_az in _STILL:
        name = s.rng.choice(("past", "reported_past", "future"))
    else:
        name = s.rng.choice(("past", "reported_past", "future", "progressive"))
    if verb_en == "be forced" and name == "progressive":
        name = "past"
    who = inner.subject
    negative = s.chance(0.12) and verb_az not in ("bacarmaq",) and name != "progressive"
    tense = TENSES[name]
    outer = az.conjugate(*az.voice_stem(verb_az), tense.az, who.person, negative)
    az_text = f"{inner.az_plain(form, subject=who.az())} {outer}"
    group = en.statement(verb_en, tense.en, who.agreement, negative, False)
    en_text = f"{who.en} {group} " + ("to " + inner.en_infinitive() if how == "to" else inner.en_gerund())
    vi_outer = vi.verb_group(verb_vi, "present" if stative and name == "habitual" else tense.vi, negative)
    link = " để" if verb_az == "bacarmaq" else ""
    vi_text = f"{who.vi} {vi_outer}{link} {inner.vi_finite('present', subject='')}"
    return finish((az_text, en_text, vi_text))


def directing(s: Sampler) -> Triple:
    """Nazir səfirə sazişi imzalamağı tapşırdı."""
    inner = s.clause(tag="command", plain=True)
    while inner.subject.person not in ("3sg", "3pl") or inner.verb.features.get("pol") == "n":
        inner = s.clause(tag="command", plain=True)
    person = inner.subject
    boss = s.phrase("off,gov,pro", plain=True)
    while boss.is_pronoun or boss.entry is person.entry:
        boss = s.phrase("off,gov,pro", plain=True)
    verb_az, case, form, verb_en, verb_vi = s.rng.choice(_DIRECTING)
    name = s.rng.choice(("past", "reported_past", "future"))
    tense = TENSES[name]
    outer = az.conjugate(*az.voice_stem(verb_az), tense.az, boss.person)
    az_text = f"{boss.az()} {person.az(case)} {inner.az_plain(form)} {outer}"
    group = en.statement(verb_en, tense.en, boss.agreement, False, False)
    en_text = f"{boss.en} {group} {person.en_object} to {inner.en_infinitive()}"
    vi_text = f"{boss.vi} {vi.verb_group(verb_vi, tense.vi)} {person.vi} {inner.vi_finite('present', subject='')}"
    return finish((az_text, en_text, vi_text))


def act_phrase(s: Sampler) -> tuple[Clause, Triple]:
    """Draw a verbal noun: sazişin imzalanması, the signing of the agreement, việc ký hiệp định."""
    clause = s.clause(passive=True)
    clause.agent = None
    clause.complements = ()
    subject = clause.subject
    text_az = clause.az_nominal("ma", subject=subject.az("gen"), person="3sg")
    verb_en = clause.verb.en
    first, _, tail = verb_en.partition(" ")
    if "~" in tail:
        text_en = f"{en.forms(first)[3]} {tail.replace('~', subject.en_object)}"
    elif tail:
        text_en = f"{en.gerund(verb_en)} {subject.en_object}"
    else:
        text_en = f"the {en.action_noun(verb_en)} of {subject.en_object}"
    text_vi = f"việc {clause.verb.vi.replace('~ ', '')} {subject.vi}"
    if "~" in clause.verb.vi:
        text_vi = "việc " + clause.verb.vi.replace("~", subject.vi)
    return clause, (text_az, text_en, text_vi)


def judged_act(s: Sampler) -> Triple:
    """Sazişin imzalanması planlaşdırılır."""
    _, act = act_phrase(s)
    said = s.rng.choice(_JUDGED)
    return finish((f"{act[0]} {said[0]}", f"{act[1]} {said[1]}", f"{act[2]} {said[2]}"))


def expected(s: Sampler) -> Triple:
    """Nazirin sazişi imzalaması gözlənilir; nazirin sazişi imzalaması lazımdır."""
    inner = s.clause(tag="agent", plain=s.chance(0.6))
    while inner.verb.features.get("pol") == "n":
        inner = s.clause(tag="agent", plain=True)
    who = inner.subject
    body = inner.az_nominal("ma", subject=who.az("gen"))
    kind = s.rng.choice(("expected", "need", "important", "possible", "likely"))
    rest = inner.en_infinitive()
    plain_vi = inner.vi_finite("present")
    match kind:
        case "expected":
            be_ = ("am", "are", "is")[who.agreement]
            return finish((f"{body} gözlənilir", f"{who.en} {be_} expected to {rest}", f"dự kiến {inner.vi_finite('future')}"))
        case "need":
            needs = "needs" if who.agreement == 2 else "need"
            vi_text = f"{who.vi} cần phải {inner.vi_finite('present', subject='')}"
            return finish((f"{body} lazımdır", f"{who.en} {needs} to {rest}", vi_text))
        case "important":
            return finish((f"{body} vacibdir", f"it is important for {who.en_object} to {rest}", f"điều quan trọng là {plain_vi}"))
        case "possible":
            return finish((f"{body} mümkündür", f"it is possible for {who.en_object} to {rest}", f"{who.vi} có thể {inner.vi_finite('present', subject='')}"))
        case _:
            return finish((f"{body} mümkün deyil", f"it is not possible for {who.en_object} to {rest}", f"{who.vi} không thể {inner.vi_finite('present', subject='')}"))


def impersonal(s: Sampler) -> Triple:
    """Sənədi imzalamaq lazımdır."""
    clause = s.clause(tag="command", subject=pronoun("1pl"), plain=True)
    said_az, said_en, said_vi = s.rng.choice(_IMPERSONAL)
    body = clause.az_plain("inf")
    return finish((f"{body} {said_az}", f"{said_en} {clause.en_infinitive()}", f"{said_vi} {clause.vi_finite('present', subject='')}"))


def readiness(s: Sampler) -> Triple:
    """Nazir sazişi imzalamağa hazırdır."""
    inner = s.clause(tag="human", plain=s.chance(0.6))
    who = inner.subject
    word, word_en, word_vi = s.rng.choice(
        (("hazır", "ready", "sẵn sàng"), ("məcbur", "obliged", "buộc phải"), ("razı", "willing", "bằng lòng"))
    )
    past = s.chance(0.3)
    negative = s.chance(0.2)
    if negative:
        ending = {"1sg": "deyiləm", "2sg": "deyilsən", "3sg": "deyil", "1pl": "deyilik", "2pl": "deyilsiniz", "3pl": "deyillər"}[who.person]
        said = f"{word} {ending}" if not past else f"{word} {az.be('deyil', who.person, past=True)}"
    else:
        said = az.be(word, who.person, past=past)
    be_ = (("was", "were", "was") if past else ("am", "are", "is"))[who.agreement] + (" not" if negative else "")
    az_text = f"{inner.az_plain('inf_dat', subject=who.az())} {said}"
    no = "không " if negative else ""
    vi_text = f"{who.vi} {'đã ' if past else ''}{no}{word_vi} {inner.vi_finite('present', subject='')}"
    return finish((az_text, f"{who.en} {be_} {word_en} to {inner.en_infinitive()}", vi_text))
