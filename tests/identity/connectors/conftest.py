"""The three applications, each started once per module; every test has a part of its own in them."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from tests.support.connected import CsvTarget, DirectoryTarget, ScimTarget, Target
from tests.support.scim_app import ScimApp, scim_app
from tests.support.slapd import Slapd, needed, slapd

ALL = [pytest.param("directory", marks=pytest.mark.directory), "scim", "csv"]


@pytest.fixture(scope="module")
def directory_server() -> Iterator[Slapd]:
    """A running slapd, or a skip that says why."""
    needed()
    with slapd() as server:
        yield server


@pytest.fixture(scope="module")
def scim_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ScimApp]:
    """A running scim2-server."""
    with scim_app(tmp_path_factory.mktemp("scim")) as app:
        yield app


@pytest.fixture
def directory(directory_server: Slapd) -> DirectoryTarget:
    """A part of the directory."""
    return DirectoryTarget(directory_server, f"p{uuid4().hex[:8]}")


@pytest.fixture
def scim(scim_server: ScimApp) -> ScimTarget:
    """A tenant."""
    return ScimTarget(scim_server, f"t{uuid4().hex[:8]}")


@pytest.fixture
def drop(tmp_path: Path) -> CsvTarget:
    """A folder."""
    (tmp_path / "drop").mkdir()
    return CsvTarget(tmp_path / "drop")


@pytest.fixture(params=ALL)
def target(request: pytest.FixtureRequest) -> Target:
    """Each of the applications."""
    name = {"csv": "drop"}.get(request.param, request.param)
    found: Target = request.getfixturevalue(name)
    return found


@pytest.fixture
def own() -> Iterator[DirectoryTarget]:
    """A server for this test alone, which writes down every change."""
    needed()
    with slapd(after="overlay auditlog\nauditlog FOLDER/changes.ldif") as server:
        yield DirectoryTarget(server, "own")
