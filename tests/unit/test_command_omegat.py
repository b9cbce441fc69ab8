"""The commands for OmegaT, and the whole circle: a document goes out, and comes back translated."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from tests.omegat import save_translations
from tests.samples import docx
from translate_cli import engine
from translate_cli.cli import LugatGroup
from translate_cli.commands.export_omegat import omegat as export_omegat
from translate_cli.commands.import_omegat import omegat as import_omegat
from translate_cli.documents.docx_runs import w
from translate_cli.engine import Route
from translate_cli.engines.fake import FakeEngine
from translate_cli.exchange.tmx import iter_tmx
from translate_cli.memory import MemoryUnit, TranslationMemory
from translate_cli.memory_schema import default_memory

Run = Callable[..., Result]
Build = Callable[..., Path]
TEXT = "Kibertəhlükəsizlik haqqında qanun qəbul edildi.\n\n• Məhkəmə qərar qəbul etdi. Yox_5.\n"


class Commands(LugatGroup):
    """The commands under the group that turns errors into messages."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        command = {"export": export_omegat, "import": import_omegat}[cmd_name]
        return click.Group(cmd_name, commands={"omegat": command})

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        return click.Group.resolve_command(self, ctx, args)


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def run(work: Path, install: Build, no_starter: None, glossary_file: Path) -> Run:
    """Return a function that runs lugat with packages for both languages and a glossary."""
    install("az", "en")
    install("az", "vi", seed=4)
    (work / "terms.tsv").write_bytes(glossary_file.read_bytes())
    (work / "qərar.az.txt").write_text(TEXT, encoding="utf-8")

    def invoke(*args: object) -> Result:
        return CliRunner().invoke(Commands("lugat"), [str(arg) for arg in args])

    return invoke


def pairs(path: Path) -> dict[str, str]:
    return {
        unit.variants[0].text: unit.variants[1].text
        for unit in iter_tmx(path, on_skip=lambda skipped: pytest.fail(skipped.reason))
    }


def make_word(path: Path) -> None:
    """Write a document with formatting, a table, a header and a footnote."""
    note = '<w:footnote w:id="2"><w:p><w:r><w:t>Qeyd: maddə 5.</w:t></w:r></w:p></w:footnote>'
    header = "<w:p><w:r><w:t>Qanun layihəsi</w:t></w:r></w:p>"
    body = (docx.RUNS + docx.TABLE).replace(">\n<", "><")
    path.write_bytes(docx.make(body, header1=header, footnotes=note))


WORDS = {
    "en": {
        "bu": "this", "kibercinayət": "cybercrime", "işidir": "is work", "bax": "see",
        "maddə": "article", "qanun": "law", "layihəsi": "draft", "qeyd": "note",
    },
    "vi": {
        "bu": "đây", "kibercinayət": "tội phạm mạng", "işidir": "là việc", "bax": "xem",
        "maddə": "điều", "qanun": "luật", "layihəsi": "dự thảo", "qeyd": "chú thích",
    },
}  # fmt: skip


@pytest.fixture
def word_for_word(monkeypatch: pytest.MonkeyPatch) -> None:
    """Translate with dictionaries, so that it is known what stands where."""

    def open_route(source_lang: str, target_lang: str, **options: object) -> Route:
        return Route((FakeEngine(WORDS[target_lang], target_lang=target_lang),))

    monkeypatch.setattr(engine, "open_route", open_route)


def show_runs(path: Path) -> list[str]:
    """Return the text of each paragraph of the body, with its formatting."""
    shown = []
    for paragraph in docx.read_xml(path.read_bytes()).iter(w("p")):
        text = ""
        for run in paragraph.iter(w("r")):
            found = {child.tag for properties in run.iter(w("rPr")) for child in properties}
            look = "".join(name for name in ("b", "u") if w(name) in found)
            said = "".join(run.itertext())
            said += "*" * len(run.findall(w("footnoteReference")))
            in_link = run.getparent().tag == w("hyperlink")
            said = f"[{said}]" if in_link else said
            text += f"<{look}>{said}</{look}>" if look else said
        shown.append(text)
    return shown


