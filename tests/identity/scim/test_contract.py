"""The library's own rules for every storage, kept by ours."""

import pytest
from scim2_models import ScimProvider
from scim2_server.testing import ScimStorageContract

from meindo.identity.scim.caller import Caller
from meindo.identity.scim.shape import provider as our_provider
from meindo.identity.scim.storage import Storage
from meindo.platform.audit.actor import Actor

pytestmark = pytest.mark.django_db


class TestStorage(ScimStorageContract):
    """All of them; only the tests of cursors are skipped, which we do not announce."""

    @pytest.fixture
    def storage(self, db: None) -> Storage:
        return Storage(Caller("directory", Actor.system("test"), token=1))

    @pytest.fixture
    def provider(self) -> ScimProvider:
        return our_provider()
