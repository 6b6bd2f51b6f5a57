"""Access records are read by person, newest first, page by page."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0001_initial'),
    ]

    operations = [
        migrations.RemoveIndex(model_name='accessrecord', name='access_subject'),
        migrations.AddIndex(
            model_name='accessrecord',
            index=models.Index(fields=['subject', '-day', '-id'], name='access_subject_day'),
        ),
    ]
