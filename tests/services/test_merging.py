"""Edits of two and three people meet in the database: nothing is lost, each conflict is shown."""

from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.sessions import FixedClock, add_customer, add_user, session_of, stored
from tui_crm.domain.conflicts import Side
from tui_crm.domain.customer import Customer, Kind
from tui_crm.domain.errors import FieldError
from tui_crm.services import customers, desk, merging, undo
from tui_crm.services.field_texts import field_texts
from tui_crm.services.merging import EditConflict
from tui_crm.services.session import Session, new_uuid

A = "13800138000"


@pytest.fixture
def colleague(session: Session, clock: FixedClock) -> Session:
    """Return the session of a colleague on the same database."""
    add_user(session, "tom", name="Tom Fox")
    return session_of(session.db, clock, login="tom")


def test_fields_of_one_side_each_are_merged(session: Session, colleague: Session) -> None:
    base = add_customer(session, "张三", phones=A, level="A", custom=(("生肖", "龙"),))
    customers.edit(colleague, base.id, {"company": "华强", "custom.生肖": ""})
    saved = merging.save(session, base, {"name": "张三丰", "custom.爱好": "茶", "area": "南山"})
    after = stored(session, base)
    assert saved.customer == after
    assert (after.name, after.company, after.custom) == ("张三丰", "华强", (("爱好", "茶"),))
    assert session.value_title(after.area) == "南山"
    assert [(each.code, each.before, each.after, each.who) for each in saved.news] == [
        ("company", "", "华强", "Tom Fox"),
        ("custom.生肖", "龙", "", "Tom Fox"),
    ]


def test_a_field_of_both_is_shown_with_both_texts_who_and_when(
    session: Session, colleague: Session, clock: FixedClock
) -> None:
    base = add_customer(session, "张三", owner="lina")
    clock.advance(minutes=5)
    customers.edit(colleague, base.id, {"name": "李四", "owner": "tom", "level": "新词"})
    clock.advance(minutes=1)
    with pytest.raises(EditConflict) as refusal:
        merging.save(session, base, {"name": "王五", "owner": "", "level": "别的", "note": "n"})
    conflict = refusal.value
    assert (conflict.params["who"], conflict.kept) == ("Tom Fox", {"note": "n"})
    told = {each.code: (each.base, each.mine, each.theirs) for each in conflict.conflicts}
    assert told == {
        "name": ("张三", "王五", "李四"),
        "owner": (session.viewer.name, "", "Tom Fox"),
        "level": ("", "别的", "新词"),
    }
    for each in conflict.conflicts:
        assert each.news is not None
        assert f"{each.news.at:%H:%M}" == "10:05"
    assert stored(session, base).name == "李四"


def test_the_choices_are_saved_and_a_further_change_asks_again(
    session: Session, colleague: Session
) -> None:
    base = add_customer(session, "张三", note="n")
    customers.edit(colleague, base.id, {"name": "李四", "note": "theirs"})
    with pytest.raises(EditConflict) as refusal:
        merging.save(session, base, {"name": "王五", "note": "mine", "email": "a@b.c"})
    first = refusal.value
    changes = first.decided({"name": Side.MINE, "note": Side.THEIRS})
    assert changes == {"name": "王五", "email": "a@b.c"}
    customers.edit(colleague, base.id, {"name": "赵六"})
    with pytest.raises(EditConflict) as refusal:
        merging.save(session, first.current, changes)
    second = refusal.value
    (again,) = second.conflicts
    assert (again.base, again.mine, again.theirs) == ("李四", "王五", "赵六")
    saved = merging.save(session, second.current, second.decided({"name": Side.MINE}))
    assert (saved.customer.name, saved.customer.note, saved.customer.email) == (
        "王五",
        "theirs",
        "a@b.c",
    )


def test_numbers_of_both_are_united_and_stay_so_where_another_field_is_in_question(
    session: Session, colleague: Session
) -> None:
    base = add_customer(session, "张三", phones=A)
    customers.edit(colleague, base.id, {"phones": f"{A} [bad] ; 95588", "note": "theirs"})
    with pytest.raises(EditConflict) as refusal:
        merging.save(session, base, {"phones": f"{A} ; 办公: 10086", "note": "mine"})
    assert [each.code for each in refusal.value.conflicts] == ["note"]
    decided = refusal.value.decided({"note": Side.THEIRS})
    after = merging.save(session, refusal.value.current, decided).customer
    assert field_texts(session, after)["phones"] == f"{A} [bad] ; 95588 ; 办公: 10086"
    assert after.note == "theirs"


def test_a_call_meanwhile_loses_nothing(session: Session, clock: FixedClock) -> None:
    """It changes the next contact, which the edit leaves alone."""
    base = add_customer(session, "张三", phones=A)
    logged = desk.log_canned(session, base.id, "1", entry_uuid=new_uuid())
    after = merging.save(session, base, {"wechat": "zs"}).customer
    assert (after.wechat, after.promise) == ("zs", logged.customer.promise)
    assert after.last_outcome == "not interested"


