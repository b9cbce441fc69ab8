"""The engine protocol, and the choice of an engine for a language pair."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, Protocol

from translate_cli.errors import NoEngineError, PackageError
from translate_cli.model import Hypothesis

if TYPE_CHECKING:
    from translate_cli.models import InstalledPackage

EngineChoice = Literal["auto", "argos", "starter"]


@dataclass(frozen=True, slots=True)
class Hint:
    """What the source text from `start` to `end` should be called in the translation.

    `text` is a dictionary form; the model inflects and places it. Without one the words are the
    model's to translate: no rule may carry over a number or a name in them.
    """

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class ForcedRequest:
    """Translate `text` with a translation that begins with the tokens `prefix`.

    `logprob` is the total natural log probability of the prefix where `score_forced` has told it.
    """

    text: str
    prefix: tuple[str, ...]
    logprob: float | None = None
    hints: tuple[Hint, ...] = ()


MAX_PART_TOKENS: Final = 180
"""Source tokens that an engine decodes together; it cuts longer segments at punctuation.

Packages are trained on sentences, not on pages.
"""


class Engine(Protocol):
    """Translates segments of one language pair.

    Implementations keep the order and number of what they are given; an untranslatable text is an
    EngineError, never an empty hypothesis list.
    """

    @property
    def name(self) -> str:
        """Return the origin written into exports: "starter", "argos:az_en-1.5"."""
        ...

    @property
    def signature(self) -> str:
        """Return what changes when the model changes: a name and a digest of its weights."""
        ...

    @property
    def source_lang(self) -> str:
        """Return the BCP 47 code of the language read."""
        ...

    @property
    def target_lang(self) -> str:
        """Return the BCP 47 code of the language written."""
        ...

    @property
    def takes_hints(self) -> bool:
        """Tell whether the model was trained to follow hints; others get none."""
        ...

    def translate(
        self,
        texts: Sequence[str],
        *,
        num_hypotheses: int = 1,
        with_attention: bool = False,
        hints: Sequence[Sequence[Hint]] | None = None,
    ) -> list[list[Hypothesis]]:
        """Return for each text its hypotheses, best first.

        `hints`, a sequence for each text, do not overlap and are in order; an engine that takes
        none is not given any.
        """
        ...

    def translate_forced(self, requests: Sequence[ForcedRequest]) -> list[Hypothesis]:
        """Return for each request the best translation that begins with its prefix.

        Scores cover the whole translation, prefix included, so that they compare with each other.
        """
        ...

    def score_forced(self, requests: Sequence[ForcedRequest]) -> list[tuple[float, ...]]:
        """Return for each request the natural log probability of every token of its prefix.

        Far cheaper than a translation: nothing is searched. Tokens that the engine takes for
        granted have 0.
        """
        ...

    def encode_target(self, text: str) -> tuple[str, ...]:
        """Return target tokens that decode to `text` as whole words."""
        ...

    def word_starts(self, tokens: Sequence[str]) -> list[int]:
        """Return the indices of the tokens that begin a word."""
        ...

    def locate(self, text: str, tokens: Sequence[str]) -> list[tuple[int, int]]:
        """Return for each source token its half-open span in the source text."""
        ...


@dataclass(frozen=True, slots=True)
class Route:
    """Engines to go through in order: one, or two with a pivot language between them."""

    engines: tuple[Engine, ...]

    @property
    def name(self) -> str:
        """Return the origin of a translation that went this way."""
        return "+".join(engine.name for engine in self.engines)

    @property
    def is_starter(self) -> bool:
        """Tell whether the shipped model alone does the work."""
        return all(engine.name == "starter" for engine in self.engines)


def open_route(
    source_lang: str,
    target_lang: str,
    *,
    choice: EngineChoice = "auto",
    model: Path | None = None,
    threads: int = 0,
) -> Route:
    """Choose the engines for a language pair.

    `model` names a package folder and overrides everything. Else, with auto: installed packages,
    direct first, then over a pivot language; then the starter. Raises NoEngineError.
    """
    from translate_cli.engines.argos import ArgosEngine
    from translate_cli.models import BrokenPackage, iter_starter, load_package

    if model is not None:
        package = load_package(model)
        if package is None:
            raise PackageError(
                "no model package here.", where=model, hint="Name a folder with a metadata.json."
            )
        if isinstance(package, BrokenPackage):
            raise PackageError(f"broken package: {package.reason}", where=model)
        if (package.source_lang, package.target_lang) != (source_lang, target_lang):
            raise NoEngineError(
                f"the package translates {package.pair}, not {source_lang}-{target_lang}.",
                where=model,
                hint="Give another --model or --to.",
            )
        return Route((ArgosEngine(package.path, threads=threads),))
    if choice in ("auto", "argos"):
        packages = _find_route(source_lang, target_lang, required=choice == "argos")
        if packages:
            return Route(tuple(ArgosEngine(found.path, threads=threads) for found in packages))
    if choice in ("auto", "starter"):
        for found in iter_starter():
            if (found.source_lang, found.target_lang) == (source_lang, target_lang):
                return Route((ArgosEngine(found.path, threads=threads, name="starter"),))
    have = sorted({found.pair for found in iter_starter()})
    raise NoEngineError(
        f"nothing here translates {source_lang} to {target_lang}.",
        hint=f"Run: lugat models install {source_lang}-{target_lang}"
        + (f" (the starter serves {', '.join(have)})." if have else "."),
    )


def _find_route(source_lang: str, target_lang: str, *, required: bool) -> list[InstalledPackage]:
    """Return the installed packages that serve a pair, in order; empty where none do."""
    from translate_cli.model_index import resolve_route
    from translate_cli.models import iter_installed

    try:
        return resolve_route(list(iter_installed()), source_lang, target_lang)
    except PackageError as exc:
        # Without packages, or with a home that cannot be read, the starter still works.
        if required:
            raise NoEngineError(exc.message, where=exc.where, hint=exc.hint) from exc
        return []
