"""What an import leaves behind, done, empty, undone or killed: steps, list values, warnings."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.services.test_importing import table
from tests.support.sessions import add_customer, stored
from tui_crm.domain.import_identity import OnDuplicate
from tui_crm.domain.imports import ImportOptions
from tui_crm.services import batches, customers, import_values, undo
from tui_crm.services.importing import import_file
from tui_crm.services.session import Session
from tui_crm.store import lists, pages
from tui_crm.wording.file_sentences import FILE_SENTENCES

SKIP = ImportOptions()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return where a test may write its table."""
    return tmp_path / "customers.csv"


def areas(session: Session) -> list[str | None]:
    """Return the words of the areas that can be chosen."""
    return [each.title for each in lists.all_values(session.db) if each.field == "area"]


def names(session: Session) -> Sequence[str]:
    """Return the names of all customers, by id."""
    return [each.name for each in pages.all_customers(session.db, session.viewer)]


def test_an_import_that_changes_nothing_leaves_no_step(session: Session, file: Path) -> None:
    """What `u` takes back is what was done before it."""
    table(file, ["name", "company"], ["Ann", "X"])
    import_file(session, file, SKIP)
    before = undo.list_steps(session)
    for mode in (OnDuplicate.SKIP, OnDuplicate.FILL):
        figures = import_file(session, file, replace(SKIP, on_duplicate=mode))
        assert (figures.rows, figures.created, figures.updated, figures.batch) == (1, 0, 0, None)
    assert undo.list_steps(session) == before
    undo.undo(session)
    assert names(session) == []


def test_new_list_values_go_with_the_import_unless_somebody_has_them(
    session: Session, file: Path
) -> None:
    """A word that came with the file is no value of the user's own."""
    former = areas(session)
    table(file, ["name", "area"], ["Ann", "Harbour"], ["Bob", "Airport"], ["Cid", "Harbour"])
    step = import_file(session, file, SKIP).batch
    assert areas(session) == [*former, "Harbour", "Airport"]
    known = add_customer(session, "Dan")
    customers.edit(session, known.id, {"area": "Airport"})
    undo.undo(session, step)
    assert names(session) == ["Dan"]
    assert areas(session) == [*former, "Airport"]
    assert session.value_title(stored(session, known).area) == "Airport"
    import_file(session, file, SKIP)
    assert areas(session) == [*former, "Airport", "Harbour"]


def test_a_killed_import_leaves_no_list_values(
    session: Session, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are noted in the transaction that makes them."""
    former = areas(session)
    table(file, ["name", "area"], *[[f"n{number}", f"a{number}"] for number in range(300)])

    class Killed(BaseException):
        pass

    def die(done: int, total: int) -> bool:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(batches, "_take_back", lambda *_args, **_kwargs: ())
        with pytest.raises(Killed):
            import_file(session, file, SKIP, die)
    assert len(areas(session)) > len(former)
    batches.take_back_killed(session)
    assert areas(session) == former


def test_undo_tells_how_far_it_is(session: Session, file: Path) -> None:
    """Chunk after chunk, up to all that was made."""
    table(file, ["name"], *[[f"n{number}"] for number in range(1_200)])
    import_file(session, file, SKIP)
    told: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> bool:
        told.append((done, total))
        return True

    undo.undo(session, progress=progress)
    assert names(session) == []
    assert told[-1] == (1_200, 1_200)
    assert all(before[0] <= after[0] for before, after in pairwise(told))
    assert len(told) > 2


def test_an_unknown_owner_of_a_known_customer_is_told_so(session: Session, file: Path) -> None:
    """He keeps the owner that he has: the sentence for new ones would say otherwise."""
    known = add_customer(session, "Ann", company="X")
    table(file, ["name", "company", "email", "owner"], ["Ann", "X", "a@x", "nobody"])
    figures = import_file(session, file, replace(SKIP, on_duplicate=OnDuplicate.FILL))
    assert [each.code for each in figures.warnings] == ["unknown_owner_kept"]
    assert "unknown_owner_kept" in FILE_SENTENCES
    assert stored(session, known).owner == known.owner


@given(st.sets(st.integers(1, 60)))
def test_noted_ids_come_back(ids: set[int]) -> None:
    """Runs of them are short; none is lost or added."""
    note = import_values.note_of(sorted(ids))
    assert list(import_values.ids_in(note)) == sorted(ids)
    assert len(import_values.note_of(range(1, 100_000))) < 10