def test_the_whole_circle(run: Run, work: Path, word_for_word: None) -> None:
    make_word(work / "sənəd.az.docx")
    sent = run("export", "omegat", "p", "--source", "sənəd.az.docx")
    assert sent.exit_code == 0, sent.output
    assert sent.stdout.split() == ["p/az-en", "p/az-vi"]

    first = "Bu kibercinayət işidir."
    drafts = {"en": "This cybercrime is work.", "vi": "Đây tội phạm mạng là việc."}
    edited = {"en": "So this is a cybercrime case.", "vi": "Đây là vụ án tội phạm mạng."}
    for lang, locale in (("en", "EN-GB"), ("vi", "VI")):
        project = Path("p") / f"az-{lang}"
        untouched = pairs(project / "tm/auto/lugat-drafts.tmx")
        assert untouched.pop(first) == drafts[lang]
        # The segment of the header was left empty.
        del untouched["Qanun layihəsi"]
        save_translations(project, {first: edited[lang]}, untouched=untouched, target_lang=locale)

    back = run("import", "omegat", "p", "-o", "final")
    assert back.exit_code == 0, back.output
    assert back.stdout.split() == ["final/sənəd.en.docx", "final/sənəd.vi.docx"]
    assert back.stderr.count("1 translations by people, 1 new or changed in the memory") == 2
    assert "1 left empty, machine drafts" in back.stderr

    for lang, expected in (
        ("en", "So this is a <b>cybercrime</b> case*. See: <u>[article"),
        ("vi", "Đây là vụ án <b>tội phạm mạng</b>*. Xem: <u>[điều"),
    ):
        shown = show_runs(Path(f"final/sənəd.{lang}.docx"))[0]
        assert shown.startswith(expected)
        assert (shown.count("*"), shown.count("["), shown.count("]</u>")) == (1, 1, 1)
    assert "Law draft" in docx.read_xml(
        Path("final/sənəd.en.docx").read_bytes(), "word/header1.xml"
    ).xpath("string()")

    for lang in ("en", "vi"):
        with TranslationMemory(default_memory()) as memory:
            best = memory.find_exact(first, source_lang="az", target_lang=lang)[0].unit
            others = memory.find_exact("Maddə 1", source_lang="az", target_lang=lang)
        assert (best.target, best.status) == (edited[lang], "reviewed")
        assert best.origin == "omegat:tərcüməçi"
        assert [code.data for code in best.source_codes] == ["<b>", "</b>", "<footnote/>"]
        assert [code.data for code in best.target_codes] == ["<b>", "</b>", "<footnote/>"]
        assert [match.unit.status for match in others] == ["machine"]

    again = run("export", "omegat", "q", "--source", "sənəd.az.docx", "--to", "en")
    assert again.exit_code == 0, again.output
    assert pairs(Path("q/tm/auto/lugat-reviewed.tmx")) == {first: edited["en"]}
    assert first not in pairs(Path("q/tm/auto/lugat-drafts.tmx"))


def test_folders_keep_their_shape(run: Run, work: Path) -> None:
    for name in ("a", "b"):
        (work / "docs" / name).mkdir(parents=True)
        (work / "docs" / name / "qərar.az.txt").write_text(TEXT, encoding="utf-8")
    options = ("--source", "docs", "--recursive", "--to", "en", "--drafts", "mt", "--inflected")
    result = run("export", "omegat", "p", *options)
    assert result.exit_code == 0, result.output
    assert "2 files, 3 drafts in tm/mt" in result.stderr
    assert (work / "p/source/a/qərar.az.txt").exists()
    assert "məhkəmənin\tcourt" in (work / "p/glossary/glossary.utf8").read_text(encoding="utf-8")
    back = run("import", "omegat", "p", "-o", "out")
    assert back.stdout.split() == ["out/a/qərar.en.txt", "out/b/qərar.en.txt"]


def test_json_and_strict(run: Run) -> None:
    run("export", "omegat", "p", "--source", "qərar.az.txt", "--to", "en")
    save_translations(Path("p"), {"Yox_5.": "No_5."})
    result = run("import", "omegat", "p", "-o", "out", "--json", "--strict", "--status", "approved")
    assert result.exit_code == 3, result.output
    (project,) = json.loads(result.stdout)["projects"]
    assert (project["source_lang"], project["target_lang"]) == ("az", "en")
    assert (project["units"], project["changed"], project["without_place"]) == (1, 1, 0)
    (document,) = project["documents"]
    assert document["untranslated"] == ["s1", "s2"]
    assert (document["people"], document["machine_drafts"], document["missing"]) == (1, 2, [])
    assert Path(document["path"]).read_text(encoding="utf-8").endswith(" No_5.\n")
    with TranslationMemory(default_memory()) as memory:
        (match,) = [
            found
            for found in memory.find_exact("Yox_5.", source_lang="az", target_lang="en")
            if found.unit.status != "machine"
        ]
    assert match.unit.status == "approved"


