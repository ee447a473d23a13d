"""The first schema: a frozen copy of its tables, which never follows the models. Generated."""
# ruff: noqa: D101, D106

import peewee
from playhouse.migrate import SchemaMigrator


class UserRow(peewee.Model):
    id = peewee.AutoField()
    login = peewee.TextField(unique=True)
    name = peewee.TextField()
    role = peewee.TextField()
    created_at = peewee.BigIntegerField()
    is_active = peewee.BooleanField()

    class Meta:
        table_name = "crm_user"
        legacy_table_names = False


class ListValueRow(peewee.Model):
    id = peewee.AutoField()
    field = peewee.TextField()
    code = peewee.TextField()
    title = peewee.TextField(null=True)
    position = peewee.IntegerField()
    colour = peewee.TextField()
    is_removed = peewee.BooleanField()
    merged_into = peewee.IntegerField(null=True)

    class Meta:
        table_name = "list_value"
        legacy_table_names = False
        indexes = ((("field", "position"), False),)


class ListTitleRow(peewee.Model):
    field = peewee.TextField(primary_key=True)
    title = peewee.TextField()

    class Meta:
        table_name = "list_title"
        legacy_table_names = False


class StepRow(peewee.Model):
    id = peewee.AutoField()
    uuid = peewee.TextField(unique=True)
    user = peewee.ForeignKeyField(UserRow, on_delete="RESTRICT", index=False)
    kind = peewee.TextField()
    at = peewee.BigIntegerField()
    customer_id = peewee.IntegerField(null=True)
    detail = peewee.TextField()
    state = peewee.TextField()
    undone_at = peewee.BigIntegerField(null=True)

    class Meta:
        table_name = "step"
        legacy_table_names = False


class CustomerTable(peewee.Model):
    id = peewee.AutoField()
    kind = peewee.TextField()
    name = peewee.TextField()
    company = peewee.TextField()
    email = peewee.TextField()
    wechat = peewee.TextField()
    website = peewee.TextField()
    fax = peewee.TextField()
    address = peewee.TextField()
    area = peewee.ForeignKeyField(ListValueRow, on_delete="RESTRICT", index=False, null=True)
    industry = peewee.ForeignKeyField(ListValueRow, on_delete="RESTRICT", index=False, null=True)
    level = peewee.ForeignKeyField(ListValueRow, on_delete="RESTRICT", index=False, null=True)
    status = peewee.ForeignKeyField(ListValueRow, on_delete="RESTRICT", index=False, null=True)
    source = peewee.TextField()
    referrer = peewee.TextField()
    owner = peewee.ForeignKeyField(UserRow, on_delete="RESTRICT", index=False, null=True)
    second_owner = peewee.ForeignKeyField(UserRow, on_delete="RESTRICT", index=False, null=True)
    birthday = peewee.TextField()
    lunar_birthday = peewee.TextField()
    time_zone = peewee.TextField()
    product_interest = peewee.TextField()
    budget = peewee.TextField()
    competitor = peewee.TextField()
    note = peewee.TextField()
    custom = peewee.TextField()
    next_on = peewee.IntegerField(null=True)
    next_minute = peewee.SmallIntegerField(null=True)
    created_by = peewee.ForeignKeyField(UserRow, on_delete="RESTRICT", index=False, null=True)
    created_at = peewee.BigIntegerField()
    updated_at = peewee.BigIntegerField()
    version = peewee.IntegerField()
    created_step = peewee.ForeignKeyField(StepRow, on_delete="RESTRICT", index=False, null=True)
    archived_at = peewee.BigIntegerField(null=True)
    archive_reason = peewee.TextField()
    frozen_until = peewee.IntegerField(null=True)
    is_reclaimed = peewee.BooleanField()
    is_do_not_call = peewee.BooleanField()
    is_blocked = peewee.BooleanField()
    last_follow_up_at = peewee.BigIntegerField(null=True)
    last_contact_at = peewee.BigIntegerField(null=True)
    last_outcome = peewee.TextField()
    last_text = peewee.TextField()
    unreached_count = peewee.IntegerField()
    first_phone = peewee.TextField()
    sort_name = peewee.BlobField()
    sort_company = peewee.BlobField(null=True)
    identity_hash = peewee.BigIntegerField()

    class Meta:
        table_name = "customer"
        legacy_table_names = False


