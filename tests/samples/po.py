from __future__ import annotations

import polib

SUFFIX = ".po"
BILINGUAL = True


def make_samples() -> dict[str, bytes]:
    text = """# Tərcüməçilər
msgid ""
msgstr ""
"Language: az\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

#. düymə
#: ekran.c:12
msgid "Yadda saxla"
msgstr ""

msgctxt "menyu"
msgid "Sənədi bağla"
msgstr "Close the document"

msgid "%d qərar var"
msgid_plural "%d qərarlar var"
msgstr[0] ""
msgstr[1] ""

#~ msgid "köhnə"
#~ msgstr "old"
"""
    return {"messages": text.encode()}


def canonical(data: bytes) -> object:
    catalogue = polib.pofile(data.decode())
    entries = [(e.msgctxt, e.msgid, e.msgstr, e.msgstr_plural, e.obsolete) for e in catalogue]
    return (catalogue.metadata, entries)
