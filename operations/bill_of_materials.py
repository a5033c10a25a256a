"""What the program is made of: from the lock, with the licences the installed packages state."""

import re
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

PIN = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>[^\s\\;]+)", re.MULTILINE)
HASH = re.compile(r"--hash=(sha256:[0-9a-f]{64})")
LONGEST_NAME = 60  # characters; some packages put the whole text where the name belongs


@dataclass(frozen=True, slots=True)
class Package:
    name: str
    version: str
    hashes: tuple[str, ...]

    @property
    def key(self) -> str:
        return normalized(self.name)


def normalized(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def locked(file: Path) -> list[Package]:
    """Return the packages of a lock with the hashes that pip checks."""
    text = file.read_text(encoding="utf-8")
    pins = list(PIN.finditer(text))
    ends = [pin.start() for pin in pins[1:]] + [len(text)]
    return [
        Package(pin["name"], pin["version"], tuple(HASH.findall(text[pin.end() : end])))
        for pin, end in zip(pins, ends, strict=True)
    ]


def licence(name: str) -> str:
    """Return the licence as the installed package states it, or an empty text."""
    try:
        stated = metadata(name)
    except PackageNotFoundError:
        return ""
    if "License-Expression" in stated:
        return stated["License-Expression"]
    text = stated["License"].strip() if "License" in stated else ""
    if 0 < len(text) <= LONGEST_NAME and "\n" not in text:
        return text
    classifiers = stated.get_all("Classifier") or []
    names = [line.rpartition(" :: ")[2] for line in classifiers if line.startswith("License ::")]
    return ", ".join(names)


def bill(packages: list[Package], *, version: str) -> dict:
    """Return the bill of materials in the form of CycloneDX 1.6, the same for the same lock."""
    program = {"type": "application", "bom-ref": "kaike", "name": "kaike", "version": version}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": program | {"licenses": [{"license": {"id": "BSD-3-Clause"}}]}},
        "components": [component(package) for package in packages],
        "dependencies": [{"ref": "kaike", "dependsOn": [purl(package) for package in packages]}],
    }


def component(package: Package) -> dict:
    stated = licence(package.name)
    return {
        "type": "library",
        "bom-ref": purl(package),
        "name": package.name,
        "version": package.version,
        "purl": purl(package),
        "licenses": [{"license": {"name": stated}}] if stated else [],
        "properties": [{"name": "pip:hash", "value": value} for value in package.hashes],
    }


def purl(package: Package) -> str:
    return f"pkg:pypi/{package.key}@{package.version}"


def licence_table(packages: list[Package]) -> str:
    rows = [
        f"| {package.name} | {package.version} | {licence(package.name)} |\n"
        for package in packages
    ]
    return "| Package | Version | Licence |\n|---|---|---|\n" + "".join(rows)
