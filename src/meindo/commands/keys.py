"""The key that encrypts documents and secrets: `meindo keys show`, `meindo keys rotate [--grace SECONDS]`."""

from argparse import ArgumentParser, Namespace


def add_arguments(parser: ArgumentParser) -> None:
    """What to do."""
    parser.add_argument("action", choices=["show", "rotate"])
    parser.add_argument("--grace", type=float, default=300, metavar="SECONDS", help="how long requests may still run")


def run(options: Namespace) -> int:
    """Exit code 1 when a change of the key is not finished."""
    from meindo.platform import keyring  # noqa: PLC0415 (needs Django)
    from meindo.platform.backup.rotation import is_under_way, rotate  # noqa: PLC0415

    if options.action == "rotate":
        rotate(grace_seconds=options.grace, tell=lambda text: print(text, flush=True))
        return 0
    for number, text in enumerate(keyring.texts()):
        print(f"{keyring.identifier(text)} {'gilt nur noch zum Lesen' if number else 'in Kraft'}")
    if is_under_way():
        print("Ein Schlüsselwechsel ist nicht beendet: `meindo keys rotate` setzt ihn fort.")
    return int(is_under_way())