class PhoneRow(peewee.Model):
    id = peewee.AutoField()
    customer = peewee.ForeignKeyField(CustomerTable, on_delete="CASCADE", index=False)
    position = peewee.SmallIntegerField()
    raw_text = peewee.TextField()
    key = peewee.TextField()
    e164 = peewee.TextField()
    extension = peewee.TextField()
    label = peewee.TextField()
    is_bad = peewee.BooleanField()
    is_do_not_call = peewee.BooleanField()

    class Meta:
        table_name = "phone"
        legacy_table_names = False
        indexes = ((("customer", "position"), False), (("key",), False))


class DoNotCallRow(peewee.Model):
    id = peewee.AutoField()
    key = peewee.TextField(index=True)
    listed_at = peewee.BigIntegerField()
    listed_by = peewee.ForeignKeyField(UserRow, on_delete="RESTRICT", index=False)
    reason = peewee.TextField()
    step = peewee.ForeignKeyField(StepRow, on_delete="RESTRICT", null=True)

    class Meta:
        table_name = "do_not_call"
        legacy_table_names = False


class FollowUpKindRow(peewee.Model):
    id = peewee.AutoField()
    method = peewee.TextField()
    outcome = peewee.TextField()

    class Meta:
        table_name = "follow_up_kind"
        legacy_table_names = False
        indexes = ((("method", "outcome"), True),)


class FollowUpRow(peewee.Model):
    id = peewee.AutoField()
    customer = peewee.ForeignKeyField(CustomerTable, on_delete="RESTRICT", index=False)
    user = peewee.ForeignKeyField(UserRow, on_delete="RESTRICT", index=False)
    at = peewee.BigIntegerField()
    day = peewee.IntegerField()
    kind = peewee.ForeignKeyField(FollowUpKindRow, on_delete="RESTRICT", index=False)
    method = peewee.TextField()
    outcome = peewee.TextField()
    text = peewee.TextField()
    reached = peewee.BooleanField()
    counts_as_contact = peewee.BooleanField()
    positive = peewee.BooleanField()
    sale = peewee.BooleanField()
    do_not_call = peewee.BooleanField()
    bad_number = peewee.BooleanField()
    phone = peewee.TextField()
    duration_seconds = peewee.IntegerField(null=True)
    next_on = peewee.IntegerField(null=True)
    next_minute = peewee.SmallIntegerField(null=True)
    step = peewee.ForeignKeyField(StepRow, on_delete="RESTRICT", index=False, null=True)
    corrected_at = peewee.BigIntegerField(null=True)
    undone_at = peewee.BigIntegerField(null=True)

    class Meta:
        table_name = "follow_up"
        legacy_table_names = False
        indexes = ((("customer", "at"), False), (("user", "at"), False))


class FollowUpDayRow(peewee.Model):
    day = peewee.IntegerField()
    user = peewee.ForeignKeyField(UserRow, on_delete="RESTRICT", index=False)
    kind = peewee.ForeignKeyField(FollowUpKindRow, on_delete="RESTRICT", index=False)
    entries = peewee.IntegerField()
    reached = peewee.IntegerField()
    counts_as_contact = peewee.IntegerField()
    positive = peewee.IntegerField()
    sale = peewee.IntegerField()
    do_not_call = peewee.IntegerField()
    bad_number = peewee.IntegerField()

    class Meta:
        table_name = "follow_up_day"
        legacy_table_names = False
        primary_key = peewee.CompositeKey("day", "user", "kind")


class CorrectionRow(peewee.Model):
    id = peewee.AutoField()
    follow_up = peewee.ForeignKeyField(FollowUpRow, on_delete="RESTRICT")
    former_text = peewee.TextField()
    corrected_by = peewee.ForeignKeyField(UserRow, on_delete="RESTRICT", index=False)
    corrected_at = peewee.BigIntegerField()
    step = peewee.ForeignKeyField(StepRow, on_delete="RESTRICT", index=False, null=True)
    undone_at = peewee.BigIntegerField(null=True)

    class Meta:
        table_name = "correction"
        legacy_table_names = False


class ChangeRow(peewee.Model):
    id = peewee.AutoField()
    step = peewee.ForeignKeyField(StepRow, on_delete="RESTRICT")
    customer = peewee.ForeignKeyField(CustomerTable, on_delete="RESTRICT", index=False)
    before = peewee.TextField()
    after = peewee.TextField()
    undone_at = peewee.BigIntegerField(null=True)

    class Meta:
        table_name = "change"
        legacy_table_names = False
        indexes = ((("customer", "id"), False),)


