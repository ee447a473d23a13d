"""Power cuts during bulk work, of which the chunks are committed without waiting for the disk."""

import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.torture import bulk_work
from tests.torture.bulk_cuts import End, cut_batch, record
from tests.torture.bulk_work import BatchWork
from tests.torture.power import Ack, Sync, Write
from tests.torture.power_cuts import Outcome

IMAGES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A batch to record, and how it ends."""

    work: BatchWork
    has_stock: bool = True
    end: End = End.DONE


SCENES = {
    "demo": Scene(work=bulk_work.fill_demo, has_stock=False),
    "import": Scene(work=bulk_work.import_rows),
    "cancelled import": Scene(work=bulk_work.import_and_cancel, end=End.CANCELLED),
    "undone import": Scene(work=bulk_work.import_rows, end=End.UNDONE),
    "change": Scene(work=bulk_work.change_stock),
    "undone change": Scene(work=bulk_work.change_stock, end=End.UNDONE),
}


def outcome_of(
    folder: Path, scene: Scene, *, images: int, seed: int, synchronous: str = "FULL"
) -> Outcome:
    """Record a batch, cut the power at random moments, and audit what the next start finds."""
    folder.mkdir(exist_ok=True)
    path = folder / "tui-crm.db"
    recorded = record(
        path,
        scene.work,
        has_stock=scene.has_stock,
        end=scene.end,
        synchronous=synchronous,
        seed=seed,
    )
    events = recorded.recorder.events
    assert any(isinstance(each, Write) and each.file == path.name for each in events)
    assert any(isinstance(each, Sync) for each in events) is (synchronous != "OFF")
    assert sum(isinstance(each, Ack) and each.what[0] == "log" for each in events) > 10
    return cut_batch(folder, recorded, images=images, seed=seed)


@pytest.mark.timeout(180)
@pytest.mark.parametrize("name", SCENES)
def test_a_power_cut_leaves_the_batch_whole_or_gone(tmp_path: Path, name: str) -> None:
    """And every acknowledged call is there, whatever was not synced."""
    outcome = outcome_of(tmp_path, SCENES[name], images=IMAGES, seed=1)
    assert outcome.is_sound, outcome.first_fault
    assert outcome.images == IMAGES


@pytest.mark.timeout(180)
@pytest.mark.parametrize("synchronous", ["OFF", "NORMAL"])
def test_the_control_loses_entries(tmp_path: Path, synchronous: str) -> None:
    """Were entries and ends of batches committed so too, the same cuts would lose some."""
    outcome = outcome_of(tmp_path, SCENES["import"], images=IMAGES, seed=1, synchronous=synchronous)
    assert outcome.lost + outcome.damaged > 0


@pytest.mark.torture
def test_thousands_of_power_cuts_leave_every_batch_whole_or_gone(tmp_path: Path) -> None:
    """Of each kind of bulk work five hundred images, of five recordings."""
    for name, scene in SCENES.items():
        total = 0
        for seed in range(5):
            folder = tmp_path / f"{name} {seed}"
            outcome = outcome_of(folder, scene, images=100, seed=seed)
            assert outcome.is_sound, (name, outcome.first_fault)
            total += outcome.images
        sys.stdout.write(f"\n{name}: {total} images\n")
        assert total == 500
