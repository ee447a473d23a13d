"""Public search shows the chosen fields of anybody, at most ten, numbers masked unless chosen."""

import pytest

from tests.support.command_line import CommandLine
from tests.support.sessions import add_customer, add_user
from tui_crm.domain.errors import FieldError
from tui_crm.domain.public_search import PublicField, masked
from tui_crm.domain.team import setting_text, with_setting
from tui_crm.services.public_search import public_search
from tui_crm.services.session import Session
from tui_crm.services.working_days import change_setting


@pytest.fixture
def office(session: Session) -> Session:
    """Return a session on a colleague's customer with an address."""
    add_user(session, "wang", name="Wang Fang")
    add_customer(
        session,
        "Anna",
        company="Foo Ltd",
        phones="13800138000",
        owner="wang",
        address="Hidden Road 7",
        wechat="annawx",
    )
    return session


def shown(session: Session, text: str) -> list[dict[PublicField, str]]:
    """Return what is shown of the hits of a query."""
    return [dict(hit.values) for hit in public_search(session, session.viewer, text)]


def test_the_default_shows_who_it_is_and_whose_with_the_number_masked(office: Session) -> None:
    assert shown(office, "anna") == [
        {
            PublicField.NAME: "Anna",
            PublicField.PHONE: "138****8000",
            PublicField.COMPANY: "Foo Ltd",
            PublicField.OWNER: "Wang Fang",
            PublicField.STATE: "assigned",
        }
    ]


def test_only_what_is_shown_and_numbers_are_looked_through(office: Session) -> None:
    assert len(shown(office, "0138")) == len(shown(office, "foo owner:wang")) == 1
    assert shown(office, "hidden road") == shown(office, "annawx") == []
    assert shown(office, "text:material anna") == shown(office, "anna")
    assert shown(office, "level:a") == shown(office, "owner:wang") == []


def test_the_manager_chooses_fields_and_whom(office: Session) -> None:
    change_setting(office, "public_fields", "address, PHONE")
    (hit,) = shown(office, "hidden")
    assert hit == {PublicField.PHONE: "13800138000", PublicField.ADDRESS: "Hidden Road 7"}
    assert shown(office, "anna") == []
    assert setting_text(office.team, "public_fields") == "phone,address"
    change_setting(office, "public_scope", "leads")
    assert len(shown(office, "hidden")) == 1
    for text in ("", "name,shoe size", ","):
        with pytest.raises(FieldError) as refusal:
            with_setting(office.team, "public_fields", text)
        assert refusal.value.code == "bad_setting"


def test_ten_at_most_are_shown(session: Session) -> None:
    for number in range(12):
        add_customer(session, f"Anna {number}")
    assert len(shown(session, "anna")) == 10


@pytest.mark.parametrize(
    ("number", "hidden"),
    [
        ("138-0013-8000", "138****8000"),
        ("95588", "9**88"),
        ("张经理 0755-88888888", "075*****8888"),
        ("7", "*"),
        ("", ""),
    ],
)
def test_at_least_a_third_of_a_number_is_hidden(number: str, hidden: str) -> None:
    assert masked(number) == hidden


def test_the_command_prints_the_shown_fields(crm: CommandLine) -> None:
    crm.json("add", "--name", "Anna", "--phone", "13800138000")
    (hit,) = crm.json("search", "--public", "anna")
    assert hit.keys() == {"id", "name", "phone", "company", "owner", "state", "score"}
    assert (hit["phone"], hit["state"], hit["score"]) == ("138****8000", "assigned", 100)
    assert "138****8000" in crm.text("search", "--public", "anna")
    assert crm.json("search", "--public", "berta") == []
