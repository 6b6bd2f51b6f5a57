"""No stage starts before it was tried and looked at, whoever writes the row."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("rollout", "0003_assessed")]

    operations = [
        migrations.AddConstraint(
            model_name="stage",
            constraint=models.CheckConstraint(
                name="stage_assessed",
                condition=Q(started_at__isnull=True)
                | ~(Q(trial="") | Q(risks="") | Q(impact="") | Q(procurement="")),
            ),
        ),
    ]
