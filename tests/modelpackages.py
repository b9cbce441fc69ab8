"""Small model packages for tests: real layout and tokenizer, weights that are only bytes."""

from __future__ import annotations

import functools
import hashlib
import io
import json
import zipfile
from pathlib import Path
from typing import Any

ARGOS_FOLDERS = ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")
"""Set these before Argos' settings are imported: it creates its folders there, else at home."""

SENTENCES = (
    "Azərbaycan Respublikasının Konstitusiyası",
    "kibercinayətkarlığa qarşı mübarizə haqqında Konvensiya",
    "Việt Nam ký Công ước Hà Nội về chống tội phạm mạng",
    "The convention was signed in Hanoi by the states parties",
)
WEIGHTS = bytes(range(256)) * 40


@functools.cache
def tokenizer_bytes() -> bytes:
    """Train a SentencePiece model on four sentences; takes a tenth of a second."""
    import sentencepiece

    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(SENTENCES * 5),
        model_writer=model,
        vocab_size=60,
        model_type="char",
        minloglevel=2,
    )
    return model.getvalue()


def package_files(
    source: str = "az", target: str = "en", version: str = "1.5", **metadata: Any
) -> dict[str, bytes]:
    names = {"az": "Azerbaijani", "en": "English", "vi": "Vietnamese", "tr": "Turkish"}
    data = {
        "package_version": version,
        "argos_version": "1.9",
        "from_code": source,
        "from_name": names.get(source, source),
        "to_code": target,
        "to_name": names.get(target, target),
        **metadata,
    }
    return {
        "metadata.json": json.dumps(data).encode(),
        "sentencepiece.model": tokenizer_bytes(),
        "model/model.bin": WEIGHTS + f"{source}{target}{version}".encode(),
        "model/shared_vocabulary.txt": b"<unk>\n<s>\n</s>\n",
        "README.md": b"# A package for tests\n",
        "stanza/az/tokenize.pt": b"not used",
    }


def package_name(source: str = "az", target: str = "en", version: str = "1.5") -> str:
    return f"translate-{source}_{target}-{version.replace('.', '_')}"


def zip_files(files: dict[str, bytes], *, top: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(f"{top}/{name}", content)
    return buffer.getvalue()


def package_bytes(source: str = "az", target: str = "en", version: str = "1.5") -> bytes:
    return zip_files(
        package_files(source, target, version), top=package_name(source, target, version)
    )


def write_package(folder: Path, files: dict[str, bytes]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def save(tmp_path: Path, data: bytes, name: str = "paket.argosmodel") -> Path:
    """Write an archive beside the test."""
    path = tmp_path / name
    path.write_bytes(data)
    return path