def test_what_is_empty_comes_from_the_memory_of_people(run: Run) -> None:
    run("export", "omegat", "p", "--source", "qərar.az.txt", "--to", "en")
    save_translations(Path("p"), {"Yox_5.": "No_5."})
    run("import", "omegat", "p")
    (Path("p") / "omegat/project_save.tmx").unlink()
    result = run("import", "omegat", "p", "-o", "out")
    assert "1 left empty, from the memory, 2 left empty, machine drafts" in result.stderr
    text = Path("out/qərar.en.txt").read_text(encoding="utf-8")
    assert text.endswith(" No_5.\n")
    result = run("import", "omegat", "p", "-o", "out", "--no-memory")
    assert "3 left empty, machine drafts" in result.stderr


def test_similar_work_of_people_stands_in_the_project(
    run: Run, work: Path, word_for_word: None
) -> None:
    (work / "qərar.az.txt").write_text("Bu qanun layihəsi.\n", encoding="utf-8")
    unit = MemoryUnit("Bu qanunun layihəsi.", "The draft of this law.", "az", "en", "approved")
    with TranslationMemory(default_memory()) as memory:
        memory.add([unit])
    made = run("export", "omegat", "p", "--source", "qərar.az.txt", "--to", "en")
    assert made.exit_code == 0, made.output
    assert "1 translations of similar texts in tm" in made.stderr
    assert pairs(work / "p" / "tm" / "lugat-similar.tmx") == {unit.source: unit.target}
    back = run("import", "omegat", "p", "-o", "final")
    assert back.exit_code == 0, back.output
    assert "1 left empty, machine drafts" in back.stderr
    # Another time without a memory: what the first export wrote goes away.
    args = ("export", "omegat", "p", "--source", "qərar.az.txt", "--to", "en", "--no-memory")
    assert run(*args).exit_code == 1
    assert run(*args, "--force").exit_code == 0
    assert not (work / "p" / "tm" / "lugat-similar.tmx").exists()


def test_a_project_in_the_way_is_seen_before_anything_is_translated(run: Run) -> None:
    options = ("export", "omegat", "p", "--source", "qərar.az.txt", "--to", "en")
    run(*options)
    result = run(*options)
    assert result.exit_code == 1
    (line,) = result.stderr.splitlines()
    assert "--force" in line
    assert run(*options, "--force").exit_code == 0


def test_a_file_that_fails_does_not_stop_the_rest(run: Run, work: Path) -> None:
    (work / "pozuq.az.docx").write_bytes(b"PK")
    sources = ("--source", "pozuq.az.docx", "--source", "qərar.az.txt")
    result = run("export", "omegat", "p", *sources, "--to", "en")
    assert result.exit_code == 1
    assert "1 of 2 files could not be translated" in result.stderr
    assert (work / "p/omegat.project").exists()


def test_two_projects_for_one_document_are_refused(run: Run) -> None:
    for name in ("p", "q"):
        run("export", "omegat", name, "--source", "qərar.az.txt", "--to", "en")
    result = run("import", "omegat", "p", "q", "-o", "out")
    assert result.exit_code == 1
    assert "would both be out/qərar.en.txt" in result.stderr
    assert not list(Path("out").iterdir())


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (("import", "omegat", "nowhere"), 1, "omegat.project is missing"),
        (("import", "omegat", "p", "--no-memory"), 2, "leaves nothing to do"),
        (("import", "omegat", "p", "--no-memory", "--memory", "m"), 2, "exclude each other"),
        (("export", "omegat", "p"), 2, "--source"),
        (("export", "omegat", "p", "--source", "no.txt"), 1, "no such file"),
        (("export", "omegat", "p", "--source", "qərar.az.txt", "--locale", "en"), 2, "LANG=CODE"),
        (
            ("export", "omegat", "qərar.az.txt", "--source", "qərar.az.txt", "--to", "en"),
            1,
            "not a",
        ),
    ],
)
def test_errors_say_what_to_do(run: Run, args: tuple[str, ...], code: int, said: str) -> None:
    result = run(*args)
    assert result.exit_code == code, result.output
    assert said in result.stderr
    assert "Traceback" not in result.output


@pytest.mark.parametrize("command", [export_omegat, import_omegat])
def test_help_has_an_example_and_explains_every_option(command: click.Command) -> None:
    text = command.get_help(click.Context(command, info_name="omegat"))
    assert "lugat " in text.split("Example", 1)[1]
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, parameter.name
