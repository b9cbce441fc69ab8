from __future__ import annotations

import re
from copy import deepcopy

from lxml import etree

SUFFIX = ".xlf"
NS1 = "urn:oasis:names:tc:xliff:document:1.2"
NS2 = "urn:oasis:names:tc:xliff:document:2.0"


def make_v1(body: str, *, target: str = ' target-language="en"', root: str = "") -> str:
    """Return a file of XLIFF 1.2 with these units."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<xliff version="1.2" xmlns="{NS1}"{root}>\n'
        f'  <file original="qərar.html" source-language="az"{target} datatype="html">\n'
        f"    <header><note>Tələsik</note></header>\n    <body>\n{body}    </body>\n"
        "  </file>\n</xliff>\n"
    )


def make_v2(units: str, *, root: str = ' trgLang="en"') -> str:
    """Return a file of XLIFF 2.0 with these units."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<xliff xmlns="{NS2}" version="2.0" srcLang="az"'
        f'{root}>\n <file id="f1" original="qərar.html">\n{units} </file>\n</xliff>\n'
    )


PLAIN = """      <trans-unit id="1" resname='başlıq'>
        <source>Qanun haqqında. İkinci cümlə.</source>
      </trans-unit>
      <trans-unit id="2"><source>Maddə &amp; bənd</source><target/></trans-unit>
      <trans-unit id="3"><source>Məhkəmə</source><target state='new'  xml:lang="en">Məhkəmə</target>
        <note>Qısa yazın.</note>
      </trans-unit>
      <trans-unit id="4" translate="no"><source>ISO 9001</source></trans-unit>
      <trans-unit id="5"><source> </source></trans-unit>
"""
CODES = """      <trans-unit id="1"><source>Bu <g id="1" ctype="bold">kiber</g> işdir<x
 id='2'/>.</source>
        <target></target></trans-unit>
      <trans-unit id="2"><source>Bax: <bpt id="1">&lt;a href="x"&gt;</bpt>maddə<ept
id="1">&lt;/a&gt;</ept>,
<ph id="2">&lt;br/&gt;</ph> sonra <bx id="5" rid="5"/>qanun<ex id="6" rid="5"/>.</source>
      </trans-unit>
      <trans-unit id="3"><source><it id="1" pos="open">&lt;b&gt;</it>Qanun <g id="2"><g
        id="3">qəbul</g> <x id="4"/></g> <mrk mtype="protected">ISO</mrk> <mrk
        mtype="term">edildi</mrk></source>
      </trans-unit>
"""
CROSSED = """      <trans-unit id="1"><source><bpt id="1">(</bpt>Bir <bpt
        id="2">[</bpt>iki<ept id="1">)</ept>
üç<ept id="2">]</ept></source></trans-unit>
"""
CUT = """      <trans-unit id="1"><source>Bir. İki.</source><seg-source><mrk
        mtype="seg" mid="1">Bir.</mrk>
<mrk mtype="seg" mid="2">İki.</mrk></seg-source></trans-unit>
      <trans-unit id="2"><source>Üç. Dörd.</source><seg-source><g id="7"><mrk
        mtype="seg" mid="3">Üç.</mrk>
<mrk mtype="seg" mid="4">Dörd.</mrk></g></seg-source><target><g id="7"><mrk
        mtype="seg" mid="3"/> <mrk mtype="seg" mid="4"></mrk></g></target></trans-unit>
"""
SEGMENTS = """  <unit id="u1"><originalData><data id="d1">&lt;b></data><data
    id="d2">&lt;/b></data></originalData>
   <segment><source>Bu <pc id="1" dataRefStart="d1" dataRefEnd="d2">kiber</pc> işdir<ph
    id="2"/>.</source></segment>
   <ignorable><source> </source></ignorable>
   <segment id="s2" state="initial"><source>İkinci <sc id="3"/>cümlə<ec
    startRef="3"/>.</source><target/></segment>
  </unit>
  <unit id="u2" translate="no"><segment><source>ISO</source></segment></unit>
"""
KEPT = """      <trans-unit id="1"><source>Qanun</source><target>Law</target></trans-unit>
      <trans-unit id="2" approved="yes"><source>Maddə</source><target
        state="final">Article</target><alt-trans><source>Bənd</source><target
        >Clause</target></alt-trans></trans-unit>
      <trans-unit id="3"><source>Bənd</source></trans-unit>
"""


def make_samples() -> dict[str, bytes]:
    """Return the samples by name."""
    prefixed = re.sub(r"<(/?)(?=[a-z])", r"<\1xlf:", make_v1(PLAIN)).replace("xmlns=", "xmlns:xlf=")
    doctype = make_v1(PLAIN).replace(
        "<xliff", '<!DOCTYPE xliff PUBLIC "-//XLIFF//DTD XLIFF//EN" "xliff.dtd">\n<xliff', 1
    )
    return {
        "plain": make_v1(PLAIN).encode(),
        "codes": make_v1(CODES).encode(),
        "crossing codes": make_v1(CROSSED).encode(),
        "cut into segments": make_v1(CUT).encode(),
        "translations to keep": make_v1(KEPT, target="").encode(),
        "2.0": make_v2(SEGMENTS).encode(),
        "2.0 without target language": make_v2(SEGMENTS, root="").encode(),
        "prefix": prefixed.encode(),
        "document type": doctype.encode(),
        "UTF-16": make_v1(CODES).replace("UTF-8", "UTF-16").encode("utf-16"),
        "UTF-8 with a mark": make_v1(PLAIN).encode("utf-8-sig"),
        "CR LF": make_v1(PLAIN).replace("\n", "\r\n").encode(),
    }


def canonical(data: bytes) -> object:
    """Return what is equal for the same file: here every byte."""
    return data


def as_source(data: bytes) -> bytes:
    """Return a file the sources of which are the drafts of `data`, to be read as any other."""
    root = etree.fromstring(data)
    for target in root.iter("{*}target"):
        parent = target.getparent()
        state = target.get("state") or parent.get("state")
        if state not in ("needs-review-translation", "initial"):
            continue
        for name in ("source", "seg-source"):
            source = parent.find(f"{{*}}{name}")
            if source is not None and (name == "source" or source.find(".//{*}mrk") is not None):
                tail = source.tail
                source[:] = []
                source.text = target.text
                source.extend(deepcopy(child) for child in target)
                source.tail = tail
        parent.remove(target)
    return etree.tostring(root, encoding="UTF-8")