def test_what_was_changed_and_changed_back_is_no_conflict(
    session: Session, colleague: Session
) -> None:
    base = add_customer(session, "张三")
    customers.edit(colleague, base.id, {"name": "李四"})
    undo.undo(colleague)
    saved = merging.save(session, base, {"name": "王五"})
    assert (saved.customer.name, saved.news) == ("王五", ())


def test_the_last_field_to_know_him_by_is_in_question_where_each_emptied_another(
    session: Session, colleague: Session
) -> None:
    base = add_customer(session, "张三", company="华强")
    customers.edit(colleague, base.id, {"company": ""})
    with pytest.raises(EditConflict) as refusal:
        merging.save(session, base, {"name": ""})
    assert [each.code for each in refusal.value.conflicts] == ["company"]
    theirs = refusal.value.decided({"company": Side.THEIRS})
    with pytest.raises(FieldError, match="no_identity"):
        merging.save(session, refusal.value.current, theirs)
    mine = refusal.value.decided({"company": Side.MINE})
    after = merging.save(session, refusal.value.current, mine).customer
    assert (after.name, after.company) == ("", "华强")


# --- at random ---

TEXT_CODES = ("name", "company", "email", "note", "custom.生肖", "custom.b")
WORDS = ("", "张三", "b", "c")
EDITS = st.fixed_dictionaries(
    {},
    optional={
        **{code: st.sampled_from(WORDS) for code in TEXT_CODES},
        "level": st.sampled_from(["", "A", "B"]),
        "kind": st.sampled_from([each.value for each in Kind]),
        "owner": st.sampled_from(["", "lina", "tom"]),
        "phones": st.lists(
            st.sampled_from(["95588", "10086", "95588 [bad]", "办公: 10010"]), max_size=3
        ).map(" ; ".join),
    },
)


@dataclass
class Editor:
    """Somebody who began to edit when the customer was `base`, and wants `changes`."""

    session: Session
    base: Customer
    changes: dict[str, str]
    shown: set[str] = field(default_factory=set)

    def wanted(self) -> dict[str, str]:
        """Return the texts of the fields that the edit really changes."""
        was = field_texts(self.session, self.base)
        with self.session.db.write():
            edited = customers.edited(self.session, self.base, self.changes)
        now = field_texts(self.session, edited)
        return {c: now.get(c, "") for c in self.changes if now.get(c, "") != was.get(c, "")}

    def save(self, sides: list[Side]) -> Customer:
        """Save, deciding conflicts by `sides` in turn until it is in."""
        base, changes = self.base, dict(self.changes)
        while True:
            try:
                return merging.save(self.session, base, changes).customer
            except EditConflict as conflict:
                codes = [each.code for each in conflict.conflicts]
                assert codes, "a question without a field"
                self.shown |= set(codes)
                picked = {code: sides[n % len(sides)] for n, code in enumerate(codes)}
                base, changes = conflict.current, dict(conflict.decided(picked))


@settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(
    edits=st.lists(EDITS, min_size=2, max_size=3),
    sides=st.lists(st.sampled_from(Side), min_size=1, max_size=4),
)
def test_random_edits_of_two_or_three_people_lose_nothing_unseen(
    sqlite_session: Session, edits: list[dict[str, str]], sides: list[Side]
) -> None:
    """Whoever saves finds his change stored, unless he was shown the field and chose theirs.

    What he did not touch, and was not shown, is as it was before he saved.
    """
    session = sqlite_session
    if all(user.login != "tom" for user in session.shared.users.values()):
        add_user(session, "tom", name="Tom Fox")
    base = add_customer(session, "张三", phones="95588 ; 10086", email="a@b.c", level="A")
    for changes in edits:
        editor = Editor(session, base, changes)
        before = field_texts(session, stored(session, base))
        refusal = None
        try:
            wanted = editor.wanted()
            after = field_texts(session, editor.save(sides))
        except FieldError as error:
            refusal = error.code
        if refusal is not None:
            assert refusal == "no_identity"
            assert field_texts(session, stored(session, base)) == before
            continue
        for code, text in wanted.items():
            if code not in editor.shown and code != "phones":
                assert after.get(code, "") == text
        untouched = {*before, *after} - {*wanted, *editor.shown, "updated_at", "version"}
        for code in untouched:
            assert after.get(code, "") == before.get(code, "")


def test_a_draft_with_a_word_that_is_no_value_yet_is_no_question(session: Session) -> None:
    """The word becomes a value of its list, as it does when the form is saved."""
    base = add_customer(session, "张三")
    changes = {"area": "南山", "note": "mine"}
    merging.check_draft(session, base, changes, {"area": "", "note": ""})
    assert merging.save(session, base, changes).customer.note == "mine"
    assert session.value_title(stored(session, base).area) == "南山"
