"""Which tokens an index is asked for."""

import pytest

from tests.support.searching import terms
from tui_crm.domain.search.probes import AllOf, AnyOf, Probe, Term, probes
from tui_crm.domain.search.query import parse


def prefix(token: str) -> Term:
    return Term(token=token, is_prefix=True)


def whole(token: str) -> Term:
    return Term(token=token)


@pytest.mark.parametrize(
    ("text", "probe"),
    [
        ("张", prefix("张")),
        ("张三", AnyOf(parts=(whole("张三"), prefix("zhangsan")))),
        ("張三", AnyOf(parts=(whole("张三"), prefix("zhangsan")))),
        ("jo", prefix("jo")),
        ("joh", AnyOf(parts=(prefix("joh"), whole("ŋjoh")))),
        ('"joh"', whole("joh")),
        ("13", prefix("13")),
        ("jo 张", AllOf(parts=(prefix("jo"), prefix("张")))),
        ("jo owner:li -x", AnyOf(parts=(prefix("jo"), AllOf(parts=tuple(
            map(whole, ("jo", "owner", "li", "x"))
        ))))),
        ("", None),
        ("owner:li", None),
        ("( )", prefix("ħ000028ħ000029")),
    ],
)  # fmt: skip
def test_a_query_asks_for_these_tokens(text: str, probe: Probe | None) -> None:
    assert probes(parse(text)) == probe


def test_a_number_is_asked_for_by_its_grams_and_as_a_word() -> None:
    probe = probes(parse("80001"))
    assert isinstance(probe, AnyOf)
    assert AllOf(parts=(whole("ŧ8000"), whole("ŧ0001"))) in probe.parts
    assert prefix("80001") in probe.parts


def test_corrections_are_asked_for_beside_what_is_typed() -> None:
    probe = probes(parse("smiht"), {"smiht": ("smith",)})
    assert isinstance(probe, AnyOf)
    assert whole("smith") in probe.parts


@pytest.mark.parametrize("text", ["'; DROP TABLE x --", 'a" OR b*', "NEAR(x y)", "a:b^{c}", "%_\\"])
def test_no_token_holds_a_sign_that_means_something_to_an_engine(text: str) -> None:
    probe = probes(parse(text))
    assert probe is not None
    assert all(term.token.isalnum() for term in terms(probe))
