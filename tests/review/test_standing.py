"""Which decisions stand, and which items wait for the warehouse: over any course of events."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from review.standing import not_published, standing, waiting
from warehouse.decisions import Decision, Verb


def _decision(number: int, key: str, verb: Verb = "tolak", undoes: int | None = None) -> Decision:
    return Decision(number, "", "sari", verb, key, "", "", None, None, None, "x", undoes)


@st.composite
def courses(draw: st.DrawFn) -> list[Decision]:
    """Decisions on a few items, some taken back, in the order of entry."""
    course: list[Decision] = []
    for number in range(1, draw(st.integers(0, 14)) + 1):
        open_ones = standing(course)
        if open_ones and draw(st.booleans()):
            undone = draw(st.sampled_from(open_ones))
            course.append(_decision(number, undone.item_key, "batal", undone.decision_id))
        else:
            course.append(_decision(number, draw(st.sampled_from("abc"))))
    return course


@given(course=courses())
def test_a_warehouse_with_every_decision_leaves_nothing_waiting(course: list[Decision]) -> None:
    published = {decision.decision_id for decision in course}
    assert waiting(course, published) == frozenset()
    assert not_published(course, published) == []


@given(course=courses())
def test_what_was_taken_back_stands_no_more(course: list[Decision]) -> None:
    undone = {decision.undoes for decision in course}
    stands = standing(course)
    assert all(decision.verb != "batal" for decision in stands)
    assert undone.isdisjoint(decision.decision_id for decision in stands)
    assert len(stands) + 2 * sum(decision.verb == "batal" for decision in course) == len(course)


@given(course=courses(), share=st.integers(0, 14))
def test_an_item_waits_just_when_publishing_would_change_what_stands(
    course: list[Decision], share: int
) -> None:
    published = {decision.decision_id for decision in course[:share]}
    before, after = standing(course[:share]), standing(course)
    changed = {
        key
        for key in "abc"
        if [d for d in before if d.item_key == key] != [d for d in after if d.item_key == key]
    }
    assert waiting(course, published) == changed


def test_a_decision_taken_back_before_it_counted_changes_nothing() -> None:
    course = [_decision(1, "a"), _decision(2, "a", "batal", 1)]
    assert not_published(course, set()) == []
    assert [entry.decision_id for entry in not_published(course, {1})] == [2]
