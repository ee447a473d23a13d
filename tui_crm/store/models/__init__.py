"""The tables. Rows never leave the store: its functions return frozen values of the domain."""

from tui_crm.store.models.base import Table as Table
from tui_crm.store.models.customers import ChangeRow as ChangeRow
from tui_crm.store.models.customers import CustomerTable as CustomerTable
from tui_crm.store.models.customers import DoNotCallRow as DoNotCallRow
from tui_crm.store.models.customers import PhoneRow as PhoneRow
from tui_crm.store.models.customers import month_and_day as month_and_day
from tui_crm.store.models.duplicates import CustomerAliasRow as CustomerAliasRow
from tui_crm.store.models.duplicates import DuplicateCheckRow as DuplicateCheckRow
from tui_crm.store.models.duplicates import DuplicatePairRow as DuplicatePairRow
from tui_crm.store.models.duplicates import KeptApartRow as KeptApartRow
from tui_crm.store.models.follow_ups import CorrectionRow as CorrectionRow
from tui_crm.store.models.follow_ups import FollowUpDayRow as FollowUpDayRow
from tui_crm.store.models.follow_ups import FollowUpKindRow as FollowUpKindRow
from tui_crm.store.models.follow_ups import FollowUpRow as FollowUpRow
from tui_crm.store.models.lists import ListTitleRow as ListTitleRow
from tui_crm.store.models.lists import ListValueRow as ListValueRow
from tui_crm.store.models.search import ALL_VECTOR as ALL_VECTOR
from tui_crm.store.models.search import INDEX_TABLE as INDEX_TABLE
from tui_crm.store.models.search import NAMES_VECTOR as NAMES_VECTOR
from tui_crm.store.models.search import SEARCH_STATEMENTS as SEARCH_STATEMENTS
from tui_crm.store.models.search import CustomerSearchRow as CustomerSearchRow
from tui_crm.store.models.search import SearchWordRow as SearchWordRow
from tui_crm.store.models.steps import StepRow as StepRow
from tui_crm.store.models.team import CalendarDayRow as CalendarDayRow
from tui_crm.store.models.team import CalendarYearRow as CalendarYearRow
from tui_crm.store.models.team import CannedRow as CannedRow
from tui_crm.store.models.team import TeamSettingRow as TeamSettingRow
from tui_crm.store.models.users import DraftRow as DraftRow
from tui_crm.store.models.users import UserRow as UserRow
from tui_crm.store.models.users import UserStateRow as UserStateRow
from tui_crm.store.models.views import SavedViewRow as SavedViewRow

TABLES: tuple[type[Table], ...] = (
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
"""Every table, parents first."""