class CannedRow(peewee.Model):
    id = peewee.AutoField()
    slot = peewee.TextField(unique=True)
    position = peewee.IntegerField()
    code = peewee.TextField()
    label = peewee.TextField(null=True)
    text = peewee.TextField(null=True)
    method = peewee.TextField()
    reached = peewee.BooleanField()
    counts_as_contact = peewee.BooleanField()
    positive = peewee.BooleanField()
    sale = peewee.BooleanField()
    do_not_call = peewee.BooleanField()
    bad_number = peewee.BooleanField()
    next_rule = peewee.TextField()
    set_status = peewee.ForeignKeyField(ListValueRow, on_delete="RESTRICT", index=False, null=True)
    set_level = peewee.ForeignKeyField(ListValueRow, on_delete="RESTRICT", index=False, null=True)

    class Meta:
        table_name = "canned"
        legacy_table_names = False


class TeamSettingRow(peewee.Model):
    key = peewee.TextField(primary_key=True)
    value = peewee.TextField()

    class Meta:
        table_name = "team_setting"
        legacy_table_names = False


class CalendarDayRow(peewee.Model):
    day = peewee.IntegerField(primary_key=True)
    is_working = peewee.BooleanField()
    name = peewee.TextField()
    name_zh = peewee.TextField()
    is_edited = peewee.BooleanField()

    class Meta:
        table_name = "calendar_day"
        legacy_table_names = False


class CalendarYearRow(peewee.Model):
    year = peewee.IntegerField(primary_key=True)
    country = peewee.TextField()
    is_published = peewee.BooleanField()

    class Meta:
        table_name = "calendar_year"
        legacy_table_names = False


class UserStateRow(peewee.Model):
    user = peewee.ForeignKeyField(UserRow, on_delete="CASCADE", index=False)
    key = peewee.TextField()
    value = peewee.TextField()

    class Meta:
        table_name = "user_state"
        legacy_table_names = False
        primary_key = peewee.CompositeKey("user", "key")


class DraftRow(peewee.Model):
    user = peewee.ForeignKeyField(UserRow, on_delete="CASCADE", index=False)
    form = peewee.TextField()
    value = peewee.TextField()
    saved_at = peewee.BigIntegerField()

    class Meta:
        table_name = "draft"
        legacy_table_names = False
        primary_key = peewee.CompositeKey("user", "form")


class SavedViewRow(peewee.Model):
    id = peewee.AutoField()
    user = peewee.ForeignKeyField(UserRow, on_delete="CASCADE", index=False)
    position = peewee.IntegerField()
    name = peewee.TextField()
    key = peewee.TextField()
    query = peewee.TextField()
    view = peewee.TextField()
    is_removed = peewee.BooleanField()

    class Meta:
        table_name = "saved_view"
        legacy_table_names = False


class CustomerSearchRow(peewee.Model):
    customer = peewee.ForeignKeyField(CustomerTable, on_delete="CASCADE", primary_key=True)
    names = peewee.TextField()
    others = peewee.TextField()

    class Meta:
        table_name = "customer_search"
        legacy_table_names = False


class SearchWordRow(peewee.Model):
    initial = peewee.TextField()
    length = peewee.SmallIntegerField()
    word = peewee.TextField()

    class Meta:
        table_name = "search_word"
        legacy_table_names = False
        primary_key = peewee.CompositeKey("initial", "length", "word")


class DuplicateCheckRow(peewee.Model):
    id = peewee.AutoField()
    user = peewee.ForeignKeyField(UserRow, on_delete="RESTRICT", index=False)
    started_at = peewee.BigIntegerField()
    ended_at = peewee.BigIntegerField(null=True)
    customers = peewee.IntegerField()
    compared = peewee.IntegerField()

    class Meta:
        table_name = "duplicate_check"
        legacy_table_names = False


class DuplicatePairRow(peewee.Model):
    id = peewee.AutoField()
    a = peewee.ForeignKeyField(CustomerTable, on_delete="CASCADE", index=False)
    b = peewee.ForeignKeyField(CustomerTable, on_delete="CASCADE")
    verdict = peewee.TextField()
    score = peewee.SmallIntegerField()
    evidence = peewee.TextField()
    a_version = peewee.IntegerField()
    b_version = peewee.IntegerField()
    found_by = peewee.ForeignKeyField(DuplicateCheckRow, on_delete="CASCADE")

    class Meta:
        table_name = "duplicate_pair"
        legacy_table_names = False
        indexes = ((("a", "b"), True),)


