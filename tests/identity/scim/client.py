"""A client of the SCIM server with a token."""

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.test import Client

from meindo.platform.login.models import User
from meindo.platform.login.tokens import create_token

TYPE = "application/scim+json"
CORE = "urn:ietf:params:scim:schemas:core:2.0:User"
GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group"
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
BULK = "urn:ietf:params:scim:api:messages:2.0:BulkRequest"


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

    def push(self, user_name: str, /, **more: Any) -> Any:
        """A User, created."""
        answer = self.ask("POST", "/Users", {"schemas": [CORE], "userName": user_name, **more})
        assert answer.status_code == 201, answer.content
        return answer.json()

    def group(self, name: str, *members: str) -> Any:
        """A Group of some accounts, created."""
        said = {"schemas": [GROUP], "displayName": name, "members": [{"value": member} for member in members]}
        answer = self.ask("POST", "/Groups", said)
        assert answer.status_code == 201, answer.content
        return answer.json()

    def patch(self, path: str, *operations: dict[str, Any], **headers: str) -> Any:
        """The answer to a PATCH."""
        return self.ask("PATCH", path, {"schemas": [PATCH], "Operations": list(operations)}, **headers)

    def found(self, kind: str, scim_filter: str, **more: Any) -> Any:
        """What a filter finds."""
        answer = self.ask("GET", f"/{kind}?{urlencode({'filter': scim_filter, **more})}")
        assert answer.status_code == 200, answer.content
        return answer.json()
