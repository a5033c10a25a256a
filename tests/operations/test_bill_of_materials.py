"""The bill of materials says what is installed, and with which licences."""

import json
import re
from importlib.metadata import distributions
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from packaging.markers import Marker

from operations.bill_of_materials import licence, licence_table, locked, normalized

ROOT = Path(__file__).resolve().parents[2]
LOCK, TEST_LOCK = ROOT / "requirements" / "run.txt", ROOT / "requirements" / "test.txt"
TOOLS = {"pip", "setuptools", "wheel"}  # of the virtual environment itself


@pytest.fixture(scope="module")
def printed():
    output = StringIO()
    call_command("sbom", stdout=output)
    return json.loads(output.getvalue())


def test_the_bill_holds_every_pin_of_the_lock_with_its_hashes(printed):
    text = LOCK.read_text(encoding="utf-8")
    hashes = [item["value"] for part in printed["components"] for item in part["properties"]]

    assert printed["bomFormat"] == "CycloneDX"
    assert len(printed["components"]) == len(re.findall(r"^\S+==", text, re.MULTILINE))
    assert hashes == re.findall(r"--hash=(\S+)", text)
    assert all(
        re.fullmatch(r"pkg:pypi/[a-z0-9-]+@[\w.]+", c["purl"]) for c in printed["components"]
    )


def test_what_is_locked_is_what_is_installed_and_nothing_else_is(printed):
    installed = {
        normalized(found.metadata["Name"]): found.version
        for found in distributions()
        if normalized(found.metadata["Name"]) not in TOOLS
    }

    marked = re.findall(r"^(\S+)==\S+ *; *(.+?) *\\?$", TEST_LOCK.read_text(), re.MULTILINE)
    elsewhere = {normalized(name) for name, marker in marked if not Marker(marker).evaluate()}
    wanted = {package.key: package.version for package in locked(TEST_LOCK)}

    assert {name: wanted[name] for name in wanted if name not in elsewhere} == installed
    assert {c["purl"] for c in printed["components"]} <= {
        f"pkg:pypi/{name}@{version}" for name, version in installed.items()
    }


def test_every_licence_is_known_and_lets_the_program_be_passed_on():
    stated = {package.name: licence(package.name) for package in locked(LOCK)}

    assert [name for name, text in stated.items() if not text] == []
    strict = [name for name, text in stated.items() if "GPL" in text or "SSPL" in text]
    assert strict == ["psycopg2-binary"]  # LGPL: used as a library, not changed


def test_the_list_of_licences_in_the_docs_is_what_the_command_prints():
    page = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")

    assert licence_table(locked(LOCK)) in page


def test_the_bill_is_the_same_each_time(printed):
    output = StringIO()
    call_command("sbom", stdout=output)

    assert json.loads(output.getvalue()) == printed
