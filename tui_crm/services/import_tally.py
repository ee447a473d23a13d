"""The figures of an import while it runs."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tui_crm.domain.import_identity import RowAction
from tui_crm.domain.imports import MAX_WARNINGS, ImportFigures, NoticeParams, RowNotice
from tui_crm.services.import_rows import FailedRow


@dataclass(slots=True)
class Tally:
    """Counts rows by what became of them; keeps the first warnings and every failure."""

    counts: dict[RowAction, int] = field(default_factory=lambda: dict.fromkeys(RowAction, 0))
    failures: dict[int, RowNotice] = field(default_factory=dict)
    warnings: list[RowNotice] = field(default_factory=list)
    warning_count: int = 0
    _known_params: dict[NoticeParams, NoticeParams] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """The rows counted so far."""
        return sum(self.counts.values()) + len(self.failures)

    def count(self, action: RowAction) -> None:
        """Count one row."""
        self.counts[action] += 1

    def fail(self, failed: FailedRow) -> None:
        """Count a row that failed. A million of them for one reason share it."""
        params = self._known_params.setdefault(failed.params, failed.params)
        self.failures[failed.number] = RowNotice(row=failed.number, code=failed.code, params=params)

    def warn(self, row: int, code: str, **params: str | int) -> None:
        """Note what could not be taken as it was."""
        self.warning_count += 1
        if len(self.warnings) < MAX_WARNINGS:
            self.warnings.append(RowNotice(row=row, code=code, params=tuple(params.items())))

    def figures(
        self, *, encoding: str, mapping: Mapping[str, str], batch: int | None
    ) -> ImportFigures:
        """Return the figures as they stand."""
        return ImportFigures(
            created=self.counts[RowAction.CREATE],
            updated=self.counts[RowAction.UPDATE],
            skipped=self.counts[RowAction.SKIP],
            duplicates=self.counts[RowAction.DUPLICATE],
            failed=len(self.failures),
            encoding=encoding,
            mapping=mapping,
            warnings=tuple(self.warnings),
            warning_count=self.warning_count,
            failures=self.failures,
            batch=batch,
        )
