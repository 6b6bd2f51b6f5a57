"""Build people once per module and give each test a copy of its own, rolled back at its end."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import pytest
from django.db import transaction

T = TypeVar("T")


@contextmanager
def taken_back() -> Iterator[None]:
    """A transaction, or a part of one, that leaves nothing behind."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def built_once(name: str, build: Callable[[], T]) -> tuple[Any, Any]:
    """Two fixtures for a module: `name`, built once, and `db`, which takes the place of pytest-django's here.

    Write `office, db = built_once("office", build_office)`. A `django_db` mark does not go with it: its end closes the
    connection and with it the module's transaction.
    """

    @pytest.fixture(scope="module", name=name)
    def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[T]:
        with django_db_blocker.unblock(), taken_back():
            yield build()

    @pytest.fixture(name="db")
    def own_copy(request: pytest.FixtureRequest) -> Iterator[None]:
        request.getfixturevalue(name)
        with taken_back():
            yield

    return built, own_copy
