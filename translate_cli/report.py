"""Write what a translator should look at as one self-contained HTML page.

The page loads nothing and can be read without its script, which only filters and searches.
"""

from __future__ import annotations

import base64
import hashlib
import heapq
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path
from typing import Final

from translate_cli.files import atomic_write
from translate_cli.model import ENFORCED, Document, Unit
from translate_cli.report_rows import Colours, Row, escape_text, lang_name

_FIRST: Final = 10
"""How many segments to look at first: about what one screen holds."""


@dataclass(frozen=True, slots=True)
class ReportSummary:
    """How a run was made and what came of it.

    `terms_found` counts occurrences in the sources; each is rendered once a target language, and
    preferred, admitted and missing count those renderings. Enforced ones (see ENFORCED) are also
    among preferred or admitted. `low_score` counts segments, `words` those of the sources.
    """

    source_lang: str
    target_langs: tuple[str, ...]
    engine: str
    version: str
    created_at: datetime
    seconds: float
    segments: int = 0
    words: int = 0
    terms_found: int = 0
    terms_preferred: int = 0
    terms_admitted: int = 0
    terms_enforced: int = 0
    terms_missing: int = 0
    low_score: int = 0
    glossary: str = ""
    glossary_sha256: str = ""
    model: str = ""
    options: Mapping[str, str] = field(default_factory=dict)


def summarise(
    documents: Iterable[tuple[Document, Sequence[Unit]]],
    *,
    source_lang: str,
    target_langs: Sequence[str],
    engine: str,
    version: str,
    created_at: datetime,
    seconds: float,
    glossary: str = "",
    glossary_sha256: str = "",
    model: str = "",
    options: Mapping[str, str] | None = None,
) -> ReportSummary:
    """Count what `write_report` shows at its top; the other arguments are passed on."""
    segments = words = found = enforced = low = 0
    statuses: Counter[str] = Counter()
    for _, units in documents:
        for unit in units:
            segments += 1
            words += len(unit.segment.text.split())
            targets = [unit.targets[lang] for lang in target_langs if lang in unit.targets]
            uses = [use for target in targets for use in target.terms]
            found += len({(use.concept, use.source) for use in uses})
            enforced += sum(use.how in ENFORCED for use in uses)
            statuses.update(use.status for use in uses)
            low += any(issue.code == "low-score" for target in targets for issue in target.issues)
    return ReportSummary(
        source_lang,
        tuple(target_langs),
        engine,
        version,
        created_at,
        seconds,
        segments,
        words,
        found,
        statuses["preferred"],
        statuses["admitted"],
        enforced,
        statuses["missing"],
        low,
        glossary,
        glossary_sha256,
        model,
        dict(options or {}),
    )


def write_report(
    path: Path | str,
    documents: Sequence[tuple[Document, Sequence[Unit]]],
    *,
    summary: ReportSummary,
    title: str = "",
) -> None:
    """Write the report of translated documents; `title` is by default the name of the document.

    The file is replaced only when the whole page is written. Raises OutputError where it cannot.
    """
    with atomic_write(Path(path)) as file:
        for part in iter_report(documents, summary=summary, title=title):
            file.write(part.encode("utf-8"))


