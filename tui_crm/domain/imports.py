"""What an import is asked to do, and what came of it (SPEC 10, "Import, exactly")."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tui_crm.domain.import_identity import OnDuplicate
from tui_crm.domain.mapping_choice import MappingChoice

MAX_WARNINGS = 100
"""Warnings that are kept in words; of the others only the number is known."""

NoticeParams = tuple[tuple[str, str | int], ...]
"""Names and values that the sentence of a code needs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOptions:
    """What the user chose.

    `choices` are columns mapped by hand. `encoding`, `delimiter` and `sheet` None are detected.
    `owner` is the login of whoever gets the rows that name nobody, "" the acting user. `reason`
    says why known customers are created again (NEW). `errors` is the file for the failed rows.
    """

    choices: tuple[MappingChoice, ...] = ()
    on_duplicate: OnDuplicate = OnDuplicate.SKIP
    is_dry_run: bool = False
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    owner: str = ""
    reason: str = ""
    errors: Path | None = None
    can_overwrite_errors: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RowNotice:
    """What is to be said about one row: why it failed, or what could not be taken as it was.

    `row` counts as a spreadsheet does; `code` and `params` are those of a refusal.
    """

    row: int
    code: str
    params: NoticeParams = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportFigures:
    """What an import did; rows = created + updated + skipped + duplicates + failed.

    `encoding` is "" for spreadsheets. `mapping` is the field of each column. `warnings` are the
    first MAX_WARNINGS of `warning_count`; `failures` the notice of every failed row by its
    number. `batch` is the step that undoes the import, None of a dry run.
    """

    created: int = 0
    updated: int = 0
    skipped: int = 0
    duplicates: int = 0
    failed: int = 0
    encoding: str = ""
    mapping: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[RowNotice, ...] = ()
    warning_count: int = 0
    failures: Mapping[int, RowNotice] = field(default_factory=dict)
    batch: int | None = None

    @property
    def rows(self) -> int:
        """The rows of the file that are not blank."""
        return self.created + self.updated + self.skipped + self.duplicates + self.failed
