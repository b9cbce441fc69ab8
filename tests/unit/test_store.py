from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import textwrap
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from glossary import database as database_module
from glossary.database import TermbaseStoreError
from glossary.errors import (
    ConceptNotFoundError,
    DuplicateConceptError,
    TermbaseFormatError,
    TermbaseWriteError,
)
from glossary.merge import combine_concepts, concept_cells, diff_cells, merge_concepts
from glossary.model import Concept, Term
from glossary.search import find_concepts
from glossary.store import Termbase, current_user, default_database
from glossary.tsv import load_concepts, parse_tsv, read_tsv

TEXT = """\
# sənəd
id\taz\ten\tvi\tforbidden_en\tdefinition\tnote
cybercrime\tkibercinayətkarlıq\tcybercrime\ttội phạm mạng\tcyber-crime\tCrime online.\t
law\tqanun\tlaw|act\tluật\t\tAdopted by the Milli Məclis.\tali hüquqi qüvvə
convention\tkonvensiya\tconvention\tcông ước\t\t\t
treaty\tmüqavilə\ttreaty\tđiều ước\t\t\t
"""
CLOCK = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "terms.tsv"
    path.write_text(TEXT, encoding="utf-8", newline="")
    return path


def open_base(path: Path, **options: object) -> Termbase:
    database = path.parent / "data" / "base.sqlite"
    return Termbase(
        path,
        **{"database": database, "user": "Aysel", "now": lambda: CLOCK, **options},  # type: ignore[arg-type]
    )


def test_edits_are_recorded_with_user_time_and_cells(path: Path) -> None:
    base = open_base(path)
    law = base.read().concept("law")
    base.replace(replace(law, note="", domain="constitutional"), base=law)
    base.add(Concept("decree", (Term("fərman", "az"), Term("decree", "en"))))
    base.remove("decree")
    changes = base.history()
    assert [(c.action, c.concept, c.column, c.old, c.new) for c in changes] == [
        ("edit", "law", "note", "ali hüquqi qüvvə", ""),
        ("edit", "law", "domain", "", "constitutional"),
        ("add", "decree", "id", "", "decree"),
        ("add", "decree", "az", "", "fərman"),
        ("add", "decree", "en", "", "decree"),
        ("remove", "decree", "id", "decree", ""),
        ("remove", "decree", "az", "fərman", ""),
        ("remove", "decree", "en", "decree", ""),
    ]
    assert {(c.user, c.at, c.origin) for c in changes} == {("Aysel", CLOCK, "command")}
    assert base.history("law") == changes[:2]
    assert not base.notices


def test_the_first_sight_of_a_file_leaves_no_history(path: Path) -> None:
    assert open_base(path).history() == ()
    assert open_base(path).history("law") == ()
    with pytest.raises(ConceptNotFoundError):
        open_base(path).history("x")


def test_an_edit_in_the_file_is_found_and_dated_by_the_file(path: Path) -> None:
    base = open_base(path)
    base.sync()
    path.write_bytes(TEXT.replace("luật", "đạo luật").encode())
    saved = datetime(2026, 2, 1, 12, 0, tzinfo=UTC)
    os.utime(path, (saved.timestamp(), saved.timestamp()))
    (change,) = base.history("law")
    assert (change.origin, change.user, change.at) == ("file", "", saved)
    assert (change.column, change.old, change.new) == ("vi", "luật", "đạo luật")
    assert base.history("law") == (change,)


def test_an_edit_in_the_file_just_before_ours_is_not_ours(path: Path) -> None:
    base = open_base(path)
    base.sync()
    path.write_bytes(TEXT.replace("công ước", "hiệp ước").encode())
    saved = datetime(2026, 2, 1, 12, 0, tzinfo=UTC)
    os.utime(path, (saved.timestamp(), saved.timestamp()))
    base.remove("law")
    origins = {(c.concept, c.origin, c.user, c.at) for c in base.history()}
    assert origins == {("convention", "file", "", saved), ("law", "command", "Aysel", CLOCK)}


def test_only_the_order_or_a_comment_changed(path: Path) -> None:
    base = open_base(path)
    base.sync()
    path.write_bytes(b"# yeni\n" + TEXT.encode())
    assert base.history() == ()


