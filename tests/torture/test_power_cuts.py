"""Power cuts while calls are logged: what was synced is enough to have every acknowledged entry."""

import sys
from pathlib import Path

import pytest

from tests.torture.power import Sync, Write
from tests.torture.power_cuts import Outcome, cut, record


def outcome_of(
    folder: Path, *, synchronous: str, images: int, seed: int, entries: int = 60
) -> Outcome:
    """Record calls with the setting, cut the power at random moments, and audit the images."""
    folder.mkdir(exist_ok=True)
    path = folder / "tui-crm.db"
    recorder, disk = record(path, entries=entries, seed=seed, synchronous=synchronous)
    kinds = {(type(event), getattr(event, "file", "")) for event in recorder.events}
    assert (Write, path.name) in kinds, "no checkpoint: its cuts were not tried"
    assert ((Sync, f"{path.name}-wal") in kinds) is (synchronous != "OFF")
    return cut(folder, path.name, recorder, disk, images=images, seed=seed)


@pytest.mark.timeout(300)
def test_a_power_cut_loses_nothing(tmp_path: Path) -> None:
    """As the program opens its file, no image lacks or halves an acknowledged entry."""
    outcome = outcome_of(tmp_path, synchronous="FULL", images=400, seed=1)
    assert outcome.is_sound, outcome.first_fault


@pytest.mark.timeout(300)
@pytest.mark.parametrize("synchronous", ["OFF", "NORMAL"])
def test_the_control_loses_entries(tmp_path: Path, synchronous: str) -> None:
    """With a weaker setting the same cuts do lose entries, so that the test can see it."""
    outcome = outcome_of(tmp_path, synchronous=synchronous, images=60, seed=1)
    assert outcome.lost > 0


@pytest.mark.torture
def test_ten_thousand_power_cuts_lose_nothing(tmp_path: Path) -> None:
    """The bar of the house: 0 of 10,000 images, of ten recordings."""
    total = Outcome()
    for seed in range(10):
        outcome = outcome_of(
            tmp_path / str(seed), synchronous="FULL", images=1_000, seed=seed, entries=150
        )
        assert outcome.is_sound, outcome.first_fault
        total.images += outcome.images
    sys.stdout.write(f"\n{total}\n")
    assert total.images == 10_000
