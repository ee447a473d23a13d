"""Calling a number: arguments, never a shell."""

import sys
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.hostile import HOSTILE
from tui_crm.domain.customer import PhoneNumber
from tui_crm.domain.errors import CrmError
from tui_crm.domain.phone import dial_target
from tui_crm.services.dialing import dial_arguments, start_dial

LI_NA = PhoneNumber(raw="138 0013 8000", key="+8613800138000", e164="+8613800138000")
DEADLINE_SECONDS = 20


def test_without_a_command_a_tel_link_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    assert dial_arguments("", LI_NA) == ["xdg-open", "tel:+8613800138000"]
    monkeypatch.setattr(sys, "platform", "darwin")
    assert dial_arguments((), LI_NA) == ["open", "tel:+8613800138000"]


def test_a_service_code_is_escaped_in_the_link() -> None:
    assert dial_arguments("", PhoneNumber(raw="*100#", key="100"))[-1] == "tel:*100%23"


def test_the_number_takes_the_place_in_the_users_command_or_the_last_one() -> None:
    assert dial_arguments("linphonecsh dial 'sip:{phone}@pbx x'", LI_NA) == [
        "linphonecsh",
        "dial",
        "sip:+8613800138000@pbx x",
    ]
    assert dial_arguments(("call", "--now"), LI_NA) == ["call", "--now", "+8613800138000"]


def test_open_quotes_and_numbers_without_digits_are_refused() -> None:
    with pytest.raises(CrmError, match="bad_dial_command"):
        dial_arguments("call '{phone}", LI_NA)
    with pytest.raises(CrmError, match="not_dialable"):
        dial_arguments("call {phone}", PhoneNumber(raw="138****8000"))


@given(
    st.sampled_from(HOSTILE) | st.text(), st.text(), st.sampled_from(["call {phone}", "call", ""])
)
def test_no_stored_number_becomes_more_than_one_harmless_argument(
    raw: str, key: str, command: str
) -> None:
    for phone in (PhoneNumber(raw=raw, key=key), PhoneNumber(raw=raw, key=key, e164=key)):
        if dial_target(phone) is None:
            with pytest.raises(CrmError, match="not_dialable"):
                dial_arguments(command, phone)
            continue
        arguments = dial_arguments(command, phone)
        assert len(arguments) == 2
        assert set(arguments[1].removeprefix("tel:")) <= set("+0123456789*#%")


def test_the_users_program_gets_the_number_and_no_shell_reads_it(tmp_path: Path) -> None:
    told = tmp_path / "told"
    ended = threading.Event()
    program = (
        "import sys; open(sys.argv[1], 'w').write(repr(sys.argv[2:]) + sys.stdin.read()); exit(3)"
    )
    failures: list[CrmError] = []

    def remember(error: CrmError) -> None:
        failures.append(error)
        ended.set()

    command = (sys.executable, "-c", program, str(told), "$(touch pwned)", "{phone}")
    start_dial(LI_NA, command=command, when_failed=remember)
    assert ended.wait(DEADLINE_SECONDS)
    assert told.read_text() == "['$(touch pwned)', '+8613800138000']"
    assert failures[0].code == "dial_failed"
    assert failures[0].params == {"program": sys.executable, "reason": "3"}


def test_a_program_that_is_not_there_or_does_not_run_is_named(tmp_path: Path) -> None:
    with pytest.raises(CrmError, match="no_dial_command") as refusal:
        start_dial(LI_NA, command="no-such-softphone {phone}")
    assert refusal.value.params == {"program": "no-such-softphone"}
    broken = tmp_path / "broken"
    broken.write_bytes(b"\x00\x01")
    broken.chmod(0o700)
    with pytest.raises(CrmError, match="dial_failed"):
        start_dial(LI_NA, command=(str(broken),))