def test_full_text_search_knows_all_texts_and_folds_letters(path: Path) -> None:
    base = open_base(path)
    assert [(h.concept.id, h.field) for h in base.search("milli meclis")] == [("law", "definition")]
    assert [(h.concept.id, h.field) for h in base.search("huquqi")] == [("law", "note")]
    assert [(h.concept.id, h.field) for h in base.search("dieu uo")] == [("treaty", "vi")]
    assert [(h.concept.id, h.text) for h in base.search("cyber crime")] == [
        ("cybercrime", "cyber-crime")
    ]
    assert base.search('"*') == []
    assert base.search("yoxdur") == []
    law = base.read().concept("law")
    base.replace(replace(law, definition="Parlamentin aktı."), base=law)
    assert base.search("meclis") == []
    assert [h.concept.id for h in base.search("parlament")] == ["law"]
    base.remove("law")
    assert base.search("parlament") == []
    assert len(base.search("c", limit=1)) == 1


def test_a_damaged_database_is_named_and_the_file_still_edited(path: Path) -> None:
    base = open_base(path)
    base.sync()
    base.database.write_bytes(b"this is no database at all, " * 100)
    with pytest.raises(TermbaseStoreError, match=r"damaged.*Move this file away"):
        base.history()
    base.remove("law")
    assert [c.id for c in load_concepts(path)] == ["cybercrime", "convention", "treaty"]
    assert len(base.notices) == 1
    assert "its history is not kept" in base.notices[0]
    base.database.unlink()
    assert base.history() == ()


def test_a_database_that_cannot_be_made(path: Path) -> None:
    blocked = path.parent / "file"
    blocked.write_text("")
    base = open_base(path, database=blocked / "base.sqlite")
    with pytest.raises(TermbaseStoreError, match="cannot be used"):
        base.search("qanun")
    base.remove("law")
    assert base.notices


def test_a_read_only_database(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    base = open_base(path)
    base.sync()
    real = sqlite3.connect

    def connect(name: Path, **options: float) -> sqlite3.Connection:
        return real(f"file:{name}?mode=ro", uri=True, **options)

    monkeypatch.setattr(database_module.sqlite3, "connect", connect)
    assert base.history() == ()
    base.remove("law")
    assert "readonly" in base.notices[0]


@pytest.mark.parametrize("version", [2, 99])
def test_a_database_of_a_later_program(path: Path, version: int) -> None:
    base = open_base(path)
    base.sync()
    connection = sqlite3.connect(base.database)
    connection.execute(f"PRAGMA user_version = {version}")
    connection.close()
    with pytest.raises(TermbaseStoreError, match="Update lugat"):
        base.sync()


def test_a_database_belongs_to_one_file(path: Path) -> None:
    open_base(path).sync()
    other = path.with_name("other.tsv")
    other.write_text(TEXT)
    with pytest.raises(TermbaseStoreError, match=r"belongs to the termbase .*terms\.tsv"):
        open_base(other).sync()


def test_a_failed_edit_records_nothing(path: Path) -> None:
    base = open_base(path)
    law = base.read().concept("law")
    with pytest.raises(DuplicateConceptError):
        base.add(law)
    with pytest.raises(TermbaseWriteError):
        base.replace(law, base=replace(law, note="köhnə"))
    assert base.history() == ()


def test_foreign_columns_have_history_too(path: Path) -> None:
    base = open_base(path)
    law = base.read().concept("law")
    base.replace(law, base=law, cells={"komissiya": "linqvistik"})
    assert [(c.column, c.new) for c in base.history("law")] == [("komissiya", "linqvistik")]
    assert read_tsv(path).cells("law")["komissiya"] == "linqvistik"


def test_two_programs_record_every_edit_under_its_user(path: Path) -> None:
    code = textwrap.dedent("""
        import sys
        from pathlib import Path
        from glossary.model import Concept, Term
        from glossary.store import Termbase
        path, database, user = map(str, sys.argv[1:])
        base = Termbase(Path(path), database=Path(database), user=user)
        for n in range(8):
            base.add(Concept(f"{user}-{n}", (Term(f"{user} {n}", "az"),)))
            base.history()
        sys.exit(bool(base.notices))
    """)
    base = open_base(path)
    root = Path(__file__).parents[2]
    workers = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(path), str(base.database), user],
            env={**os.environ, "PYTHONPATH": str(root)},
        )
        for user in ("Nigar", "Linh")
    ]
    assert [worker.wait(120) for worker in workers] == [0, 0]
    changes = base.history()
    assert {c.user for c in changes} == {"Nigar", "Linh"}
    assert all(c.concept.startswith(c.user) for c in changes)
    assert len({c.concept for c in changes}) == 16


def test_place_of_the_database_and_name_of_the_user(tmp_path: Path) -> None:
    one = default_database(tmp_path / "terms.tsv", environ={"XDG_DATA_HOME": "/data"})
    two = default_database(tmp_path / "x" / "terms.tsv", environ={"XDG_DATA_HOME": "/data"})
    assert one.parent == Path("/data/lugat/termbases")
    assert one != two
    assert one.name.startswith("terms-")
    assert one.suffix == ".sqlite"
    relative = default_database(tmp_path / "terms.tsv", environ={"XDG_DATA_HOME": "data"})
    assert relative.is_relative_to(Path.home())
    assert default_database(tmp_path / "terms.tsv", environ={}).is_relative_to(Path.home())
    assert current_user({"LUGAT_USER": "Aysel"}) == "Aysel"
    assert current_user({})


