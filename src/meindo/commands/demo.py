"""Make the demo city with invented people and serve it: `meindo demo [--people N] [--no-serve] [--today DATE]`."""

import os
import time
from argparse import ArgumentParser, Namespace
from datetime import date

NEEDS_DJANGO = False  # the day must be set before anything asks for it


def add_arguments(parser: ArgumentParser) -> None:
    """Size, day, and whether to serve."""
    parser.add_argument("--people", type=int, default=11_000)
    parser.add_argument("--life", type=int, metavar="N", help="as many cases as in a city of N people")
    parser.add_argument("--no-serve", action="store_true")
    parser.add_argument("--today", type=date.fromisoformat, metavar="DATE")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=2)


def run(options: Namespace) -> int:
    """Exit code 2 when the database is none of a demo."""
    if options.today is not None:
        os.environ["MEINDO_TODAY"] = options.today.isoformat()
    os.environ.setdefault("MEINDO_PUBLIC_URL", f"http://localhost:{options.port}")
    os.environ.setdefault("MEINDO_LOG_LEVEL", "WARNING")
    import django  # noqa: PLC0415

    django.setup()
    from meindo.commands import serve  # noqa: PLC0415

    if not _make(options.people, options.life):
        return 2
    for line in welcome(options.port):
        print(line, flush=True)
    options.no_worker = False
    return 0 if options.no_serve else serve.run(options)


def _make(people: int, life: int | None) -> bool:
    from django.core.management import call_command  # noqa: PLC0415 (needs Django)

    from meindo.demo.make import NotADemo, make  # noqa: PLC0415

    began = time.monotonic()
    call_command("migrate", verbosity=0, interactive=False)
    try:
        is_new = make(max(people, 300), lambda text: print(f"… {text}", flush=True), life)
    except NotADemo:
        print("In dieser Datenbank stehen Personen, und sie ist keine Demo. Die Demo fasst sie nicht an.")
        return False
    seconds = time.monotonic() - began
    print(
        f"Die Demo-Stadt ist fertig ({seconds:.0f} s)." if is_new else "Die vorhandene Demo-Stadt bleibt, wie sie ist."
    )
    return True


def welcome(port: int) -> list[str]:
    """Address, log-ins, password."""
    from meindo.demo.accounts import open_code  # noqa: PLC0415 (needs Django)
    from meindo.demo.logins import PASSWORD, TOTP_SECRET, TOTP_USER, log_ins  # noqa: PLC0415

    lines = ["", f"Adresse:   http://localhost:{port}", f"Passwort:  {PASSWORD} (für alle)", "", "Anmelden als:"]
    lines += [f"  {place.user:<20} {place.given} {place.family}: {place.says}" for place in log_ins()]
    secret = f"Zweiter Faktor für „{TOTP_USER}“ (TOTP-Schlüssel für die App): {TOTP_SECRET}"
    name, code = open_code()
    if code:
        secret += f"\nBrief mit Code für {name}, noch ohne Zugang: {code} (http://localhost:{port}/aktivieren/)"
    return [*lines, "", secret, "Alle Personen sind erfunden, alle Werte Beispiele.", ""]
