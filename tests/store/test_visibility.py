"""One choke point: what the store says of customers has passed `only_visible` (HOUSE, SPEC 6)."""

import ast
from pathlib import Path

import pytest

import tui_crm.store

STORE = Path(tui_crm.store.__path__[0])
TABLES = {"CustomerTable", "CustomerSearchRow", "PhoneRow", "FollowUpRow", "CorrectionRow", "_C"}
"""The tables of customers and of what hangs on them, by the names under which they are read."""

READS_UNSEEN = {
    "customers.get_any": "for rules that hold across owners: undo and do-not-call, never to show",
    "customers.hold": "locks a row, and says nothing of it",
    "customers.there": "whose pairs may be stored, said to nobody",
    "customers.sharing": "a refusal of a number holds wherever it stands",
    "customers.is_empty": "whether there is anybody at all",
    "customers.insert": "writes",
    "customers.update": "writes what was read through the choke point",
    "customers.set_do_not_call": "writes",
    "bulk_restores.restore_columns": "a batch is taken back whole, whoever sees its customers",
    "follow_ups.figures": "counts the viewer's own entries",
    "follow_ups.of_step": "what the viewer's own step wrote",
    "follow_ups.correction_of_step": "what the viewer's own step wrote",
    "follow_ups.newer_correction": "whether undo is possible",
    "follow_ups.is_last_of_its_instant": "which of two entries is newer, of a customer read before",
    "timeline.scan": "what is found is read again through the choke point",
    "timeline.outcomes": "the words that a team uses",
    "timeline._position_of": "counts lines as the roll-up does",
}
"""Functions that read these tables without the choke point, and why they may."""

WHOLE_MODULES = {
    "records": "converts rows, reads none",
    "numbers": "numbers of customers already read, and the list of refusals",
    "batches": "a batch is taken back whole, whoever sees its customers",
    "bulk": "an import compares with everybody",
    "ids": "an id is given once, whoever sees its customer",
    "duplicate_records": "the check compares everybody with everybody, and shows nobody",
    "histories": "counts what customers have who came through the choke point",
    "merges": "moves what hangs on two who came through the choke point",
    "merged_pairs": "moves pairs of two who came through the choke point, and shows nobody",
    "follow_up_days": "counts what a team did, and names no customer",
    "search_check": "compares the index with everybody, and shows nobody",
    "search_index": "writes",
    "demo": "writes into an empty database",
    "steps": "the stack of undo of its own user",
    "value_use": "a list is the team's: whoever has a value moves over, whoever sees him",
}
"""Modules without reads for a viewer, and why."""


BASES = {"gathering_indexed": "gathering", "gathering_ranked": "gathering"}
"""Modules whose classes take the choke point from a base class, and where that stands."""


def functions() -> dict[str, ast.FunctionDef]:
    """Return every function and method of the store that a viewer could be asked for, by name."""
    found = {}
    for path in sorted(STORE.rglob("*.py")):
        # The tables are declared in a folder of their own.
        if path.stem in WHOLE_MODULES or path.parent.name == "models":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                found[f"{path.stem}.{node.name}"] = node
    return found


FUNCTIONS = functions()


def names_in(node: ast.AST) -> set[str]:
    """Return the names that a function uses."""
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)} | {
        each.attr for each in ast.walk(node) if isinstance(each, ast.Attribute)
    }


def runs_a_query(node: ast.FunctionDef) -> bool:
    """Whether the function hands a query to the database."""
    runners = {"rows", "row", "scalar", "prepared_rows"}
    return any(
        isinstance(each, ast.Call)
        and isinstance(each.func, ast.Attribute)
        and each.func.attr in runners
        and "db" in ast.unparse(each.func.value)
        for each in ast.walk(node)
    )


def tables_of(name: str) -> set[str]:
    """Return the tables that a function names, itself or through its private neighbours."""
    module, _, _ = name.partition(".")
    used = names_in(FUNCTIONS[name])
    for each in used:
        if each.startswith("_") and f"{module}.{each}" in FUNCTIONS:
            used = used | names_in(FUNCTIONS[f"{module}.{each}"])
    return used & TABLES


def passes_choke_point(module: str, node: ast.FunctionDef, depth: int = 3) -> bool:
    """Whether the function calls `only_visible`, itself or through a neighbour."""
    used = names_in(node)
    if "only_visible" in used:
        return True
    modules = (module, BASES.get(module, module))
    neighbours = (FUNCTIONS.get(f"{place}.{name}") for place in modules for name in used)
    return depth > 0 and any(
        passes_choke_point(module, each, depth - 1) for each in neighbours if each is not None
    )


READING = sorted(
    name
    for name, node in FUNCTIONS.items()
    if runs_a_query(node) and tables_of(name) and name not in READS_UNSEEN
)


@pytest.mark.parametrize("name", READING)
def test_a_read_of_customers_passes_the_choke_point(name: str) -> None:
    """It takes a viewer, or belongs to a list that has one, and cuts its query to what is seen."""
    node = FUNCTIONS[name]
    takes = {each.arg for each in (*node.args.args, *node.args.kwonlyargs)}
    assert "viewer" in takes or "_viewer" in names_in(node) or "self" in takes
    assert passes_choke_point(name.partition(".")[0], node), f"{name} reads past only_visible"


def test_the_reads_are_found() -> None:
    """The test looks at what it means to look at, and its exceptions are there still."""
    assert {
        "customers.get",
        "customers.rows",
        "follow_ups.of_customer",
        "search.of_id",
    } <= set(READING)
    assert set(READS_UNSEEN) <= set(FUNCTIONS)
    assert all((STORE / f"{module}.py").exists() for module in WHOLE_MODULES)