def test_merge_policies(path: Path) -> None:
    table = read_tsv(path)
    other = Concept("law", (Term("qanun", "az"), Term("statute", "en"), Term("luật", "vi")))
    new = Concept("decree", (Term("fərman", "az"), Term("decree", "en")))
    with pytest.raises(DuplicateConceptError, match=r"law.*--on-conflict"):
        merge_concepts(table, [new, other])
    kept = merge_concepts(table, [new, other, table.concept("treaty")], on_conflict="keep")
    assert (kept.added, kept.kept, kept.unchanged) == (("decree",), ("law",), ("treaty",))
    assert kept.table.concept("law") == table.concept("law")
    replaced = merge_concepts(table, [other], on_conflict="replace")
    assert replaced.table.concept("law") == other
    merged = merge_concepts(table, [other], on_conflict="merge").table.concept("law")
    assert [t.text for t in merged.iter_terms("en", "preferred", "admitted")] == [
        "law",
        "act",
        "statute",
    ]
    assert merged.note == "ali hüquqi qüvvə"


def test_what_a_table_cannot_hold_is_named_and_settled(path: Path) -> None:
    table = read_tsv(path)
    two = Concept(
        "court",
        (Term("суд", "ru"), Term("court", "en"), Term("tribunal", "en"), Term("məhkəmə", "az")),
    )
    merge = merge_concepts(table, [two])
    assert merge.left_out == ("court: “суд” (ru)",)
    assert merge.table.concept("court").terms == (
        Term("məhkəmə", "az"),
        Term("court", "en"),
        Term("tribunal", "en", "admitted"),
    )
    assert merge_concepts(merge.table, [two]).unchanged == ("court",)
    with pytest.raises(TermbaseFormatError, match="x: the row has no term"):
        merge_concepts(table, [Concept("x", (Term("суд", "ru"),))])


def test_concepts_without_ids_are_matched_by_term(path: Path) -> None:
    table = read_tsv(path)
    incoming = [
        Concept("qanun", (Term("Qanun", "az"), Term("Act", "en"))),
        Concept("law", (Term("hüquq", "az"), Term("law", "en"))),
    ]
    merge = merge_concepts(table, incoming, on_conflict="merge", match_terms=True)
    assert merge.unchanged == ("law",)
    assert merge.added == ("law-2",)


def test_combining_keeps_what_is_forbidden() -> None:
    known = Concept("c", (Term("cinayət", "az"), Term("felony", "en", "forbidden")))
    other = Concept("c", (Term("felony", "en"), Term("crime", "en")), note="qeyd")
    combined = combine_concepts(known, other)
    assert [(t.text, t.status) for t in combined.iter_terms("en")] == [
        ("crime", "preferred"),
        ("felony", "forbidden"),
    ]
    assert combined.note == "qeyd"


def test_diff_names_every_cell() -> None:
    old, _ = parse_tsv(TEXT.encode())
    new, _ = parse_tsv(TEXT.replace("law|act", "law").replace("treaty\t", "pact\t", 1).encode())
    changes = diff_cells(concept_cells(old.concepts), concept_cells(new.concepts))
    assert [(c.action, c.concept, c.column) for c in changes][:1] == [("edit", "law", "en")]
    assert {(c.action, c.concept) for c in changes} == {
        ("edit", "law"),
        ("remove", "treaty"),
        ("add", "pact"),
    }


def test_fuzzy_search_in_three_languages(path: Path) -> None:
    concepts = load_concepts(path)

    def ids(text: str, **options: object) -> list[str]:
        hits = find_concepts(concepts, text, **options)  # type: ignore[arg-type]
        return [hit.concept.id for hit in hits]

    assert ids("kibercinayetkarliq")[0] == "cybercrime"
    assert ids("KİBERCİNAYƏTKARLIQ")[0] == "cybercrime"
    assert ids("toi pham mang")[0] == "cybercrime"
    assert ids("cybercrme")[0] == "cybercrime"
    assert ids("dieu uoc")[0] == "treaty"
    assert ids("điều ước", lang="az") == []
    assert ids("  ") == []
    assert len(ids("convention law treaty", limit=1)) == 1
    hit = find_concepts(concepts, "cyber crime")[0]
    assert (hit.term.status, hit.score) == ("forbidden", 100)
