"""No text that may be data is given to a widget as a `str`: Textual would read it as markup.

Allowed are string literals, `Content` and `Text` in any of their spellings, whatever a function of
ours returns that is annotated with one of them, and anything beside `markup=False`.
"""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import tui_crm

PACKAGE = Path(tui_crm.__file__).parent
DRAWING = ("screens", "widgets", "app_shell", "commands", "app.py")
"""What of the package touches widgets."""

READ_AS_MARKUP = frozenset(
    {
        "Static",
        "Label",
        "Button",
        "Checkbox",
        "Collapsible",
        "DataTable",
        "Option",
        "OptionList",
        "RadioButton",
        "RadioSet",
        "Select",
        "SelectionList",
        "Tab",
        "TabPane",
        "Tree",
        "DiscoveryHit",
        "Hit",
    }
)
"""Classes of Textual that read a `str` as markup."""
SHOWN_ARGUMENTS = frozenset({"content", "label", "prompt", "help", "title"})
"""Arguments of those classes that are read as markup."""
TITLES = frozenset({"border_title", "border_subtitle", "tooltip"})
"""Attributes of any widget that are read as markup."""
SAFE_TYPES = frozenset({"Content", "Text"})
MAKES_CONTENT_TOO = frozenset({"plain_help", "highlight"})
"""What calls its content a `str` because Textual's types leave no choice, and Textual's own."""
SECOND = frozenset({"Hit"})
"""Classes that are given what they show as their second argument."""
NO_WIDGET = frozenset({"dict", "enumerate", "zip", "set", "frozenset"})
"""What `update` of a dictionary or set is given."""

Place = tuple[str, int, str]


def modules() -> Iterator[Path]:
    for part in DRAWING:
        path = PACKAGE / part
        yield from sorted(path.rglob("*.py")) if path.is_dir() else [path]


def name_of(node: ast.expr) -> str:
    """Return the last name of `a.b.c`, "" for what has none."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


@cache
def functions_that_return(types: frozenset[str]) -> frozenset[str]:
    """Return the names of all functions of the package that are annotated with one of `types`."""
    found, others = set(), set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.returns is not None:
                (found if name_of(node.returns) in types else others).add(node.name)
    return frozenset(found - others)


class Checker(ast.NodeVisitor):
    """Collects the places of one module where a widget is given what may be data."""

    def __init__(self, path: Path, safe_functions: frozenset[str]) -> None:
        self.found: list[Place] = []
        self._path = path
        self._safe_functions = safe_functions
        self._textual: set[str] = set()

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        if node.module and node.module.split(".")[0] == "textual":
            self._textual |= {each.asname or each.name for each in node.names}

    def visit_Call(self, node: ast.Call) -> None:
        called = name_of(node.func)
        is_off = any(
            each.arg == "markup"
            and isinstance(each.value, ast.Constant)
            and each.value.value is False
            for each in node.keywords
        )
        if called in READ_AS_MARKUP & self._textual and not is_off:
            shown = [each.value for each in node.keywords if each.arg in SHOWN_ARGUMENTS]
            first = 1 if called in SECOND else 0
            self._check(called, *node.args[first : first + 1], *shown)
        elif called == "update" and isinstance(node.func, ast.Attribute):
            if not is_off and node.args and not self._is_plain_update(node):
                self._check("update", node.args[0])
        elif called == "from_markup":
            self._check(called, *node.args[:1])
        self.generic_visit(node)

    def visit_Assign(self, node: ast.Assign) -> None:
        if any(isinstance(each, ast.Attribute) and each.attr in TITLES for each in node.targets):
            self._check("title", node.value)
        self.generic_visit(node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        returned = "" if node.returns is None else name_of(node.returns)
        if node.name == "render" and returned == "str":
            self.found.append((self._path.name, node.lineno, node.name))
        self.generic_visit(node)

    def _is_plain_update(self, node: ast.Call) -> bool:
        """Whether what is updated is a dictionary, a set or a row of the database."""
        argument = node.args[0]
        return isinstance(argument, ast.Dict | ast.Set | ast.DictComp) or (
            isinstance(argument, ast.Call) and name_of(argument.func) in NO_WIDGET
        )

    def _check(self, what: str, *arguments: ast.expr) -> None:
        self.found += [
            (self._path.name, each.lineno, f"{what}: {ast.unparse(each)}")
            for each in arguments
            if not self._is_safe(each)
        ]

    def _is_safe(self, node: ast.expr) -> bool:
        if isinstance(node, ast.Constant):
            return node.value is None or (isinstance(node.value, str) and "[" not in node.value)
        if isinstance(node, ast.IfExp):
            return self._is_safe(node.body) and self._is_safe(node.orelse)
        if isinstance(node, ast.Starred):
            return False
        return isinstance(node, ast.Call) and self._makes_content(node.func)

    def _makes_content(self, called: ast.expr) -> bool:
        """Whether a call makes content: `Content(…)`, `Content.styled(…)`, `Content(…).join(…)`."""
        if name_of(called) in SAFE_TYPES | MAKES_CONTENT_TOO | self._safe_functions:
            return True
        if not isinstance(called, ast.Attribute) or called.attr == "from_markup":
            return False
        owner = called.value
        return name_of(owner) in SAFE_TYPES or (
            isinstance(owner, ast.Call) and self._makes_content(owner.func)
        )


def unsafe_places(source: str, path: Path) -> list[Place]:
    checker = Checker(path, functions_that_return(SAFE_TYPES))
    checker.visit(ast.parse(source))
    return checker.found


def test_no_widget_is_given_what_may_be_data_as_a_str() -> None:
    found: list[Place] = []
    for path in modules():
        found += unsafe_places(path.read_text(encoding="utf-8"), path)
    assert found == []


@pytest.mark.parametrize(
    "statement",
    [
        "Static(name)",
        "Static(f'{name}')",
        "Static('[b]name')",
        "Label(_('Name'))",
        "Button(label=name)",
        "self.query_one('#title', Static).update(name)",
        "self.border_title = name",
        "Content.from_markup(name)",
        "Static(Content.from_markup(name))",
        "Static(name if name else '')",
    ],
)
def test_the_check_finds(statement: str) -> None:
    """The check itself: each of these is found."""
    source = "from textual.widgets import Button, Label, Static\n" + statement
    assert len(unsafe_places(source, Path("x.py"))) >= 1


@pytest.mark.parametrize(
    "statement",
    [
        "Static(id='x')",
        "Static('Name')",
        "Static(name, markup=False)",
        "Static(Content(name))",
        "Static(Content('\\n').join(lines))",
        "widget.update(Content.styled(name, '$text-muted'))",
        "known.update({1: 2})",
    ],
)
def test_the_check_lets_pass(statement: str) -> None:
    """The check itself: none of these is found."""
    source = "from textual.widgets import Static\n" + statement
    assert unsafe_places(source, Path("x.py")) == []
