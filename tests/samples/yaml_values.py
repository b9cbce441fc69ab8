from __future__ import annotations

SUFFIX = ".yaml"


def make_samples() -> dict[str, bytes]:
    text = """# şərh: toxunulmur
title: Qanun layihəsi   # başlıq
id: az-12
count: 12
list:
  - 'Məhkəmə qərarı'
  - "Salam, {ad}!"
long: >
  Birinci sətir
  davam edir.
exact: |
  Bir
  iki
anchor: &a Eyni mətn
alias: *a
"""
    return {"styles": text.encode(), "crlf": b"a: Salam d\xc3\xbcnya\r\nb: 2\r\n"}


def canonical(data: bytes) -> object:
    return data
