from pathlib import Path

from django.core.management import call_command

from enrollment import actions
from enrollment.admin.verbs import PARTY_BUTTONS, SESSION_BUTTONS
from enrollment.domain.states import FIRST_ENROLLMENT, NEXT_ENROLLMENT, NEXT_SESSION

DOCS = Path(__file__).resolve().parents[3] / "docs"


def test_the_page_of_states_is_what_the_tables_say(capsys):
    call_command("print_states")

    page = (DOCS / "states.md").read_text(encoding="utf-8")
    assert capsys.readouterr().out == page, "manage.py print_states > docs/states.md"


def test_every_arrow_is_a_verb_that_exists():
    tables = (*NEXT_ENROLLMENT.values(), FIRST_ENROLLMENT, *NEXT_SESSION.values())
    named = {verb for following in tables for verbs in following.values() for verb in verbs}

    unknown = named - {verb.__name__ for verb in actions.VERBS}
    assert unknown == set(), "enrollment/actions/__init__.py: VERBS"


def test_every_arrow_that_somebody_walks_has_a_button():
    following = (*NEXT_ENROLLMENT.values(), *NEXT_SESSION.values())
    named = {verb for after in following for verbs in after.values() for verb in verbs}
    pressed = {button.name for button in (*PARTY_BUTTONS, *SESSION_BUTTONS)}

    assert named - pressed == {"catch_up"}, "enrollment/admin/verbs.py: PARTY_BUTTONS"
