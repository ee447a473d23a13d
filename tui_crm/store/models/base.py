"""What all tables share. No database is bound: every query says on which one it runs."""

import peewee


class Table(peewee.Model):
    """What all tables share."""

    class Meta:
        """Table names are written out, so that renaming a class never renames a table."""

        legacy_table_names = False
