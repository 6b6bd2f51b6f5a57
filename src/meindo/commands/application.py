"""Business applications that log people in through meindo: `meindo application add --name X --redirect ADDRESS`."""

import sys
from argparse import ArgumentParser, Namespace


def add_arguments(parser: ArgumentParser) -> None:
    """Add, list or remove one."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    add = actions.add_parser("add", help="Register an application; its secret is shown once.")
    add.add_argument("--name", required=True)
    add.add_argument("--redirect", action="append", required=True, help="exact address of return; can be repeated")
    add.add_argument("--scope", action="append", default=[], choices=["profile", "email"], help="what it may know")
    actions.add_parser("list", help="Every registered application.")
    remove = actions.add_parser("remove", help="Remove an application and end its tokens.")
    remove.add_argument("id")


def run(options: Namespace) -> int:
    """Exit code 1 when it was refused or is not there."""
    from meindo.platform.audit.actor import Actor  # noqa: PLC0415 (needs Django)
    from meindo.web import commands_clients, queries_clients  # noqa: PLC0415

    by = Actor.system("administration")
    if options.action == "list":
        for client in queries_clients.clients():
            print(
                f"{client.pk}  {client.name}  {' '.join(client.get_redirect_uris())}  {' '.join(client.get_scopes())}"
            )
        return 0
    if options.action == "remove":
        removed = commands_clients.remove_client(options.id, by=by)
        print("Entfernt." if removed else "Diese Anwendung gibt es nicht.")
        return 0 if removed else 1
    try:
        found = commands_clients.register_client(
            name=options.name, redirect_uris=options.redirect, scopes=options.scope, by=by
        )
    except commands_clients.ClientRefused as refused:
        print(refused, file=sys.stderr)
        return 1
    print(f"client_id:     {found[0]}\nclient_secret: {found[1]}")
    return 0
