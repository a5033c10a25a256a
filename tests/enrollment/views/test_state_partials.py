"""Each state of an enrollment has a partial of its own; no other one speaks for it."""

from pathlib import Path

import pytest
from django.template import engines
from django.template.base import Node
from django.template.defaulttags import IfNode

from catalog.models.session_state import SessionState
from enrollment.models.enrollment import EnrollmentState

ROOT = Path(__file__).resolve().parents[3]
STATES = {*EnrollmentState.values, *SessionState.values}
FOR_STAFF_AND_BY_MAIL = sorted(
    str(file.relative_to(ROOT / "templates"))
    for folder in ("admin", "emails")
    for file in (ROOT / "templates" / folder).rglob("*.*")
)
# What the letter says is true of whatever ended it: only a finished session is told apart.
# A picture that is read has states of its own, of which one is called as one of ours.
TOLD_APART = {"emails/expired.txt", "admin/catalog/course/picture.html"}


def test_every_state_has_its_partial_and_every_partial_its_state():
    partials = {file.stem for file in (ROOT / "templates/enrollment/states").glob("*.html")}

    assert partials == set(EnrollmentState.values), "templates/enrollment/states/<state>.html"


@pytest.mark.parametrize("name", FOR_STAFF_AND_BY_MAIL)
def test_a_state_that_nobody_thought_of_is_not_told_as_another(name):
    template = engines["django"].get_template(name).template
    chains = [node for node in template.nodelist.get_nodes_by_type(IfNode) if asks_for_state(node)]
    with_else = [node for node in chains if node.conditions_nodelists[-1][0] is None]

    assert bool(with_else) == (name in TOLD_APART)


@pytest.mark.parametrize(
    ("condition", "asks"),
    [
        ('state == "waiting"', True),
        ('one.state == "held"', True),
        ('a or rest.enrollment.state|lower in "confirmed"', True),
        ('party.state == "nowhere"', False),
        ('party.estate == "held"', False),
    ],
)
def test_a_condition_on_a_state_is_known_whosever_it_is(condition, asks):
    text = f"{{% if {condition} %}}{{% else %}}{{% endif %}}"
    (chain,) = engines["django"].from_string(text).template.nodelist

    assert asks_for_state(chain) is asks


def asks_for_state(chain: Node) -> bool:
    """Whether an {% if %} compares the state of an enrollment or a session with one by name."""
    words = {word for condition, _ in chain.conditions_nodelists for word in words_of(condition)}
    states = {word for word in words if word.partition("|")[0].rpartition(".")[2] == "state"}
    return bool(states) and bool({word.strip("\"'") for word in words} & STATES)


def words_of(condition) -> list[str]:
    if condition is None:
        return []
    if hasattr(condition, "text"):
        return [condition.text]
    return [*words_of(condition.first), *words_of(condition.second)]
