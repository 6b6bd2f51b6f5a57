"""Which applications can be registered, and that their tokens are forgotten when their time is over."""

from datetime import timedelta

import pytest
from allauth.idp.oidc.models import Client, Token
from django.utils import timezone

from meindo.cli import main
from meindo.platform.audit.actor import Actor
from meindo.platform.audit.models import AuditEvent
from meindo.web.commands_clients import ClientRefused, forget_tokens, register_client

pytestmark = pytest.mark.django_db
BY = Actor.system("test")


@pytest.mark.parametrize(
    "uri",
    [
        "http://fach.example/zurueck",
        "https://*.example/zurueck",
        "https://fach.example/zurueck#x",
        "fach.example/zurueck",
        "javascript://fach.example/%0aalert(1)",
        "https:///zurueck",
        "",
    ],
)
def test_an_address_that_could_be_somebody_else_s_is_refused(uri: str) -> None:
    with pytest.raises(ClientRefused, match="Rücksprungadresse"):
        register_client(name="Fach", redirect_uris=[uri], scopes=[], by=BY)
    assert not Client.objects.exists()


def test_the_command_registers_shows_the_secret_once_and_removes(capsys) -> None:
    add = ["application", "add", "--name", "Fach", "--redirect", "https://fach.example/zurueck", "--scope", "profile"]
    assert main(add) == 0
    said = dict(line.split(": ", 1) for line in capsys.readouterr().out.splitlines())
    client = Client.objects.get(pk=said["client_id"].strip())
    assert client.check_secret(said["client_secret"])
    assert said["client_secret"] not in client.secret
    assert (client.get_scopes(), client.skip_consent) == (["openid", "profile"], False)
    assert main(["application", "list"]) == 0
    assert "https://fach.example/zurueck" in capsys.readouterr().out
    assert main(["application", "remove", client.pk]) == 0
    assert main(["application", "remove", client.pk]) == 1
    kinds = AuditEvent.objects.order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["login.client_registered", "login.client_removed"]
    assert main([*add[:-2], "--redirect", "http://fach.example/"]) == 1


def test_old_tokens_are_forgotten_and_others_stay() -> None:
    client, _secret = register_client(name="Fach", redirect_uris=["https://fach.example/"], scopes=[], by=BY)
    for hours in (-1, 1):
        ends = timezone.now() + timedelta(hours=hours)
        Token.objects.create(type="at", hash=str(hours), client_id=client, expires_at=ends)
    forget_tokens("", {})
    assert [token.hash for token in Token.objects.all()] == ["1"]
