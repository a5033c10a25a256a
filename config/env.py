"""What the settings read from the environment; every value of no use stops the start.

Reading is strict: ``KAIKE_PRODUCTION=production`` is not quietly False. All problems are gathered,
so that whoever sets a machine up reads them at once, one line each. No line repeats a password.
"""

import ipaddress
import os
import re
import secrets
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

YES, NO = {"true", "1", "yes", "on"}, {"false", "0", "no", "off"}
DATABASES = {"sqlite", "postgres", "postgresql"}
MAIL_SERVERS = {"smtp", "smtps", "smtp+tls", "smtp+ssl"}
MAIL_FOR_TESTS = {"consolemail", "filemail", "memorymail", "dummymail"}
HOST_NAME = re.compile(r"\.?[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*|\[[0-9a-fA-F:]+\]")
AGE_KEY = re.compile(r"age1[0-9a-z]{58}")
MAIL_ADDRESS = re.compile(r"[^@<>]*<[^@\s<>]+@[^@\s<>]+>|[^@\s<>]+@[^@\s<>]+")


class Environment:
    """Named values of the environment; what is wrong with them is in ``problems``, line by line."""

    def __init__(self, values: Mapping[str, str] = os.environ):
        self.values = values
        self.names_read: set[str] = set()
        self.problems: list[str] = []

    def text(self, name: str, default: str = "") -> str:
        """Return the value without blanks around it; an empty one counts as unset."""
        self.names_read.add(name)
        return self.values.get(name, "").strip() or default

    def switch(self, name: str, *, default: bool) -> bool:
        given = self.text(name).lower()
        if given and given not in YES | NO:
            self.problems.append(f"{name}={given} is neither True nor False: write one of them.")
        return given in YES if given else default

    def number(self, name: str, *, default: int, least: int, most: int) -> int:
        given = self.text(name, str(default))
        if not (given.isascii() and given.isdigit() and least <= int(given) <= most):
            self.problems.append(f"{name}={given} is no whole number from {least} to {most}.")
            return default
        return int(given)

    def words(self, name: str, default: tuple[str, ...] = ()) -> list[str]:
        """Return the values of a list whose members stand between commas."""
        return [word for word in map(str.strip, self.text(name).split(",")) if word] or [*default]

    def host_names(self, name: str, default: tuple[str, ...]) -> list[str]:
        hosts = self.words(name, default)
        for host in hosts:
            if not HOST_NAME.fullmatch(host) and host != "*":
                self.problems.append(
                    f"{name} holds {host!r}, which is no host name: "
                    "write names alone, without https:// and without a port."
                )
        return hosts

    def site_address(self, name: str, default: str) -> str:
        given = self.text(name, default).rstrip("/")
        try:
            parts = urlsplit(given)
            right = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
        except ValueError:
            right = False
        if not right or given != f"{parts.scheme}://{parts.netloc}" or "@" in given:
            self.problems.append(
                f"{name}={given} is no address of a site: write https:// and a host name, no path."
            )
            return default
        return given

    def proxies(self, name: str) -> list[str]:
        """Return addresses and networks; ``unix`` is a socket of this machine, ``none`` is none."""
        given = self.words(name)
        for network in given:
            try:
                ipaddress.ip_network(network if network not in {"none", "unix"} else "::")
            except ValueError:
                self.problems.append(
                    f"{name} holds {network!r}, which is no address and no network: "
                    "write for example 127.0.0.1 or 10.0.0.0/8; unix for a socket; or none."
                )
        if "none" in given and len(given) > 1:
            self.problems.append(f"{name} says none and names others: take one away.")
        return given

    def mail_address(self, name: str, default: str) -> str:
        given = self.text(name, default)
        if given and not MAIL_ADDRESS.fullmatch(given):
            self.problems.append(f"{name}={given} is no e-mail address.")
            return default
        return given

    def database(self, name: str, default: str) -> dict:
        given = self.text(name, default)
        scheme = given.partition("://")[0] if "://" in given else ""
        if scheme not in DATABASES:
            self.problems.append(
                f"{name} begins with neither sqlite:/// nor postgres://: "
                "write sqlite:///path or postgres://user:password@host:5432/name."
            )
            return database(environ.Env.db_url_config(default))
        try:
            parsed = environ.Env.db_url_config(given)
        except ValueError:
            parsed = {"NAME": ""}
        if parsed["NAME"] in {"", ":memory:"}:
            self.problems.append(
                f"{name} names no {'file' if scheme == 'sqlite' else 'database, or a wrong port'}: "
                "write sqlite:///path or postgres://user:password@host:5432/name."
            )
            return database(environ.Env.db_url_config(default))
        try:
            return database(parsed)
        except OSError as error:
            self.problems.append(f"{name}: the folder of {parsed['NAME']}: {error.strerror}.")
            return parsed

    def replica(self, name: str, *, of: dict) -> dict | None:
        """Return the DATABASES entry of a replica of that database, or nothing."""
        given = self.text(name)
        if not given:
            return None
        streams = given.startswith(("postgres://", "postgresql://"))
        if not (streams and "postgresql" in of["ENGINE"]):
            self.problems.append(
                f"{name}: only PostgreSQL streams to a replica; DATABASE_URL must be one too."
            )
            return None
        parsed = self.database(name, given)
        # A replica that is away is noticed at once, not after minutes; tests have one database.
        parsed["OPTIONS"] |= {"connect_timeout": 2}
        return parsed | {"TEST": {"MIRROR": "default"}}

    def redis(self, name: str) -> str:
        """Return the address of a Redis server, or nothing."""
        given = self.text(name)
        parts = urlsplit(given)
        if given and not (parts.scheme in {"redis", "rediss"} and parts.hostname):
            self.problems.append(
                f"{name} is no address of Redis: write redis://host:6379/0, rediss:// with TLS."
            )
            return ""
        return given

    def mail_server(self, name: str) -> dict:
        given = self.text(name, "consolemail://")
        scheme = given.partition("://")[0] if "://" in given else ""
        try:
            parsed = environ.Env.email_url_config(given)
        except (ImproperlyConfigured, ValueError):
            parsed = {}
        right = scheme in MAIL_FOR_TESTS or (scheme in MAIL_SERVERS and parsed.get("EMAIL_HOST"))
        if not (right and parsed):
            self.problems.append(
                f"{name} is no address of a mail server: write smtp+tls://user:password@host:587."
            )
            return environ.Env.email_url_config("consolemail://")
        return parsed

    def age_keys(self, name: str) -> list[str]:
        """Return the public keys that backups are encrypted for."""
        for key in (given := self.words(name)):
            if not AGE_KEY.fullmatch(key):
                self.problems.append(
                    f"{name} holds what is no public key of age: it begins with age1 "
                    "(age-keygen prints it), and a private key must not stand here."
                )
        return given

    def bucket(self, name: str) -> str:
        """Return the address of a bucket with its key, or nothing."""
        given = self.text(name)
        parts = urlsplit(given)
        if given and not (
            parts.scheme in {"http", "https"} and parts.password and parts.path.strip("/")
        ):
            self.problems.append(
                f"{name} is no address of a bucket: write https://KEY:SECRET@host/bucket/folder, "
                "with ?region=… where the storage asks for one."
            )
            return ""
        return given

    def secret_key(self, var: Path, *, production: bool) -> str:
        """Return SECRET_KEY, or what the file named by SECRET_KEY_FILE holds.

        Outside production a key is made once, in ``var/secret-key``, readable by its owner.
        """
        key, file = self.text("SECRET_KEY"), self.text("SECRET_KEY_FILE")
        if not key and file:
            try:
                key = Path(file).read_text(encoding="utf-8").strip()
            except (OSError, UnicodeDecodeError) as error:
                self.problems.append(f"SECRET_KEY_FILE={file} cannot be read: {error}.")
                return ""
        if not key and not production:
            return _cached_key(var / "secret-key")
        if production and (len(key) < 50 or len(set(key)) < 10):
            self.problems.append(
                f"SECRET_KEY is {'too easy to guess' if key else 'missing'}: set it to 50 or more "
                "random characters, or SECRET_KEY_FILE to a file that holds them."
            )
        return key

    def folder(self, name: str, default: Path) -> Path:
        """Return a folder that can be written to; it is made when it is not there."""
        given = Path(self.text(name, str(default))).absolute()
        try:
            given.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            self.problems.append(f"{name}={given} cannot be made: {error.strerror}.")
            return given
        if not os.access(given, os.W_OK | os.X_OK):
            self.problems.append(f"{name}={given} is not writable for who runs this.")
        return given

    def refuse(self) -> None:
        """Raise ImproperlyConfigured with a line for every problem, if there is one."""
        unknown = {
            name
            for name in self.values
            if name.startswith("KAIKE_") and name not in self.names_read
        }
        lines = [f"{name} is no setting of Kaike: look for a typing error." for name in unknown]
        if lines := self.problems + sorted(lines):
            raise ImproperlyConfigured("\n".join(lines))


def _cached_key(file: Path) -> str:
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        # Exclusive creation: two processes that start at once must not end up with two keys.
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text(encoding="utf-8")
    with os.fdopen(descriptor, "w", encoding="utf-8") as handle:
        handle.write(key := secrets.token_urlsafe(50))
    return key


def database(parsed: dict) -> dict:
    """Return a DATABASES entry with what each engine needs for seats to be exact."""
    engine = parsed["ENGINE"].rpartition(".")[2]
    if engine == "sqlite3":
        parsed["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        }
        # A connection opened for every request costs a fifth of an enrollment's processor time.
        parsed["CONN_MAX_AGE"] = 60
        # A file, not memory: threads of a test then meet the locks that production has.
        parsed["TEST"] = {"NAME": str(Path(parsed["NAME"]).with_suffix(".test.sqlite3"))}
        Path(parsed["NAME"]).parent.mkdir(parents=True, exist_ok=True)
    else:
        parsed["CONN_MAX_AGE"] = 60
        parsed["CONN_HEALTH_CHECKS"] = True
        parsed["OPTIONS"] = {**parsed.get("OPTIONS", {}), "options": "-c lock_timeout=5s"}
    return parsed
