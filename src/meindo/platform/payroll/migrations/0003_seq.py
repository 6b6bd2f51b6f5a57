from django.db import migrations, models


def number_lines(apps, _editor):
    """The lines of a run left in the order of their keys. Where some are erased already nobody knows the number of the
    others any more: they stay without one, and none is taken for another one.
    """
    run_model, line_model = apps.get_model("payroll", "PayRun"), apps.get_model("payroll", "PayLine")
    for run in run_model.objects.order_by("pk").iterator():
        lines = list(line_model.objects.filter(run=run).order_by("pk").only("pk", "seq"))
        if len(lines) != run.line_count:
            continue
        for seq, line in enumerate(lines, 1):
            line.seq = seq
        line_model.objects.bulk_update(lines, ["seq"], batch_size=500)


class Migration(migrations.Migration):

    dependencies = [
        ('payroll', '0002_cost_centre'),
    ]

    operations = [
        migrations.AddField(
            model_name='payline',
            name='seq',
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddConstraint(
            model_name='payline',
            constraint=models.UniqueConstraint(fields=('run', 'seq'), name='pay_line_place'),
        ),
        migrations.RunPython(number_lines, migrations.RunPython.noop),
    ]
