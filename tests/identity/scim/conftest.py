"""What the tests of the SCIM server start from."""

import pytest
from tests.identity.scim.client import Directory, token_of


@pytest.fixture
def directory(db: None) -> Directory:
    """The directory of the city with a token in force."""
    return Directory(token_of())
