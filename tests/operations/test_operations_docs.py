"""What docs/operations.md, docs/settings.md and deploy/ say fits together and fits the program."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class
from django.db import migrations
from django.db.migrations.loader import MigrationLoader

from config import settings as read_settings

ROOT = Path(__file__).resolve().parents[2]
OPERATIONS = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
SETTINGS = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
INSTALL = ROOT / "deploy" / "install.sh"
BLOCKS = "\n".join(re.findall(r"^```\n(.*?)^```", OPERATIONS, re.MULTILINE | re.DOTALL))


def test_every_setting_is_in_the_table_and_the_table_holds_no_other():
    rows = re.findall(r"^\|(.*?)\|", SETTINGS, re.MULTILINE)
    named = {name for row in rows for name in re.findall(r"`([A-Z_0-9]+)`", row)}

    assert named == read_settings.env.names_read


@pytest.mark.parametrize("line", re.findall(r"^kaike .*", BLOCKS, re.MULTILINE))
def test_the_commands_of_the_site_exist_with_their_options(line):
    _, name, *rest = line.split()
    command = load_command_class(get_commands()[name], name)
    known = set(command.create_parser("manage.py", name)._option_string_actions)

    assert {word for word in rest if word.startswith("--")} <= known


def test_the_units_the_page_names_are_those_that_are_shipped():
    named = set(re.findall(r"kaike(?:-\w+)?\.(?:socket|service|timer)", OPERATIONS))
    shipped = {file.name for file in (ROOT / "deploy" / "systemd").iterdir()}

    assert named <= shipped
    assert {name for name in shipped if name.endswith((".timer", ".socket"))} <= named


def test_what_containers_get_is_read_by_the_program():
    compose = (ROOT / "deploy" / "compose.yaml").read_text(encoding="utf-8")
    example = (ROOT / "deploy" / "kaike.env.example").read_text(encoding="utf-8")
    app = compose[compose.index("x-app") : compose.index("services:")]
    given = set(re.findall(r"^    ([A-Z_]+): ", app, re.MULTILINE))
    given |= set(re.findall(r"^([A-Z_]+)=", example, re.MULTILINE))

    assert given <= read_settings.env.names_read
    must = {row.split("`")[1] for row in SETTINGS.splitlines() if "**must**:" in row}
    assert must - {"KAIKE_PRODUCTION"} <= given


def test_the_placeholders_of_nginx_are_filled_in_on_both_paths():
    template = (ROOT / "deploy" / "nginx" / "kaike.conf.template").read_text(encoding="utf-8")
    compose = (ROOT / "deploy" / "compose.yaml").read_text(encoding="utf-8")
    wanted = set(re.findall(r"\$\{(\w+)\}", template))

    assert wanted <= set(re.findall(r"\$(KAIKE_\w+)", INSTALL.read_text(encoding="utf-8")))
    assert wanted <= set(re.findall(r"(KAIKE_\w+):", compose))


def test_the_installer_is_sound_for_the_shell_and_may_be_run():
    assert os.access(INSTALL, os.X_OK)
    subprocess.run(["bash", "-n", INSTALL], check=True)


@pytest.mark.skipif(not shutil.which("shellcheck"), reason="shellcheck is not installed")
def test_the_installer_has_no_fault_that_shellcheck_finds():
    done = subprocess.run(["shellcheck", INSTALL], capture_output=True, text=True, check=False)

    assert done.stdout == ""


def test_without_what_it_needs_the_installer_says_how_it_is_called():
    done = subprocess.run(
        ["bash", INSTALL, "--nonsense"], capture_output=True, text=True, check=False
    )

    assert done.returncode == 2
    assert "deploy/install.sh --host" in done.stderr


# Before the first release nobody upgrades across these.
FIRST = {"0001_initial", "0002_search", "0002_append_only", "0003_staff_groups", "0003_holidays"}


def added_columns() -> list[tuple[str, migrations.AddField]]:
    loader = MigrationLoader(None)
    return [
        (f"{app}.{name}", operation)
        for (app, name), migration in sorted(loader.disk_migrations.items())
        if app in {"catalog", "enrollment", "operations"} and name not in FIRST
        for operation in migration.operations
        if isinstance(operation, migrations.AddField)
    ]


def test_the_release_before_can_still_write_to_tables_that_got_columns():
    """It goes on serving while the new one migrates, and comes back without knowing them."""
    added = added_columns()

    assert added
    assert [
        f"{name}: {operation.model_name}.{operation.name}"
        for name, operation in added
        if not (operation.field.null or operation.field.has_db_default())
    ] == []
