"""Tasks that were set aside after errors: `meindo tasks list`, `meindo tasks retry [--name NAME | NUMBER]`."""

from argparse import ArgumentParser, Namespace


def add_arguments(parser: ArgumentParser) -> None:
    """List them, or try them again: all, those of a name, or one."""
    parser.add_argument("action", choices=["list", "retry"])
    chosen = parser.add_mutually_exclusive_group()
    chosen.add_argument("number", nargs="?", type=int, metavar="NUMBER", help="one task, by its number in the list")
    chosen.add_argument("--name", default="", help="all tasks of this name")


def run(options: Namespace) -> int:
    """One line per task: number, name, age, attempts, class of the last error. Exit code 1 when none was found."""
    from meindo.platform.outbox.commands import retry  # noqa: PLC0415 (needs Django)
    from meindo.platform.outbox.queries import tasks_set_aside  # noqa: PLC0415
    from meindo.platform.watch.findings import ago  # noqa: PLC0415

    if options.action == "retry":
        tasks = retry(name=options.name, number=options.number)
        for task in tasks:
            print(f"{task.pk}  {task.name}  wird wieder versucht")
    else:
        tasks = tasks_set_aside(options.name, options.number)
        for task in tasks:
            error = task.kind_of_error or "ohne Fehlerklasse"
            print(f"{task.pk}  {task.name}  {ago(task.created_at)} alt, {task.attempts} Versuche  {error}")
    if not tasks:
        print("Keine solche Aufgabe ist nach Fehlern zurückgestellt.")
    return 0 if tasks or options.action == "list" else 1
