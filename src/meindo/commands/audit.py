"""Verify the audit log: `meindo audit verify`."""

from argparse import ArgumentParser, Namespace


def add_arguments(parser: ArgumentParser) -> None:
    """What to do."""
    parser.add_argument("action", choices=["verify"])


def run(options: Namespace) -> int:
    """Exit code 1 when the chain is broken."""
    from meindo.platform.audit.chain import verify  # noqa: PLC0415 (needs Django)

    report = verify()
    print(f"{report.checked} rows chained, {report.waiting} waiting")
    if report.broken_at is None:
        print("the chain holds")
        return 0
    print(f"the chain is broken at row {report.broken_at}")
    return 1
