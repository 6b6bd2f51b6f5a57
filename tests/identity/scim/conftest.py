"""A client with a token, and the server over real HTTP."""

import json
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from meindo.platform.login.models import User
from meindo.platform.login.tokens import create_token

TYPE = "application/scim+json"


def token_of(username: str = "directory-admin", *, label: str = "directory", scope: str = "scim", **more: Any) -> str:
    """A fresh token of an account without a person, unless one is given."""
    user = User.objects.filter(username=username).first() or User.objects.create_user(username, "x", **more)
    return create_token(user=user, scope=scope, label=label)


@dataclass
class Directory:
    """A client of the SCIM server inside this process."""

    token: str

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """The answer to a request with the token."""
        said = {"Authorization": f"Bearer {self.token}", **{name.replace("_", "-"): v for name, v in headers.items()}}
        return Client().generic(method, f"/scim/v2{path}", self.content(body), content_type=TYPE, headers=said)

    @staticmethod
    def content(body: Any) -> Any:
        """Bytes as they are, everything else as JSON."""
        return b"" if body is None else body if isinstance(body, bytes) else json.dumps(body)

    def push(self, name: str, **more: Any) -> Any:
        """A User, created."""
        answer = self.ask("POST", "/Users", {"schemas": [CORE], "userName": name, **more})
        assert answer.status_code == 201, answer.content
        return answer.json()


CORE = "urn:ietf:params:scim:schemas:core:2.0:User"
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"


@pytest.fixture
def directory(db: None) -> Directory:
    """The directory of the city with a token in force."""
    return Directory(token_of())
