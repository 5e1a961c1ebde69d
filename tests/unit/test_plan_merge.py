"""Two managers change one plan: nothing of either is lost, and where both changed the same key it is told."""

from copy import deepcopy
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from hall.plan.check import Difference, differences
from hall.plan.merge import merge

BASE: dict[str, Any] = {
    "hall": {"name": "厅"},
    "services": [{"id": "a", "prefix": "A"}, {"id": "b", "prefix": "B"}],
    "limits": {"warn": 15},
}


def changed(**parts: Any) -> dict[str, Any]:
    return deepcopy(BASE) | parts


def test_changes_of_different_keys_both_count() -> None:
    """One renamed the hall, the other a service's prefix and a limit."""
    mine = changed(hall={"name": "新厅"})
    theirs = changed(services=[{"id": "a", "prefix": "F"}, {"id": "b", "prefix": "B"}], limits={"warn": 10})
    plan, conflicts = merge(BASE, mine, theirs)
    assert plan == theirs | {"hall": {"name": "新厅"}}
    assert conflicts == []


def test_rows_added_and_removed_by_both() -> None:
    """Rows are known by their ids, wherever they stand; the order that somebody changed counts."""
    mine = changed(services=[{"id": "b", "prefix": "B"}, {"id": "a", "prefix": "A"}, {"id": "m", "prefix": "M"}])
    theirs = changed(services=[{"id": "a", "prefix": "A"}, {"id": "b", "prefix": "X"}, {"id": "t", "prefix": "T"}])
    plan, conflicts = merge(BASE, mine, theirs)
    assert [(row["id"], row["prefix"]) for row in plan["services"]] == [("b", "X"), ("a", "A"), ("m", "M"), ("t", "T")]
    assert conflicts == []
    assert merge(BASE, changed(services=BASE["services"][:1]), BASE)[0]["services"] == BASE["services"][:1]


def test_the_same_key_changed_by_both_is_told() -> None:
    """Mine stands in the draft, and theirs is named; also where one removed what the other changed."""
    plan, conflicts = merge(BASE, changed(hall={"name": "甲"}), changed(hall={"name": "乙"}))
    assert plan["hall"] == {"name": "甲"}
    assert conflicts == [Difference("hall.name", "乙", "甲")]
    theirs = changed(services=[{"id": "a", "prefix": "F"}, BASE["services"][1]])
    plan, conflicts = merge(BASE, changed(services=BASE["services"][1:]), theirs)
    assert plan["services"] == BASE["services"][1:]
    assert conflicts == [Difference("services[a]", {"id": "a", "prefix": "F"}, None)]


def test_a_draft_with_an_id_twice_loses_no_row() -> None:
    """Such rows cannot be told apart: mine stands as it is."""
    doubled = [*BASE["services"], {"id": "a", "prefix": "Z"}]
    plan, conflicts = merge(BASE, changed(services=doubled), changed(services=BASE["services"][:1]))
    assert plan["services"] == doubled
    assert [one.key for one in conflicts] == ["services"]


values = st.recursive(
    st.none() | st.booleans() | st.integers(0, 3) | st.text(max_size=2),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from("abc"), inner, max_size=3)
        | st.lists(st.fixed_dictionaries({"id": st.sampled_from("abc"), "v": inner}), max_size=3)
        | st.lists(st.fixed_dictionaries({"id": inner}), max_size=2)
    ),
    max_leaves=8,
)


@given(values, values, values)
def test_whatever_was_sent_is_merged(base: Any, mine: Any, theirs: Any) -> None:
    """No draft breaks it; who alone changed something gets exactly that; and no difference is between equals."""
    merge(base, mine, theirs)
    assert merge(base, base, theirs)[0] == theirs
    assert merge(base, mine, base)[0] == mine
    assert list(differences(mine, deepcopy(mine))) == []
