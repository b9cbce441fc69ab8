"""Argos packages that really load and translate: one layer, sixteen wide, random weights."""

from __future__ import annotations

import functools
import io
import json
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

SENTENCES = (
    "Azərbaycan Respublikası kibercinayətkarlığa qarşı Konvensiyanı imzaladı.",
    "Kibertəhlükəsizlik haqqında qanun qəbul edildi və dərc olundu.",
    "Hüquq mühafizə orqanları dövlətlər arasında əməkdaşlıq edir.",
    "Məhkəmə elektron sübutu qəbul etdi; qərar qüvvəyə mindi.",
    "The Republic of Azerbaijan signed the Convention against cybercrime.",
    "The law on cybersecurity was adopted and published.",
    "Law enforcement bodies cooperate between states.",
    "The court accepted electronic evidence, and the decision entered into force.",
    "Cộng hòa Azerbaijan đã ký Công ước về chống tội phạm mạng.",
    "Luật an ninh mạng đã được thông qua và công bố.",
    "Các cơ quan thực thi pháp luật hợp tác giữa các quốc gia.",
    "Tòa án chấp nhận chứng cứ điện tử_mới, quyết định có hiệu lực.",
    "0123456789 ( ) - : “ ” % / _",
)
MERGES = (
    "#version: 0.2",
    "t h",
    "th e</w>",
    "q a",
    "n u",
    "n</w> .",
    "ə r",
    "c y",
    "cy b",
    "cyb e",
    "cybe r",
)
LETTERS = (
    "abcçdeəfgğhxıijkqlmnoöprsştuüvyzwABCÇDEƏFGĞHXIİJKQLMNOÖPRSŞTUÜVYZW0123456789.,;:!?()-'\"_"
)


@functools.cache
def train_tokenizer(prefixes: tuple[str, ...] = (), vocab_size: int = 220) -> bytes:
    """Return a SentencePiece model of a few sentences, `prefixes` being symbols of its own."""
    import sentencepiece

    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(SENTENCES * 3),
        model_writer=model,
        vocab_size=vocab_size,
        model_type="unigram",
        hard_vocab_limit=False,
        character_coverage=1.0,
        normalization_rule_name="identity",
        control_symbols=list(prefixes),
        minloglevel=2,
    )
    return model.getvalue()


def read_pieces(tokenizer: bytes) -> list[str]:
    """Return the vocabulary of a SentencePiece model."""
    import sentencepiece

    processor = sentencepiece.SentencePieceProcessor(model_proto=tokenizer)
    return [processor.id_to_piece(number) for number in range(processor.get_piece_size())]


def save_model(
    folder: Path,
    pieces: Sequence[str],
    *,
    seed: int = 1,
    config: dict[str, Any] | None = None,
    positions: int = 512,
    endless: bool = False,
) -> None:
    """Save a CTranslate2 model with random weights over a vocabulary.

    `positions` is how many the model knows; the translations of an endless one have no end.
    """
    import ctranslate2
    import numpy

    random = numpy.random.default_rng(seed)
    width, inner = 16, 32
    spec = ctranslate2.specs.TransformerSpec.from_config((1, 1), 2, alignment_heads=1)

    def weights(*shape: int, scale: float = 0.4) -> Any:
        return (random.standard_normal(shape) * scale).astype(numpy.float32)

    def set_norm(norm: Any) -> None:
        norm.gamma = numpy.ones(width, dtype=numpy.float32)
        norm.beta = numpy.zeros(width, dtype=numpy.float32)

    def set_linear(linear: Any, rows: int, columns: int, scale: float = 0.4) -> None:
        linear.weight = weights(rows, columns, scale=scale)
        linear.bias = numpy.zeros(rows, dtype=numpy.float32)

    embedding = weights(len(pieces), width, scale=0.5)
    for side in (spec.encoder, spec.decoder):
        side.position_encodings.encodings = weights(positions, width, scale=0.3)
        set_norm(side.layer_norm)
        for layer in side.layer:
            set_norm(layer.self_attention.layer_norm)
            set_linear(layer.self_attention.linear[0], 3 * width, width)
            set_linear(layer.self_attention.linear[1], width, width)
            set_norm(layer.ffn.layer_norm)
            set_linear(layer.ffn.linear_0, inner, width)
            set_linear(layer.ffn.linear_1, width, inner)
    for layer in spec.decoder.layer:
        set_norm(layer.attention.layer_norm)
        set_linear(layer.attention.linear[0], width, width)
        set_linear(layer.attention.linear[1], 2 * width, width, scale=0.8)
        set_linear(layer.attention.linear[2], width, width, scale=0.8)
    spec.encoder.embeddings[0].weight = embedding
    spec.decoder.embeddings.weight = embedding
    # The end gets likelier with every position, so that random weights do not go on for ever.
    encodings = spec.decoder.position_encodings.encodings
    encodings[:, 0] = 0.15 * numpy.arange(positions)
    projection = weights(len(pieces), width, scale=0.3)
    projection[:, 0] = 0.0
    projection[pieces.index("</s>")] = 0.0
    projection[pieces.index("</s>"), 0] = 1.5
    spec.decoder.projection.weight = projection
    bias = weights(len(pieces), scale=0.3)
    if any(piece.startswith("▁") for piece in pieces):
        # Whole words, as a trained model makes them: nothing sticks to a forced term.
        bias[[number for number, piece in enumerate(pieces) if piece[:1] != "▁"]] -= 9.0
        bias[pieces.index("</s>")] += 9.0
    languages = [piece for piece in pieces if piece.startswith(">>")]
    for never in ("<unk>", "<s>", "<pad>", *languages, *(("</s>",) if endless else ())):
        if never in pieces:
            bias[pieces.index(never)] = -1e4
    spec.decoder.projection.bias = bias
    spec.register_source_vocabulary(list(pieces))
    spec.register_target_vocabulary(list(pieces))
    spec.config.add_source_eos = True
    for key, value in (config or {}).items():
        setattr(spec.config, key, value)
    spec.validate()
    spec.optimize()
    folder.mkdir(parents=True, exist_ok=True)
    spec.save(str(folder))


