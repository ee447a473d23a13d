"""All declared commands, by scope and by id."""

from functools import cache

from tui_crm.commands import (
    canned,
    customer_form,
    customer_page,
    customers,
    desk,
    duplicates,
    forms,
    global_,
    imports,
    keys_editor,
    merging,
    panels,
    reminders,
    search,
    settings,
    steps,
    timeline,
    titles,
    today,
    tour,
    views,
    working_days,
)
from tui_crm.commands.command import Command, Scope

ALL_COMMANDS: tuple[Command, ...] = (
    *global_.COMMANDS,
    *views.OPEN_COMMANDS,
    *desk.COMMANDS,
    *today.COMMANDS,
    *customers.COMMANDS,
    *customer_page.COMMANDS,
    *timeline.COMMANDS,
    *canned.COMMANDS,
    *imports.COMMANDS,
    *steps.COMMANDS,
    *reminders.COMMANDS,
    *settings.COMMANDS,
    *working_days.COMMANDS,
    *titles.COMMANDS,
    *duplicates.COMMANDS,
    *merging.COMMANDS,
    *keys_editor.COMMANDS,
    *forms.COMMANDS,
    *customer_form.COMMANDS,
    *panels.COMMANDS,
    *views.COMMANDS,
    *search.COMMANDS,
    *tour.COMMANDS,
)
"""Every command, in the order of the help and of `docs/keys.md`."""

COMMANDS_BY_ID = {command.id: command for command in ALL_COMMANDS}

COEXISTING: tuple[frozenset[Scope], ...] = (
    frozenset({Scope.APP, Scope.DESK, Scope.TODAY}),
    frozenset({Scope.APP, Scope.DESK, Scope.CUSTOMERS}),
    frozenset({Scope.APP, Scope.TIMELINE}),
    frozenset({Scope.APP, Scope.DESK, Scope.CUSTOMER_PAGE}),
    frozenset({Scope.APP, Scope.CANNED}),
    frozenset({Scope.APP, Scope.IMPORT}),
    frozenset({Scope.APP, Scope.STEPS}),
    frozenset({Scope.APP, Scope.REMINDERS}),
    frozenset({Scope.APP, Scope.SETTINGS}),
    frozenset({Scope.APP, Scope.WORKING_DAYS}),
    frozenset({Scope.APP, Scope.TITLES}),
    frozenset({Scope.APP, Scope.DUPLICATES}),
    frozenset({Scope.APP, Scope.MERGING}),
    frozenset({Scope.APP, Scope.KEYS_EDITOR}),
    frozenset({Scope.FORM, Scope.CUSTOMER_FORM}),
    frozenset({Scope.CONFIRM}),
    frozenset({Scope.SHEET}),
    frozenset({Scope.FILTERS}),
    frozenset({Scope.COLUMNS}),
    frozenset({Scope.VIEWS}),
    frozenset({Scope.SEARCH}),
    frozenset({Scope.CHOOSER}),
    frozenset({Scope.TOUR}),
)
"""The scopes that are in force together: within one set a key means one thing."""


@cache
def commands_of(*scopes: Scope) -> tuple[Command, ...]:
    """Return the commands of the scopes, scope by scope, in the order of their declaration."""
    return tuple(each for scope in scopes for each in ALL_COMMANDS if each.scope is scope)


def coexist(first: Scope, second: Scope) -> bool:
    """Whether commands of both scopes can be in force on one screen."""
    return any(first in scopes and second in scopes for scopes in COEXISTING)
