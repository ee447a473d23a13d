"""What search looks through."""

from peewee import ForeignKeyField, TextField

from tui_crm.store.models.base import Table
from tui_crm.store.models.customers import CustomerTable


class CustomerTextRow(Table):
    """The folded text that find looks through: name, company and digits of the numbers."""

    customer = ForeignKeyField(CustomerTable, primary_key=True, on_delete="CASCADE")
    text = TextField()

    class Meta:
        """Small rows beside the wide ones, so that a scan is short."""

        table_name = "customer_text"
