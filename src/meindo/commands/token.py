"""Create a bearer token: `meindo token create --scope api --user NAME`."""

import sys
from argparse import ArgumentParser, Namespace


def add_arguments(parser: ArgumentParser) -> None:
    """Scope, account, label and how long it lasts."""
    parser.add_argument("action", choices=["create"])
    parser.add_argument("--scope", choices=["api", "scim", "metrics"], required=True)
    parser.add_argument("--user", help="account that the token acts for (needed for api and scim)")
    parser.add_argument("--label", default="", help="what it is for; for scope scim the name of the client (needed)")
    parser.add_argument("--days", type=int, default=90)


def run(options: Namespace) -> int:
    """Print the token once."""
    from meindo.platform.login.models import User  # noqa: PLC0415 (needs Django)
    from meindo.platform.login.tokens import create_token  # noqa: PLC0415

    user = User.objects.filter(username__iexact=options.user or "").first()
    if options.scope in ("api", "scim") and user is None:
        print(f"there is no account called {options.user}", file=sys.stderr)
        return 1
    if options.scope == "scim" and not options.label:
        print("--label names the client: its accounts stay the same under a new token", file=sys.stderr)
        return 1
    print(create_token(user=user, scope=options.scope, label=options.label, days=options.days))
    return 0
