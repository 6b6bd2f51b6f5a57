"""The city's table of amounts abroad in the demo: invented amounts, released by two invented people and marked so."""

from django.conf import settings

from meindo.platform.clock import at, start_of
from meindo.platform.law.commands import confirm_release, propose_release
from meindo.platform.law.queries import values_in_use
from meindo.platform.people.demo import DemoCity

from .akevo import import_akevo
from .akevo_file import COLUMNS

NAME = "akevo-beispielbetraege-demo.csv"
REASON = "Demo: erfundene Beispielbeträge, freigegeben von erfundenen Personen"
# whole day, arrival or departure, night: round numbers that no authority has set
AMOUNTS = {
    ("AT", ""): "45 36 120",
    ("BE", ""): "50 40 140",
    ("FR", ""): "48 38 130",
    ("FR", "paris"): "60 48 160",
    ("LU", ""): "55 44 150",
    ("NL", ""): "47 38 130",
}


def enter_table(city: DemoCity) -> None:
    """Import the file as an office would and let two people release it, before the first trip."""
    path = settings.DATA / "demo" / NAME
    path.parent.mkdir(parents=True, exist_ok=True)
    since = city.today.replace(year=city.today.year - 2, month=1, day=1)
    rows = [";".join((*key, since.isoformat(), "", *row.split())) for key, row in AMOUNTS.items()]
    path.write_text("\n".join((";".join(COLUMNS), *rows)) + "\n", encoding="utf-8")
    with at(start_of(since)):
        import_akevo(path)
        for value in values_in_use().needing_release():
            release = propose_release(value=value, reason=REASON, by=city.actor("recht1"), is_demo=True)
            confirm_release(release=release, by=city.actor("recht2"))
