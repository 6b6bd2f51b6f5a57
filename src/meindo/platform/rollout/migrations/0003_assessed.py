"""What is looked at before a stage starts; of those that began before nobody noted it, and that is what they say."""

from typing import Any

from django.db import migrations, models

NOT_NOTED = "nicht festgehalten: Die Stufe begann, bevor das verlangt wurde"


def say_so(apps: Any, _schema_editor: Any) -> None:
    started = apps.get_model("rollout", "Stage").objects.filter(started_at__isnull=False)
    started.update(trial=NOT_NOTED, risks=NOT_NOTED, impact=NOT_NOTED, procurement=NOT_NOTED)


class Migration(migrations.Migration):
    dependencies = [("rollout", "0002_participation_ref")]

    operations = [
        *(
            migrations.AddField("stage", name, models.CharField(blank=True, max_length=300))
            for name in ("trial", "risks", "impact", "procurement")
        ),
        migrations.RunPython(say_so, migrations.RunPython.noop),
    ]