class KeptApartRow(peewee.Model):
    step = peewee.ForeignKeyField(StepRow, on_delete="RESTRICT", index=False, primary_key=True)
    a = peewee.ForeignKeyField(CustomerTable, on_delete="CASCADE", index=False)
    b = peewee.ForeignKeyField(CustomerTable, on_delete="CASCADE")
    said_a = peewee.IntegerField()
    said_b = peewee.IntegerField()
    user = peewee.ForeignKeyField(UserRow, on_delete="RESTRICT", index=False)
    at = peewee.BigIntegerField()

    class Meta:
        table_name = "kept_apart"
        legacy_table_names = False
        indexes = ((("a", "b"), False),)


class CustomerAliasRow(peewee.Model):
    id = peewee.IntegerField(primary_key=True)
    customer = peewee.ForeignKeyField(CustomerTable, on_delete="RESTRICT")
    step = peewee.ForeignKeyField(StepRow, on_delete="RESTRICT")
    made_by = peewee.ForeignKeyField(StepRow, on_delete="RESTRICT", index=False, null=True)

    class Meta:
        table_name = "customer_alias"
        legacy_table_names = False


TABLES = (
    UserRow,
    ListValueRow,
    ListTitleRow,
    StepRow,
    CustomerTable,
    PhoneRow,
    DoNotCallRow,
    FollowUpKindRow,
    FollowUpRow,
    FollowUpDayRow,
    CorrectionRow,
    ChangeRow,
    CannedRow,
    TeamSettingRow,
    CalendarDayRow,
    CalendarYearRow,
    UserStateRow,
    DraftRow,
    SavedViewRow,
    CustomerSearchRow,
    SearchWordRow,
    DuplicateCheckRow,
    DuplicatePairRow,
    KeptApartRow,
    CustomerAliasRow,
)

INDEXES = (
    'CREATE INDEX "step_undo" ON "step" ("user_id", "id") WHERE ("state" = \'done\')',
    'CREATE INDEX "step_running" ON "step" ("state") WHERE ("state" = \'running\')',
    'CREATE INDEX "customer_queue" ON "customer" ("owner_id", "next_on", "next_minute", '
    '"id", "level_id", "status_id", "area_id", "industry_id", "kind") WHERE (("next_on" '
    'IS NOT NULL) AND NOT "is_blocked")',
    'CREATE INDEX "customer_queue_2" ON "customer" ("second_owner_id", "next_on", '
    '"next_minute", "id", "level_id", "status_id", "area_id", "industry_id", "kind") '
    'WHERE (((("owner_id" IS NOT NULL) AND ("second_owner_id" IS NOT NULL)) AND '
    '("next_on" IS NOT NULL)) AND NOT "is_blocked")',
    'CREATE INDEX "customer_fresh" ON "customer" ("owner_id", "id", "level_id", '
    '"status_id", "area_id", "industry_id", "kind") WHERE ((("next_on" IS NULL) AND '
    '("last_follow_up_at" IS NULL)) AND NOT "is_blocked")',
    'CREATE INDEX "customer_list" ON "customer" ("sort_name", "id") WHERE ("archived_at" IS NULL)',
    'CREATE INDEX "customer_archived" ON "customer" ("sort_name", "id", "sort_company", '
    '"next_on", "next_minute", "last_follow_up_at", "created_at") WHERE ("archived_at" IS'
    " NOT NULL)",
    'CREATE INDEX "customer_by_company" ON "customer" ("sort_company", "id") WHERE '
    '(("sort_company" IS NOT NULL) AND ("archived_at" IS NULL))',
    'CREATE INDEX "customer_by_next" ON "customer" ("next_on", "next_minute", "id") WHERE'
    ' (("next_on" IS NOT NULL) AND ("archived_at" IS NULL))',
    'CREATE INDEX "customer_by_last" ON "customer" ("last_follow_up_at", "id") WHERE '
    '(("last_follow_up_at" IS NOT NULL) AND ("archived_at" IS NULL))',
    'CREATE INDEX "customer_by_created" ON "customer" ("created_at", "id") WHERE '
    '("archived_at" IS NULL)',
    'CREATE INDEX "customer_facets" ON "customer" ("status_id", "level_id", "area_id", '
    '"industry_id", "owner_id", "second_owner_id", "kind", "is_do_not_call", "next_on", '
    '"next_minute", "last_follow_up_at", "created_at", "archived_at", "id")',
    'CREATE INDEX "customer_identity" ON "customer" ("identity_hash")',
    'CREATE INDEX "customer_birthday" ON "customer" (SUBSTR("birthday", '
    '(LENGTH("birthday") - 4)), "owner_id", "second_owner_id") WHERE ("birthday" != \'\')',
    'CREATE INDEX "customer_lunar_birthday" ON "customer" (SUBSTR("lunar_birthday", '
    '(LENGTH("lunar_birthday") - 4)), "owner_id", "second_owner_id") WHERE '
    "(\"lunar_birthday\" != '')",
    'CREATE INDEX "customer_batch" ON "customer" ("created_step_id") WHERE '
    '("created_step_id" IS NOT NULL)',
    'CREATE INDEX "follow_up_step" ON "follow_up" ("step_id") WHERE ("step_id" IS NOT NULL)',
    'CREATE INDEX "follow_up_timeline" ON "follow_up" ("day", "at", "user_id", "kind_id")'
    ' WHERE ("undone_at" IS NULL)',
    'CREATE INDEX "follow_up_kind_day" ON "follow_up" ("kind_id", "day", "user_id", "at")'
    ' WHERE ("undone_at" IS NULL)',
    'CREATE UNIQUE INDEX "saved_view_name" ON "saved_view" ("user_id", "name") WHERE NOT '
    "is_removed",
    'CREATE INDEX "duplicate_pair_best" ON "duplicate_pair" ("verdict" DESC, "score" '
    'DESC, "a_id", "b_id")',
    'CREATE INDEX "customer_alias_made_by" ON "customer_alias" ("made_by_id") WHERE '
    '("made_by_id" IS NOT NULL)',
)

