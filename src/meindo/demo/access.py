"""How people of the demo city get in: devices, shared terminals, tokens of the city, applications, a lock. All of it is
made up like the people; what has a name says that it is an example.
"""

import base64
from datetime import timedelta

from meindo.platform.audit.actor import Actor
from meindo.platform.clock import at, start_of
from meindo.platform.login.commands_devices import declare_terminal, open_device, set_up_terminal
from meindo.platform.login.commands_lock import lock_account
from meindo.platform.login.commands_tokens import import_tokens
from meindo.platform.login.models import Terminal, User
from meindo.platform.login.queries_devices import terminals
from meindo.platform.people.demo import DemoCity
from meindo.web.commands_clients import note_visit, register_client
from meindo.web.commands_factors import hand_out
from meindo.web.queries_clients import client_named

WORK = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0 Mobile Safari/537.36"
# who, by which program, how many days ago, on an own device
DEVICES = (
    ("mitarbeiterin", WORK, 26, False),
    ("mitarbeiterin", PHONE, 12, True),
    ("teamleitung", PHONE, 9, True),
    ("kita", PHONE, 5, True),
)
DEPOT, LIBRARY = "Betriebshof Huckarde (Beispiel)", "Bibliothek, Erdgeschoss (Beispiel)"
TOKENS, TOKEN_TO, LOCKED = 6, "jav", "zustaendig_zwei"
APPLICATIONS = (
    ("Fachverfahren Bauantrag (Beispiel)", ("profile",), ("mitarbeiterin", "beamter")),
    ("Raumbuchung (Beispiel)", (), ("mitarbeiterin",)),
)


def let_in(city: DemoCity) -> None:
    """Once. Two people without a printed log-in get an account: one has a token of the city, one is locked."""
    if terminals().exists():
        return
    by = city.actor("zugang")
    depot = _terminals(city, by)
    for number, (name, agent, ago, own) in enumerate(DEVICES):
        with at(start_of(city.today - timedelta(days=ago))):
            _log_in(city, name, agent=agent, mark=f"demo-{number}", own=own)
    with at(start_of(city.today - timedelta(days=2))):
        _log_in(city, "kita", agent=PHONE, mark="", terminal=depot)
    with at(start_of(city.today - timedelta(days=30))):
        import_tokens(_list_of_tokens(), by=by)
        hand_out(_account(city, TOKEN_TO), serial="DEMO-001", by=by)
        lock_account(_account(city, LOCKED), reason="Gerät gestohlen (Beispiel)", by=by)
    for name, scopes, visitors in APPLICATIONS:
        _application(city, name, scopes, visitors)


def _terminals(city: DemoCity, by: Actor) -> Terminal:
    with at(start_of(city.today - timedelta(days=60))):
        depot, secret = declare_terminal(name=DEPOT, by=by)
        set_up_terminal(secret)
    declare_terminal(name=LIBRARY, by=by)  # waits to be set up
    return depot


def _log_in(
    city: DemoCity, name: str, *, agent: str, mark: str, own: bool = False, terminal: Terminal | None = None
) -> None:
    user = User.objects.get(person=city.persons[name])
    key = f"demo-{name}-{mark or 'terminal'}"  # of no session: there is nothing behind these log-ins
    open_device(user, mark=mark, session_key=key, agent=agent, own=own, terminal=terminal)


def _list_of_tokens() -> str:
    secrets = (base64.b32encode(f"demo-token-{number:03}-0000".encode()).decode() for number in range(1, TOKENS + 1))
    return "serial;secret\n" + "".join(f"DEMO-{number:03};{secret}\n" for number, secret in enumerate(secrets, start=1))


def _account(city: DemoCity, name: str) -> User:
    return User.objects.create_user(name, None, person=city.persons[name])


def _application(city: DemoCity, name: str, scopes: tuple[str, ...], visitors: tuple[str, ...]) -> None:
    with at(start_of(city.today - timedelta(days=20))):
        key, _secret = register_client(
            name=name, redirect_uris=["https://anwendung.demo.invalid/zurueck"], scopes=scopes, by=Actor.system("demo")
        )
    client = client_named(key)
    assert client is not None  # noqa: S101 (just made)
    for ago, visitor in enumerate(visitors, start=3):
        user = User.objects.get(person=city.persons[visitor])
        with at(start_of(city.today - timedelta(days=ago))):
            note_visit(client, user, scopes=("openid", *scopes), by=city.actor(visitor))
