"""The list of steps: what I did, in words, and what keeps a step from being undone."""

from dataclasses import dataclass

from tui_crm.domain.customer import CustomerRow
from tui_crm.domain.errors import CrmError
from tui_crm.domain.steps import Step, StepKind, StepState
from tui_crm.services import list_undo, undo, view_undo
from tui_crm.services.session import Session
from tui_crm.store import aliases, batches, customers, steps
from tui_crm.wording.steps import step_words

MAX_LINES = 500
"""How many steps the list reads back: some days of work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLine:
    """One line: the step, its words, and the refusal that undoing it would meet now, or None."""

    step: Step
    words: str
    obstacle: CrmError | None = None

    @property
    def id(self) -> int:
        """The id of the step."""
        return self.step.id


def step_lines(session: Session, *, limit: int = MAX_LINES) -> tuple[StepLine, ...]:
    """Return the lines of the acting user's newest steps, undone ones too, newest first."""
    listed = undo.list_steps(session, limit=limit)
    names = _names(session, [each.customer_id for each in listed if each.customer_id is not None])
    obstacles = _obstacles(session, [each for each in listed if each.state is StepState.DONE])
    return tuple(
        StepLine(
            step=each,
            words=step_words(
                each, names.get(each.customer_id or 0, ""), session.classification_title
            ),
            obstacle=_standing(each) or obstacles.get(each.id),
        )
        for each in listed
    )


def customers_in(session: Session, step: Step) -> int:
    """Return how many customers a batch made or changed."""
    return batches.size(session.db, step.id)


def rows_of(session: Session, customer_ids: tuple[int, ...]) -> tuple[CustomerRow, ...]:
    """Return the lines of customers (some hundreds at most), in the order of the ids."""
    return customers.rows(session.db, session.viewer, customer_ids)


def _names(session: Session, customer_ids: list[int]) -> dict[int, str]:
    """Return customer id -> name; a merged customer is called as he who stayed."""
    standing = aliases.standing_ids(session.db, frozenset(customer_ids))
    ids = [standing.get(each, each) for each in customer_ids]
    rows = customers.rows(session.db, session.viewer, list(dict.fromkeys(ids)))
    names = {row.id: row.name or row.company or row.phone for row in rows}
    return names | {old: names[new] for old, new in standing.items() if new in names}


def _standing(step: Step) -> CrmError | None:
    """Return the refusal that lies in the step's own state."""
    if step.state is StepState.UNDONE:
        return CrmError("already_undone")
    return CrmError("batch_running") if step.state is StepState.RUNNING else None


def _obstacles(session: Session, standing: list[Step]) -> dict[int, CrmError]:
    """Return the refusals by step, as `undo` would raise them; batches skip customers instead."""
    single = [each for each in standing if not undo.is_batch(each)]
    made = {
        each.customer_id: each.id
        for each in single
        if each.kind is StepKind.CREATE and each.customer_id is not None
    }
    alone = batches.untouched(session.db, list(made))
    merged = aliases.standing_ids(session.db, made)
    found = {
        step_id: CrmError("worked_on_since", id=customer_id)
        for customer_id, step_id in made.items()
        if customer_id not in alone
    }
    found |= {
        made[customer_id]: CrmError("merged_since", id=customer_id, into=standing_id)
        for customer_id, standing_id in merged.items()
    }
    for each in standing:
        problem = list_undo.obstacle(session, each) or view_undo.obstacle(session, each)
        if problem is not None:
            found[each.id] = problem
    others = [each.id for each in single if each.kind is not StepKind.CREATE]
    for step_id, (customer_id, user_id, at) in steps.written_on_since(session.db, others).items():
        found[step_id] = CrmError(
            "changed_since",
            id=customer_id,
            who=session.user_name(user_id),
            when=at.astimezone(session.rules.zone),
        )
    return found
