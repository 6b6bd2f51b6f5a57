"""Every check of scim2-tester, over HTTP, against the server as it runs."""

import sys
from typing import Any

import httpx2
import pytest
from scim2_client.engines.httpx2 import SyncSCIMClient
from scim2_tester import Status, check_server
from tests.identity.scim.client import token_of


def test_every_check_passes(live_server: Any, settings: Any, capsys: pytest.CaptureFixture[str]) -> None:
    settings.PUBLIC_URL = live_server.url
    bearer = {"Authorization": f"Bearer {token_of()}"}
    with httpx2.Client(base_url=f"{live_server.url}/scim/v2", headers=bearer) as http:
        results = check_server(SyncSCIMClient(http))
    bad = [f"{found.title}: {found.status} {found.reason}" for found in results if found.status != Status.SUCCESS]
    with capsys.disabled():
        sys.stdout.write(f"\nscim2-tester: {len(results)} checks, {len(results) - len(bad)} passed\n")
    assert not bad, "\n".join(bad)
    assert len(results) >= 135