SQLITE_STATEMENTS = (
    'CREATE VIRTUAL TABLE "search_index" USING fts5(names, others, '
    "content='customer_search', content_rowid='customer_id', detail=column, columnsize=0,"
    " tokenize=\"ascii tokenchars '^'\")",
    'CREATE TRIGGER "search_put_in" AFTER INSERT ON customer_search BEGIN INSERT INTO '
    '"search_index" (rowid, names, others) VALUES (new.customer_id, new.names, '
    "new.others); END",
    'CREATE TRIGGER "search_take_out" AFTER DELETE ON customer_search BEGIN INSERT INTO '
    '"search_index" ("search_index", rowid, names, others) VALUES (\'delete\', '
    "old.customer_id, old.names, old.others); END",
    'CREATE TRIGGER "search_replace" AFTER UPDATE ON customer_search BEGIN INSERT INTO '
    '"search_index" ("search_index", rowid, names, others) VALUES (\'delete\', '
    'old.customer_id, old.names, old.others); INSERT INTO "search_index" (rowid, names, '
    "others) VALUES (new.customer_id, new.names, new.others); END",
)

POSTGRES_STATEMENTS = (
    "CREATE FUNCTION search_vector(names text, others text) RETURNS tsvector LANGUAGE "
    "plpgsql IMMUTABLE PARALLEL SAFE COST 10000 AS $$ BEGIN RETURN "
    "pg_catalog.array_to_tsvector(pg_catalog.string_to_array(names, ' ') || "
    "pg_catalog.string_to_array(others, ' ')); END $$",
    'CREATE INDEX "search_names" ON "customer_search" USING gin ((search_vector(names, '
    "''))) WITH (fastupdate = off)",
    'CREATE INDEX "search_all" ON "customer_search" USING gin ((search_vector(names, '
    "others))) WITH (fastupdate = off)",
)


def up(migrator: SchemaMigrator, db: peewee.Database) -> None:
    """Create all tables and indexes."""
    for table in TABLES:
        peewee.SchemaManager(table, db).create_all(safe=False)
    for index in INDEXES:
        db.execute_sql(index)
    is_sqlite = isinstance(db, peewee.SqliteDatabase)
    for statement in SQLITE_STATEMENTS if is_sqlite else POSTGRES_STATEMENTS:
        db.execute_sql(statement)
