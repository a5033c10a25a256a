"""The backup of the night: made, encrypted, copied to another place, and expired by rule.

Encrypted is with age (https://age-encryption.org), a program of every distribution: the server
holds only a public key and cannot open what it has written; whoever breaks in gets no old copies.
"""

import re
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from enrollment.management.backups import BackupError, make_backup
from operations.expiry import expired
from operations.object_storage import Bucket, upload

NAME = re.compile(r"kaike-(\d{8}T\d{6})Z\.tar\.gz(\.age)?")


def store_backup(*, now: datetime) -> Path:
    """Write, encrypt and copy a backup; delete those over their time; return the new file."""
    file = make_backup(settings.BACKUP_FOLDER, now=now)
    if settings.BACKUP_RECIPIENTS:
        file = encrypt_all(settings.BACKUP_FOLDER, settings.BACKUP_RECIPIENTS)[0]
    expire(settings.BACKUP_FOLDER, now=now)
    if settings.BACKUP_COPY_FOLDER:
        copy(file, Path(settings.BACKUP_COPY_FOLDER))
        expire(Path(settings.BACKUP_COPY_FOLDER), now=now)
    if settings.BACKUP_S3_URL:
        upload(file, Bucket.from_url(settings.BACKUP_S3_URL), now=now)
    return file


def encrypt_all(folder: Path, recipients: list[str]) -> list[Path]:
    """Encrypt every backup that is not yet, those from before there was a key too, newest first.

    Where that fails they stay as they are, and nothing leaves the machine.
    """
    return [encrypted(file, recipients) for file in backups_in(folder) if file.suffix == ".gz"]


def encrypted(file: Path, recipients: list[str]) -> Path:
    """Replace the file by one that only the holders of the recipients' private keys can open."""
    target = file.with_name(f"{file.name}.age")
    draft = file.with_name(f".{target.name}")
    names = [part for recipient in recipients for part in ("--recipient", recipient)]
    try:
        run_age("--encrypt", *names, "--output", str(draft), str(file))
        draft.chmod(0o600)
        draft.rename(target)
    finally:
        draft.unlink(missing_ok=True)
    file.unlink()
    return target


def decrypted(file: Path, identity: Path, folder: Path) -> Path:
    """Write what the file holds into the folder; return it."""
    target = folder / file.name.removesuffix(".age")
    run_age("--decrypt", "--identity", str(identity), "--output", str(target), str(file))
    return target


def run_age(*arguments: str) -> None:
    if shutil.which("age") is None:
        raise BackupError("age is missing, which encrypts backups. On Debian: apt install age.")
    done = subprocess.run(  # noqa: S603 - the options are ours, the keys are settings
        ["age", *arguments],  # noqa: S607
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BackupError(f"age: {done.stderr.strip().splitlines()[0]}")


def copy(file: Path, folder: Path) -> None:
    """Copy the file whole or not at all; a folder that is not there is no mounted disk."""
    if not folder.is_dir():
        raise BackupError(f"BACKUP_COPY_FOLDER={folder} is no folder: is its disk mounted?")
    draft = folder / f".{file.name}"
    try:
        shutil.copyfile(file, draft)
        draft.chmod(0o600)
        draft.rename(folder / file.name)
    except OSError as error:
        raise BackupError(f"{folder}: {error.strerror}.") from error
    finally:
        draft.unlink(missing_ok=True)


def backups_in(folder: Path) -> dict[Path, datetime]:
    """Return the backups of the folder and when each was made, the newest first."""
    found = {}
    for file in folder.iterdir() if folder.is_dir() else ():
        if match := NAME.fullmatch(file.name):
            moment = datetime.strptime(match[1], "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
            found[file] = moment
    return dict(sorted(found.items(), key=lambda item: item[1], reverse=True))


def expire(folder: Path, *, now: datetime) -> None:
    found = backups_in(folder)
    over = expired(
        found.values(),
        now=now,
        days=settings.BACKUP_DAYS,
        weeks=settings.BACKUP_WEEKS,
        months=settings.BACKUP_MONTHS,
    )
    for file, moment in found.items():
        if moment in over:
            file.unlink()