def write_metadata(folder: Path, source: str, target: str, version: str, **metadata: Any) -> None:
    data = {
        "package_version": version,
        "argos_version": "1.9",
        "from_code": source,
        "from_name": source,
        "to_code": target,
        "to_name": target,
        **metadata,
    }
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "metadata.json").write_text(json.dumps(data), encoding="utf-8")


def build_package(
    folder: Path,
    source: str = "az",
    target: str = "en",
    *,
    version: str = "1.0",
    seed: int = 1,
    target_prefix: str = "",
    config: dict[str, Any] | None = None,
    vocabulary: str = "json",
    extra_pieces: Iterable[str] = (),
    hints: tuple[str, ...] = (),
) -> Path:
    """Write an Argos package with a SentencePiece tokenizer; return its folder.

    `vocabulary` is "json", or "txt" as older converters wrote it; `hints` are the marks of hints.
    """
    prefixes = (target_prefix,) if target_prefix else ()
    tokenizer = train_tokenizer((*prefixes, *hints))
    metadata: dict[str, Any] = {"target_prefix": target_prefix} if target_prefix else {}
    if hints:
        metadata["lugat"] = {"hints": list(hints)}
    write_metadata(folder, source, target, version, **metadata)
    (folder / "sentencepiece.model").write_bytes(tokenizer)
    pieces = [*read_pieces(tokenizer), *extra_pieces]
    save_model(folder / "model", pieces, seed=seed, config=config)
    if vocabulary == "txt":
        (folder / "model" / "shared_vocabulary.json").unlink()
        text = "".join(f"{piece}\n" for piece in pieces)
        (folder / "model" / "shared_vocabulary.txt").write_text(text, encoding="utf-8")
    return folder


def build_bpe_package(folder: Path, source: str = "az", target: str = "en") -> Path:
    """Write an Argos package with a list of merges instead of a SentencePiece model."""
    write_metadata(folder, source, target, "1.0")
    (folder / "bpe.model").write_text("\n".join(MERGES) + "\n", encoding="utf-8")
    merged = [merge.replace(" ", "") for merge in MERGES[1:]]
    whole = [*LETTERS, *(piece.removesuffix("</w>") for piece in merged)]
    pieces = dict.fromkeys(
        ["<unk>", "<s>", "</s>", *whole, *(f"{piece}@@" for piece in whole), "&quot;", "&apos;"]
    )
    save_model(folder / "model", list(pieces))
    return folder


def give_weights(real: Path, folder: Path) -> Path:
    """Copy a published package that lacks its weights, and put random ones into the copy."""
    shutil.copytree(real, folder)
    text = folder / "model" / "shared_vocabulary.txt"
    lists = folder / "model" / "shared_vocabulary.json"
    if text.exists():
        pieces = text.read_text(encoding="utf-8").split("\n")[:-1]
    else:
        pieces = json.loads(lists.read_text(encoding="utf-8"))
    save_model(folder / "weights", pieces)
    names = ["model.bin"]
    if not (folder / "model" / "config.json").exists():
        # Models converted years ago keep these settings in model.bin.
        names.append("config.json")
    for name in names:
        (folder / "weights" / name).replace(folder / "model" / name)
    shutil.rmtree(folder / "weights")
    return folder
