"""Owners: every change of owner takes its columns from here, and leaves a line of change.

The line says from whom to whom; its step says by whom, when and why.
"""

from dataclasses import replace

from tui_crm.domain.customer import Customer


def with_owner(customer: Customer, owner: int | None) -> Customer:
    """Return the customer in the charge of `owner`, a user's id, or of nobody (in the pool).

    Who gets an owner is no longer somebody who was taken back.
    """
    is_reclaimed = customer.is_reclaimed and owner is None
    return replace(customer, owner=owner, is_reclaimed=is_reclaimed)


def owner_columns(owner: int | None) -> dict[str, int | bool | None]:
    """Return the columns that `with_owner` sets, in database form, whoever the customer is."""
    return {"owner": owner} if owner is None else {"owner": owner, "is_reclaimed": False}
