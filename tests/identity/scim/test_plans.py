"""What a directory asks before every push is answered by an index, on both databases."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.identity.scim.client import Directory
from tests.platform.cases.test_plans import plan_of

from meindo.identity.models import ScimAccount
from meindo.platform.clock import now

pytestmark = pytest.mark.django_db
ASKED = {
    'userName eq "Ada"': "scim_account_user|scim_user_name",
    'userName sw "ad"': "scim_account_user|scim_user_name",
    'externalId eq "a"': "scim_account_external",
    'id eq "00000000-0000-0000-0000-000000000000"': "uuid",
    'displayName eq "ada"': "scim_account_display",
    'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber eq "1"': "scim_account_employee",
}


def plans_of(read: Callable[[], object]) -> list[str]:
    with CaptureQueriesContext(connection) as asked:
        read()
    queries = [query["sql"] for query in asked.captured_queries if 'FROM "identity_scimaccount"' in query["sql"]]
    return [plan_of(sql) for sql in queries]


def many() -> None:
    """So many that the database prefers the right index to any other one."""
    texts = [f"{number:05d}".encode() for number in range(3000)]
    instants = {"created_at": now(), "changed_at": now(), "client": "directory"}
    ScimAccount.objects.bulk_create(
        [
            ScimAccount(user_key=text, external_key=text, display_key=text, employee_key=text, **instants)
            for text in texts
        ]
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE identity_scimaccount")  # alone: statistics outlive the rollback, others pin plans too


@pytest.mark.parametrize("scim_filter", ASKED)
def test_the_index_answers(directory: Directory, scim_filter: str) -> None:
    directory.push("ada", displayName="Ada", externalId="a")
    many()
    plans = plans_of(lambda: directory.found("Users", scim_filter))
    assert plans, "nothing was asked"
    for plan in plans:
        assert any(name in plan for name in ASKED[scim_filter].split("|")), plan


def test_a_page_of_accounts_needs_few_questions(directory: Directory) -> None:
    for number in range(5):
        directory.group(f"g{number}", directory.push(f"user{number}")["id"])
    for path in ("/Users?count=2", "/Groups?count=2", "/Users?count=5", "/Groups?count=5"):
        with CaptureQueriesContext(connection) as asked:
            directory.ask("GET", path)
        assert len(asked) <= 8, [query["sql"] for query in asked.captured_queries]
