"""The choke point of visibility: every read of customers and what hangs on them passes here.

Today everybody sees everything. When roles arrive, this is the one place that decides.
"""

from typing import Any

import peewee

from tui_crm.domain.viewer import Viewer


def only_visible(query: Any, viewer: Viewer) -> Any:
    """Return `query`, a select on or joined with the table of customers, cut to what is seen."""
    if not isinstance(viewer, Viewer):
        raise TypeError(viewer)
    if not isinstance(query, peewee.SelectBase | peewee.ModelSelect):
        raise TypeError(query)
    return query
