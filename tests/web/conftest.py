"""What several test modules of the pages start from; `office` is each module's own."""

from pathlib import Path

import pytest
from django.test import Client
from tests.web.test_bad_input import claim_of
from tests.web.test_claim_pages import typed
from tests.web.world import browser_of

from meindo.platform.cases.models import Case, Draft


@pytest.fixture
def own_folder(settings, tmp_path) -> Path:
    """A data folder of the test's own, so that files of other tests are not counted."""
    settings.DATA = tmp_path
    return tmp_path


@pytest.fixture
def employee(db, office) -> Client:
    """The browser of the employee who travels."""
    return browser_of("mitarbeiterin")


@pytest.fixture
def claim(employee, office) -> tuple[Case, str]:
    """A claim of which only the receipts are missing, and the address of its draft."""
    case, draft = claim_of(employee, office)
    Draft.objects.filter(uuid=draft.split("/")[3]).update(data=typed(case))
    return case, draft
