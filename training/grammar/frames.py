"""Verbs that govern clauses, and predicates of acts, in the three languages."""

from __future__ import annotations

from typing import Final

# Azerbaijani (infinitive), English, Vietnamese verbs of saying; all take ki and -dığını.
REPORTING: Final = (
    ("bildirmək", "say", "cho biết"),
    ("bildirmək", "say", "cho biết"),
    ("demək", "say", "nói"),
    ("qeyd etmək", "note", "lưu ý"),
    ("vurğulamaq", "emphasize", "nhấn mạnh"),
    ("əlavə etmək", "add", "nói thêm"),
    ("açıqlamaq", "announce", "công bố"),
    ("bəyan etmək", "declare", "tuyên bố"),
    ("iddia etmək", "claim", "khẳng định"),
    ("etiraf etmək", "admit", "thừa nhận"),
    ("xatırlatmaq", "recall", "nhắc lại"),
    ("təsdiqləmək", "confirm", "xác nhận"),
    ("izah etmək", "explain", "giải thích"),
)
KNOWING: Final = (
    ("bilmək", "know", "biết"),
    ("düşünmək", "think", "nghĩ"),
    ("hesab etmək", "believe", "cho rằng"),
    ("inanmaq", "believe", "tin"),
    ("anlamaq", "understand", "hiểu"),
    ("görmək", "see", "thấy"),
)

# Azerbaijani verb and the form it governs; English verb and to / -ing; Vietnamese; stative.
CONTROL: Final = (
    ("istəmək", "inf", "want", "to", "muốn", True),
    ("istəmək", "inf", "want", "to", "muốn", True),
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
)
STILL: Final = frozenset({"unutmaq", "dayandırmaq", "qərara almaq", "məcbur olmaq", "razılaşmaq"})

# Azerbaijani verb, the case of the person, the form governed; English; Vietnamese.
DIRECTING: Final = (
    ("icazə vermək", "dat", "inf_dat", "allow", "cho phép"),
    ("kömək etmək", "dat", "inf_dat", "help", "giúp"),
    ("məcbur etmək", "acc", "inf_dat", "force", "buộc"),
    ("çağırmaq", "acc", "inf_dat", "call on", "kêu gọi"),
    ("tövsiyə etmək", "dat", "inf_acc", "advise", "khuyên"),
    ("tapşırmaq", "dat", "inf_acc", "instruct", "chỉ thị"),
    ("əmr etmək", "dat", "inf_acc", "order", "ra lệnh cho"),
    ("öyrətmək", "dat", "inf_acc", "teach", "dạy"),
    ("imkan vermək", "dat", "inf_dat", "enable", "tạo điều kiện cho"),
)

# What is said of an act: Azerbaijani predicate; English; Vietnamese.
JUDGED: Final = (
    ("vacibdir", "is important", "là quan trọng"),
    ("çox vacibdir", "is very important", "là rất quan trọng"),
    ("zəruridir", "is necessary", "là cần thiết"),
    ("qadağandır", "is prohibited", "bị cấm"),
    ("planlaşdırılır", "is planned", "được lên kế hoạch"),
    ("gözlənilir", "is expected", "được chờ đợi"),
    ("davam edir", "continues", "vẫn tiếp tục"),
    ("başa çatıb", "has been completed", "đã hoàn thành"),
    ("təxirə salınıb", "has been postponed", "đã bị hoãn"),
    ("mümkün deyil", "is not possible", "là không thể"),
    ("asan deyil", "is not easy", "không dễ dàng"),
    ("uzun çəkəcək", "will take a long time", "sẽ mất nhiều thời gian"),
    ("müzakirə olunub", "was discussed", "đã được thảo luận"),
    ("gecikir", "is being delayed", "đang bị chậm trễ"),
    ("nəzərdə tutulur", "is envisaged", "được dự kiến"),
    ("məqsədəuyğundur", "is advisable", "là nên làm"),
    ("narahatlıq doğurur", "causes concern", "gây lo ngại"),
    ("yaxşı nəticə verib", "has yielded good results", "đã mang lại kết quả tốt"),
)

IMPERSONAL: Final = (
    ("lazımdır", "it is necessary to", "cần phải"),
    ("vacibdir", "it is important to", "điều quan trọng là phải"),
    ("mümkündür", "it is possible to", "có thể"),
    ("mümkün deyil", "it is not possible to", "không thể"),
    ("çətindir", "it is difficult to", "khó"),
    ("asandır", "it is easy to", "dễ"),
    ("qadağandır", "it is prohibited to", "cấm"),
    ("faydalıdır", "it is useful to", "nên"),
    ("olar", "one may", "được phép"),
    ("olmaz", "one may not", "không được phép"),
)
