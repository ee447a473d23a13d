"""What a file's place and kind tell."""

import os
import stat
from pathlib import Path

import pytest

from tui_crm.db import sqlite_file
from tui_crm.domain.errors import DatabaseUnusable

MOUNTS = r"""
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 22 0:40 / /home rw shared:2 - btrfs /dev/sdb rw
31 30 0:51 / /home/ann/team rw - nfs4 server:/team rw,vers=4.2
32 22 0:52 / /mnt/my\040share rw master:3 propagate_from:2 - cifs //srv/share rw
33 22 0:53 / /mnt/ssh rw - fuse.sshfs ann@srv: rw
34 30 8:2 / /home/ann/team/local rw - xfs /dev/sdc rw
35 22 0:60 / /stacked rw - nfs server:/old rw
36 22 0:61 / /stacked rw - tmpfs none rw
short line
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/", "ext4"),
        ("/var/lib", "ext4"),
        ("/home", "btrfs"),
        ("/home/ann", "btrfs"),
        ("/homestead", "ext4"),
        ("/home/ann/team", "nfs4"),
        ("/home/ann/team/crm", "nfs4"),
        ("/home/ann/teammates", "btrfs"),
        ("/home/ann/team/local/x", "xfs"),
        ("/mnt/my share/crm", "cifs"),
        ("/mnt/ssh", "fuse.sshfs"),
        ("/stacked/x", "tmpfs"),
    ],
)
def test_the_mount_that_holds_a_folder_is_the_longest_and_newest(folder: str, kind: str) -> None:
    assert sqlite_file.file_system_of(Path(folder), MOUNTS) == kind


def test_without_a_list_of_mounts_nothing_is_known() -> None:
    assert sqlite_file.file_system_of(Path("/home"), "") == ""


@pytest.mark.parametrize("kind", ["nfs", "nfs4", "cifs", "smb3", "fuse.sshfs", "9p"])
def test_a_network_drive_is_refused_by_its_type(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(
        f"22 1 8:1 / / rw - ext4 /dev/sda1 rw\n23 22 0:9 / {tmp_path} rw - {kind} x rw\n"
    )
    monkeypatch.setattr(sqlite_file, "MOUNTS", mounts)
    with pytest.raises(DatabaseUnusable) as refusal:
        sqlite_file.check_place(tmp_path / "x.db")
    assert refusal.value.code == "network_file_system"
    assert refusal.value.params["file_system"] == kind


def test_a_created_file_is_private_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        sqlite_file.create_private(tmp_path / "x.db")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "x.db").stat().st_mode) == 0o600


def test_lock_files_are_open_to_those_who_share_the_database(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    sqlite_file.create_private(path)
    path.chmod(0o660)
    with sqlite_file.write_lock_of(path).held(0):
        modes = {stat.S_IMODE(each.stat().st_mode) for each in tmp_path.glob("x.db.*")}
    assert modes == {0o660}
