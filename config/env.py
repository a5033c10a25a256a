"""What the settings read from the environment; a wrong value stops the start with a sentence."""

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def secret_key(var: Path, *, production: bool) -> str:
    """SECRET_KEY, or the contents of the file SECRET_KEY_FILE names.

    Outside production a key is made once and kept in ``var/secret-key``, readable by its owner.
    """
    if key := os.environ.get("SECRET_KEY"):
        return key
    if name := os.environ.get("SECRET_KEY_FILE"):
        return Path(name).read_text(encoding="utf-8").strip()
    if production:
        raise ImproperlyConfigured(
            "SECRET_KEY is missing: set SECRET_KEY to 50 or more random characters, "
            "or SECRET_KEY_FILE to a file that holds them."
        )
    return _kept_key(var / "secret-key")


def _kept_key(file: Path) -> str:
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        # Exclusive creation: two processes that start at once must not end up with two keys.
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text(encoding="utf-8")
    with os.fdopen(descriptor, "w", encoding="utf-8") as handle:
        handle.write(key := secrets.token_urlsafe(50))
    return key


def months(env, name: str, *, default: int) -> int:
    """How long something is kept: at least a month, at most thirty years."""
    return _between(env, name, default, 1, 360)


def days(env, name: str, *, default: int) -> int:
    return _between(env, name, default, 1, 90)


def _between(env, name: str, default: int, least: int, most: int) -> int:
    try:
        value = int(env.str(name, default=str(default)))
    except ValueError:
        value = 0
    if not least <= value <= most:
        raise ImproperlyConfigured(f"{name} must be a whole number from {least} to {most}.")
    return value


def database(parsed: dict) -> dict:
    """A DATABASES entry with what each engine needs for seats to be exact (docs/decisions)."""
    engine = parsed["ENGINE"].rpartition(".")[2]
    if engine == "sqlite3":
        Path(parsed["NAME"]).parent.mkdir(parents=True, exist_ok=True)
        parsed["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        }
        # A file, not memory: threads of a test then meet the locks that production has.
        parsed["TEST"] = {"NAME": str(Path(parsed["NAME"]).with_suffix(".test.sqlite3"))}
    elif engine == "postgresql":
        parsed["CONN_MAX_AGE"] = 60
        parsed["CONN_HEALTH_CHECKS"] = True
        parsed["OPTIONS"] = {**parsed.get("OPTIONS", {}), "options": "-c lock_timeout=5s"}
    else:
        raise ImproperlyConfigured(
            f"DATABASE_URL names the engine {engine!r}: write sqlite:///path or postgres://…"
        )
    return parsed
