"""Floor 1: opens a database, runs queries on it and writes in transactions; both engines.

`open_database` is the only way to one, `Database.write` the only way to change it.
"""

from tui_crm.db.database import Database
from tui_crm.db.opening import open_database
from tui_crm.db.prepared import Prepared
from tui_crm.db.transactions import Engine

__all__ = ["Database", "Engine", "Prepared", "open_database"]
