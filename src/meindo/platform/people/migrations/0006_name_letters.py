from django.db import migrations

from meindo.kernel.spelling import search_key


def fill(apps, _schema_editor):
    """Names with letters such as "ı" are found without them now: what they are found by is said once more."""
    changed = []
    for row in apps.get_model("people", "Person").objects.only("id", "display_name", "sort_name", "name_key", "sort_key"):
        keys = search_key(row.display_name), search_key(row.sort_name)
        if keys != (row.name_key, row.sort_key):
            row.name_key, row.sort_key = keys
            changed.append(row)
    apps.get_model("people", "Person").objects.bulk_update(changed, ["name_key", "sort_key"], batch_size=500)


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0005_alter_holding_kind'),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
