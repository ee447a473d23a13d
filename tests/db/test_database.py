"""Reading and writing, on both engines."""

from tui_crm.db import Database
from tui_crm.store.models import TeamSettingRow as Setting


def test_what_is_written_is_read_back(database: Database) -> None:
    """A row written in a transaction is there after it."""
    with database.write():
        database.run(Setting.insert(key="a", value="1"))
    assert database.rows(Setting.select(Setting.key, Setting.value)) == [("a", "1")]
