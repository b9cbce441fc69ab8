from __future__ import annotations

SUFFIX = ".json"


def make_samples() -> dict[str, bytes]:
    nested = (
        '{\n  "title": "Qanun layihəsi",\n  "id": "az-12", "url": "https://e-qanun.az",\n'
        '  "items": [ {"text": "Salam, {ad}! \\"Yeni\\" qərar var.", "n": 3},\n'
        '             "Məhkəmə %d qərar verdi.", true, null ],  "empty": ""\n}\n'
    )
    return {"nested": nested.encode(), "escaped": b'{"a": "M\\u0259hk\\u0259m\\u0259 q\\u0259rar"}'}


def canonical(data: bytes) -> object:
    return data
