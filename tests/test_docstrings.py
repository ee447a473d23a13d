"""Every public name says what it is: module, class, function, method, constant of a class."""

import ast
from collections.abc import Iterator
from pathlib import Path

import tui_crm

PACKAGE = Path(tui_crm.__file__).parent
MODULES = [
    path
    for path in sorted(PACKAGE.rglob("*.py"))
    if path.parent.name != "migrations" or not path.name[0].isdigit()
]
"""All but the steps of the schema: the models in them are frozen copies of documented ones."""

Definition = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def public_definitions(node: ast.AST, name: str = "") -> Iterator[tuple[str, Definition]]:
    """Yield public classes, functions and methods with their dotted names."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, Definition) or child.name.startswith("_"):
            continue
        yield f"{name}{child.name}", child
        if isinstance(child, ast.ClassDef):
            yield from public_definitions(child, f"{child.name}.")


def is_told_elsewhere(definition: Definition) -> bool:
    """Whether another place says it: an overload, or the getter of a setter."""
    names = {ast.unparse(each).rpartition(".")[2] for each in definition.decorator_list}
    return bool(names & {"overload", "setter", "override"})


def test_every_public_name_has_a_docstring() -> None:
    missing = []
    for path in MODULES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        if tree.body and not ast.get_docstring(tree):
            missing.append(f"{path}")
        missing += [
            f"{path}:{definition.lineno} {name}"
            for name, definition in public_definitions(tree)
            if not is_told_elsewhere(definition) and not ast.get_docstring(definition)
        ]
    assert missing == []


def test_a_docstring_begins_with_one_sentence() -> None:
    ragged = []
    for path in MODULES:
        for name, definition in public_definitions(ast.parse(path.read_text(encoding="utf-8"))):
            text = ast.get_docstring(definition) or "."
            if not text.split("\n\n")[0].rstrip().endswith((".", ":", "?", "!")):
                ragged.append(f"{path}:{definition.lineno} {name}")
    assert ragged == []
