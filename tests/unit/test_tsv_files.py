"""Termbases on disk: whole or not at all, also with two editors at once."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import textwrap
import threading
from pathlib import Path

import pytest

from glossary import files as files_module
from glossary import tsv as tsv_module
from glossary.errors import (
    DuplicateConceptError,
    TermbaseWriteError,
)
from glossary.model import Concept, Term
from glossary.tsv import (
    add_concept,
    edit_tsv,
    load_concepts,
    read_tsv,
    remove_concept,
    replace_concept,
    write_tsv,
)
from tests.tsvcheck import HAND, change, read, write


def test_write_and_read_back(tmp_path: Path) -> None:
    path = tmp_path / "new.tsv"
    write_tsv(path, read(HAND))
    assert load_concepts(path) == read(HAND)
    with pytest.raises(DuplicateConceptError):
        write_tsv(path, read(HAND) * 2)


def test_add_and_remove(tmp_path: Path) -> None:
    path = write(tmp_path, HAND)
    new = Concept("hakim", (Term("hakim", "az"), Term("judge", "en")))
    add_concept(path, new)
    with pytest.raises(DuplicateConceptError, match="taken"):
        add_concept(path, new)
    assert remove_concept(path, "hakim").to_bytes() == HAND.encode()
    assert path.read_bytes() == HAND.encode()


def test_a_row_that_somebody_else_changed_is_not_overwritten(tmp_path: Path) -> None:
    path = write(tmp_path, HAND)
    base = read_tsv(path).concept("hokm")
    replace_concept(path, change(base, "en", "verdict"), base=base)
    with pytest.raises(TermbaseWriteError, match="somebody else"):
        replace_concept(path, change(base, "en", "ruling"), base=base)
    other = read_tsv(path).concept("qanun")
    replace_concept(path, change(other, "en", "statute"), base=other)
    assert read_tsv(path).concept("hokm").preferred("en") == Term("verdict", "en")


def test_permissions_and_symbolic_links_survive(tmp_path: Path) -> None:
    path = write(tmp_path, HAND)
    path.chmod(0o640)
    link = tmp_path / "sub" / "link.tsv"
    link.parent.mkdir()
    link.symlink_to(path)
    remove_concept(link, "hokm")
    assert link.is_symlink()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert [c.id for c in load_concepts(path)] == ["qanun", "cinayet"]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["sub", "terms.tsv"]


def test_a_failed_write_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path, HAND)

    def fail(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files_module.os, "fsync", fail)
    with pytest.raises(TermbaseWriteError, match="No space left"):
        remove_concept(path, "hokm")
    assert path.read_bytes() == HAND.encode()
    assert [p.name for p in tmp_path.iterdir()] == ["terms.tsv"]


def test_a_read_only_file_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, HAND)
    monkeypatch.setattr(files_module.os, "access", lambda *args: False)
    with pytest.raises(TermbaseWriteError, match="read-only"):
        remove_concept(path, "hokm")


def test_a_save_of_a_spreadsheet_during_an_edit_is_not_lost(tmp_path: Path) -> None:
    path = write(tmp_path, HAND)
    calls = []

    def edit(table: tsv_module.TermTable) -> tsv_module.TermTable:
        if not calls:
            path.write_bytes(HAND.replace("judgment", "ruling").encode())
        calls.append(1)
        return table.with_changes(removed=["qanun"])

    edit_tsv(path, edit)
    assert len(calls) == 2
    concepts = load_concepts(path)
    assert [c.id for c in concepts] == ["cinayet", "hokm"]
    assert concepts[1].preferred("en") == Term("ruling", "en")


def test_a_file_that_never_rests_is_given_up(tmp_path: Path) -> None:
    path = write(tmp_path, HAND)

    def edit(table: tsv_module.TermTable) -> tsv_module.TermTable:
        path.write_bytes(path.read_bytes() + b"# x\n")
        return table.with_changes(removed=["qanun"])

    with pytest.raises(TermbaseWriteError, match="keeps changing"):
        edit_tsv(path, edit)


def test_two_editors_at_once_lose_nothing(tmp_path: Path) -> None:
    path = write(tmp_path, HAND)
    code = textwrap.dedent("""
        import sys
        from glossary.model import Concept, Term
        from glossary.tsv import add_concept
        for n in range(15):
            name = f"{sys.argv[2]}-{n}"
            add_concept(sys.argv[1], Concept(name, (Term(name, "az"), Term(name, "en"))))
    """)
    root = Path(__file__).parents[2]
    workers = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(path), name],
            env={**os.environ, "PYTHONPATH": str(root)},
        )
        for name in ("bir", "iki")
    ]
    assert [worker.wait(60) for worker in workers] == [0, 0]
    ids = {concept.id for concept in load_concepts(path)}
    assert {f"{name}-{n}" for name in ("bir", "iki") for n in range(15)} < ids


def test_a_lock_that_is_never_released_is_reported(tmp_path: Path) -> None:
    path = write(tmp_path, HAND)
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with files_module.lock_file(path):
            held.set()
            done.wait(10)

    thread = threading.Thread(target=hold)
    thread.start()
    try:
        assert held.wait(10)
        with (
            pytest.raises(TermbaseWriteError, match=r"for 0\.1 seconds"),
            files_module.lock_file(path, timeout_s=0.1),
        ):
            pass
    finally:
        done.set()
        thread.join()
