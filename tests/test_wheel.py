"""The built wheel in a clean environment: it holds all that the program needs, and it runs.

Building and installing need the package index, or pip's cache of it: without either, this fails.
"""

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from tests.support.terminal import Office, Terminal

ROOT = Path(__file__).parents[1]
LOCKED = ROOT / "requirements" / "test.txt"
INSTALL_SECONDS = 300

pytestmark = pytest.mark.timeout(2 * INSTALL_SECONDS)


def run(*words: str | Path, cwd: Path) -> "subprocess.CompletedProcess[str]":
    """Run a command and return what it printed, whatever its exit status."""
    foreign = ("PYTHON", "PIP_", "VIRTUAL_ENV", "TUI_CRM", "COVERAGE")
    kept = {key: value for key, value in os.environ.items() if not key.startswith(foreign)}
    pip = {key: value for key, value in os.environ.items() if key.startswith("PIP_")}
    return subprocess.run(
        [str(word) for word in words],
        cwd=cwd,
        env={**kept, **pip, "PIP_DISABLE_PIP_VERSION_CHECK": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=INSTALL_SECONDS,
    )


def done(*words: str | Path, cwd: Path, purpose: str) -> str:
    """Run a command that must succeed; fail with what it was for."""
    ran = run(*words, cwd=cwd)
    if ran.returncode != 0:
        pytest.fail(f"could not {purpose} (is the package index there?):\n{ran.stdout}{ran.stderr}")
    return ran.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the wheel, built from the checkout in a folder of its own."""
    folder = tmp_path_factory.mktemp("wheel")
    words = ("-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, ROOT)
    done(sys.executable, *words, cwd=folder, purpose="build the wheel")
    (built,) = folder.glob("tui_crm-*.whl")
    return built


@pytest.fixture(scope="module")
def program(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the command of a clean environment that holds the wheel and what it names."""
    folder = tmp_path_factory.mktemp("clean") / "venv"
    venv.create(folder, with_pip=False)
    python = folder / "bin" / "python"
    pip = (sys.executable, "-m", "pip", "--python", python)
    words = ("install", "--quiet", "--no-compile", "--constraint", LOCKED, wheel)
    done(*pip, *words, cwd=folder, purpose="install the wheel")
    return folder / "bin" / "tui-crm"


def test_the_wheel_holds_the_program_and_what_it_needs_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    inside = {name.removeprefix("tui_crm/") for name in names if name.startswith("tui_crm/")}
    modules = {str(path.relative_to(ROOT / "tui_crm")) for path in ROOT.glob("tui_crm/**/*.py")}
    data = {
        str(path.relative_to(ROOT))
        for path in ROOT.glob("data/**/*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert modules <= inside
    assert data <= inside
    assert {"locale/zh/LC_MESSAGES/tui_crm.mo"} <= {name for name in inside if name.endswith(".mo")}
    assert any(name.startswith("migrations/0001") for name in inside)
    outside = {name for name in names if not name.startswith("tui_crm/")}
    assert all(".dist-info/" in name for name in outside)
    assert any(name.endswith("licenses/LICENSE") for name in outside)
    kinds = {Path(name).suffix for name in inside}
    assert kinds <= {".py", ".mo", ".po", ".pot", ".toml", ".tsv", ".typed"}


def test_the_installed_program_tells_its_version_and_speaks_both_languages(
    program: Path, tmp_path: Path
) -> None:
    import tui_crm

    assert done(program, "--version", cwd=tmp_path, purpose="run").split()[-1] == (
        tui_crm.__version__
    )
    assert "语言" in done(program, "--lang", "zh", "--help", cwd=tmp_path, purpose="run")


def test_the_installed_program_makes_a_demo_and_opens_it(program: Path, office: Office) -> None:
    terminal = Terminal(
        office.home,
        "demo",
        "--customers",
        "100",
        program=(str(program),),
        PYTHONPATH="",
    )
    terminal.wait_for("Overdue", "calls")
    terminal.press("1")
    terminal.wait_for("Done 1")
    assert terminal.quit() == 0
    assert terminal.not_restored() == []
    assert len(office.json("today")) > 0


def test_the_installed_program_has_no_driver_of_postgresql(program: Path, tmp_path: Path) -> None:
    """Psycopg is an extra: a database on PostgreSQL is refused with what to install."""
    ran = run(program, "--db", "postgresql://localhost/x", "today", cwd=tmp_path)
    assert ran.returncode == 3
    assert "psycopg" in ran.stderr or "tui-crm[postgres]" in ran.stderr
    assert "Traceback" not in ran.stderr
