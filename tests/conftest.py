"""What every test gets: guards that survive a flush, and factories."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import TransactionTestCase
from django.utils import translation

from meindo.platform import sql
from tests.support import parallel

_flush = TransactionTestCase._fixture_teardown


def _teardown(case: TransactionTestCase) -> Any:
    """The flush deletes row by row on SQLite, which the guards refuse: lift them for it, then lay them again."""
    sql.remove_guards()
    _flush(case)
    sql.install_guards()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """PostgreSQL keeps the guesses of a fresh table: statistics taken between two rolled back tests would say that it
    is empty, and a pinned plan would be another one from one run to the next.
    """
    with django_db_blocker.unblock():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                for table in connection.introspection.table_names(cursor):
                    cursor.execute(f'ALTER TABLE "{table}" SET (autovacuum_enabled = false)')


@pytest.fixture(autouse=True, scope="session")
def _flush_with_guards() -> Iterator[None]:
    TransactionTestCase._fixture_teardown = _teardown  # type: ignore[method-assign]
    yield
    TransactionTestCase._fixture_teardown = _flush  # type: ignore[method-assign]


@pytest.fixture(autouse=True)
def _german() -> Iterator[None]:
    """A page that was asked for in English leaves its language behind in the thread."""
    translation.activate("de")
    yield
    translation.activate("de")


@pytest.fixture
def own_database(transactional_db: None, tmp_path: Any, settings: Any) -> Iterator[str]:
    """A database and a data folder for real threads and processes; gives the URL (empty for SQLite)."""
    for name, value in parallel.place_settings(tmp_path).items():
        setattr(settings, name, value)
    with parallel.own_database(tmp_path) as url:
        yield url
