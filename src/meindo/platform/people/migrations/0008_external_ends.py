"""Who is external and has no end gets one a year from now: from here on the database asks for it.

A migration of its own, because PostgreSQL does not change a table in the transaction that wrote to it.
"""

from datetime import date
from typing import Any

from django.db import migrations

from meindo.kernel.workdays import add_months
from meindo.platform.clock import now, today

FOREVER = date(9999, 12, 31)
MONTHS = 12
SOURCE = "migration:people.0008"


def give_ends(apps: Any, _editor: Any) -> None:
    """What was known stays known; the new row holds on the same days up to the end."""
    terms = apps.get_model("people", "Terms")
    at = now()
    for row in terms.objects.filter(status_group="extern", valid_until=FOREVER, superseded_at__isnull=True):
        terms.objects.filter(pk=row.pk).update(superseded_at=at)
        terms.objects.create(
            employment_id=row.employment_id,
            status_group=row.status_group,
            grade=row.grade,
            share=row.share,
            valid_from=row.valid_from,
            valid_until=add_months(max(row.valid_from, today()), MONTHS),
            recorded_at=at,
            source=SOURCE,
            measure_id=row.measure_id,
        )


class Migration(migrations.Migration):

    dependencies = [
        ("people", "0007_doubts"),
    ]

    operations = [
        migrations.RunPython(give_ends, migrations.RunPython.noop),
    ]
