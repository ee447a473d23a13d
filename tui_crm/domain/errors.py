"""Refusals: what a user can be told. The words are in `tui_crm.wording`."""


class CrmError(Exception):
    """A refusal with a stable `code` and the values that its sentence needs.

    `code` is snake_case ASCII, printed by `--json` and translated by `tui_crm.wording`.
    `params` holds str, int and date values, never secrets; they may hold text from data.
    """

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params

    def __str__(self) -> str:
        return self.code


class DatabaseUnusable(CrmError):
    """The database cannot be opened or written: missing rights, damage, newer schema, full disk."""


class FieldError(CrmError):
    """One field's value is refused; `field` is its code of SPEC 3 or the form's own name."""

    def __init__(self, code: str, *, field: str, **params: object) -> None:
        super().__init__(code, field=field, **params)
        self.field = field