def iter_report(
    documents: Sequence[tuple[Document, Sequence[Unit]]],
    *,
    summary: ReportSummary,
    title: str = "",
) -> Iterator[str]:
    """Yield the page in parts, about one a segment."""
    folder = resources.files("translate_cli").joinpath("templates")
    style = folder.joinpath("report.css").read_text(encoding="utf-8")
    script = folder.joinpath("report.js").read_text(encoding="utf-8")
    names = [str(document.path.name) if document.path else "text" for document, _ in documents]
    heading = title or (names[0] if len(names) == 1 else f"{len(names)} documents")
    # The hashes let the browser run this style and script and nothing that a text might smuggle in.
    policy = (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    yield (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        f"<title>{escape_text(heading)} – translation report</title>\n"
        f"<style>{style}</style>\n</head>\n<body>\n"
    )
    rows = [
        Row(unit, f"d{number}s{place}", place, name, summary.source_lang, summary.target_langs)
        for number, (name, (_, units)) in enumerate(zip(names, documents, strict=True), 1)
        for place, unit in enumerate(units, 1)
    ]
    yield from _iter_head(heading, summary)
    yield from _iter_first(rows, several=len(documents) > 1)
    yield from _iter_tools(rows)
    yield "<main>\n"
    colours = Colours()
    place = 0
    for number, (name, (document, units)) in enumerate(zip(names, documents, strict=True), 1):
        yield from _iter_document_head(number, name, document, len(units), summary)
        for row in rows[place : place + len(units)]:
            yield row.render(colours)
        place += len(units)
        yield "</tbody></table></section>\n"
    yield "</main>\n"
    yield _FOOT
    yield f"<script>{script}</script>\n</body>\n</html>\n"


_FOOT: Final = """<footer><h2>How to read this page</h2><ul>
<li>A glossary term has the same colour and number in the source and in its translations; point at
it to see its concept and how it came out. An underlined rendering was enforced by the
program.</li>
<li>Red wavy text is a term whose rendering is missing, or a form that the glossary forbids; the
line below the translation says which.</li>
<li>The model score is the mean probability that the model gave to each piece of its sentence. It
ranks sentences by risk; it does not measure how good a translation is.</li>
</ul></footer>
"""


def _digest(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
    return f"sha256-{digest}"


def _iter_head(heading: str, summary: ReportSummary) -> Iterator[str]:
    targets = ", ".join(lang_name(lang) for lang in summary.target_langs)
    created = summary.created_at.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
    yield (
        '<header class="top"><p class="brand">lugat translation report</p>\n'
        f"<h1>{escape_text(heading)}</h1>\n"
        f'<p class="sub">{escape_text(lang_name(summary.source_lang))} → {escape_text(targets)}'
        f" · {created}</p>\n"
        '<ul class="tiles">'
    )
    missing = "bad" if summary.terms_missing else "good" if summary.terms_found else ""
    for value, label, kind in (
        (f"{summary.segments:,}", "segments", ""),
        (f"{summary.words:,}", "source words", ""),
        (f"{summary.terms_found:,}", "terms found in the source", ""),
        (f"{summary.terms_preferred:,}", "rendered as preferred", ""),
        (f"{summary.terms_admitted:,}", "rendered as admitted", ""),
        (f"{summary.terms_enforced:,}", "of these enforced", ""),
        (f"{summary.terms_missing:,}", "renderings missing", missing),
        (f"{summary.low_score:,}", "low-score segments", "warn" if summary.low_score else ""),
        (f"{summary.seconds:,.1f} s", "time taken", ""),
    ):
        kind = f' class="{kind}"' if kind else ""
        yield f"<li{kind}><b>{value}</b> {label}</li>"
    yield '</ul>\n<dl class="run">'
    glossary = escape_text(summary.glossary or "none")
    if summary.glossary_sha256:
        glossary += f"<br><code>sha256 {escape_text(summary.glossary_sha256)}</code>"
    facts = {"Engine": escape_text(summary.engine), "Model": escape_text(summary.model)}
    facts["Glossary"] = glossary
    facts["Options"] = ", ".join(
        f"{escape_text(name)} <code>{escape_text(value)}</code>"
        for name, value in summary.options.items()
    )
    facts["Program"] = f"lugat {escape_text(summary.version)}"
    for name, value in facts.items():
        if value:
            yield f"<dt>{name}</dt><dd>{value}</dd>"
    yield "</dl></header>\n"


def _iter_first(rows: Sequence[Row], *, several: bool) -> Iterator[str]:
    worst = heapq.nsmallest(_FIRST, (row for row in rows if row.weight), key=Row.rank)
    yield '<section><h2 id="first">Look at these first</h2>\n'
    if not worst:
        yield '<p class="hint">No issue was found in any segment.</p></section>\n'
        return
    yield '<ol class="first">'
    for row in worst:
        text = row.unit.segment.text
        short = text if len(text) <= 110 else text[:109].rstrip() + "…"
        name = f"{row.document}, segment {row.place}" if several else f"Segment {row.place}"
        kind = ' class="m"' if row.is_error else ""
        yield (
            f'<li{kind}><a href="#{row.anchor}">{escape_text(name)}</a>: {escape_text(row.reasons)}'
            f'<q lang="{escape_text(row.source_lang)}">{escape_text(short)}</q></li>\n'
        )
    yield "</ol></section>\n"


def _iter_tools(rows: Sequence[Row]) -> Iterator[str]:
    counts = Counter(kind for row in rows for kind in row.kinds)
    yield '<nav class="tools" aria-label="Filter the segments"><div>'
    for value, label, count in (
        ("", "All", len(rows)),
        ("i", "With issues", counts["i"]),
        ("m", "Missing terms", counts["m"]),
        ("l", "Low score", counts["l"]),
    ):
        pressed = "false" if value else "true"
        yield (
            f'<button type="button" value="{value}" aria-pressed="{pressed}">'
            f"{label} ({count:,})</button>"
        )
    yield (
        '<input type="search" placeholder="Search the segments" aria-label="Search the segments">'
        '<output aria-live="polite"></output></div></nav>\n'
    )


def _iter_document_head(
    number: int, name: str, document: Document, count: int, summary: ReportSummary
) -> Iterator[str]:
    langs = (summary.source_lang, *summary.target_langs)
    notices = "".join(f'<p class="hint">Note: {escape_text(text)}</p>' for text in document.notices)
    columns = "<col>" * len(langs)
    heads = "".join(f'<th scope="col">{escape_text(lang_name(lang))}</th>' for lang in langs)
    noun = "segment" if count == 1 else "segments"
    yield (
        f'<section aria-labelledby="d{number}"><h2 id="d{number}">{escape_text(name)}</h2>'
        f'<p class="count">{count:,} {noun}</p>{notices}\n'
        f'<table><colgroup><col class="n">{columns}</colgroup>'
        f'<thead><tr><th scope="col"><abbr title="Segment number">No.</abbr></th>{heads}</tr>'
        "</thead><tbody>\n"
    )
