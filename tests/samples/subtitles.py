from __future__ import annotations

SUFFIX = ".srt"


def make_samples() -> dict[str, bytes]:
    plain = (
        "1\n00:00:01,000 --> 00:00:03,500\nMəhkəmə qərarını\nbu gün elan etdi.\n\n"
        "2\n00:00:04,000 --> 00:00:05,000\n<i>Hakim:</i> Sakit olun!\n\n"
        "3\n00:00:06,000 --> 00:00:07,000\n- ...\n"
    )
    vtt = (
        "WEBVTT - Xəbərlər\n\nNOTE bir qeyd\n\nintro\n00:01.000 --> 00:02.000 align:start\n"
        "<v Aparıcı>Axşamınız <b>xeyir</b>.\n\n00:03.000 --> 00:04.000\nQanun qəbul edildi\n"
    )
    return {
        "srt": plain.encode(),
        "crlf and bom": ("\ufeff" + plain.replace("\n", "\r\n")).encode(),
        "vtt": vtt.encode(),
    }


def canonical(data: bytes) -> object:
    return data
