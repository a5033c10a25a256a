"""A database for one measurement: a file below var/, or a database beside that of DATABASE_URL."""

import os
from collections.abc import Callable
from pathlib import Path


def own_database(name: str) -> Callable[[], None]:
    """Point DATABASE_URL at a fresh database called ``name``; return what removes it."""
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        file = Path("var") / f"{name}.sqlite3"
        file.parent.mkdir(exist_ok=True)
        os.environ["DATABASE_URL"] = f"sqlite:///{file.resolve()}"

        def remove() -> None:
            for part in file.parent.glob(f"{file.name}*"):
                part.unlink()

        remove()
        return remove
    import psycopg2

    server, _, _name = url.rpartition("/")
    os.environ["DATABASE_URL"] = f"{server}/{name}"

    def run(statement: str) -> None:
        connection = psycopg2.connect(f"{server}/postgres")
        connection.autocommit = True
        connection.cursor().execute(statement)
        connection.close()

    run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    run(f"CREATE DATABASE {name}")
    return lambda: run(f"DROP DATABASE {name} WITH (FORCE)")
