from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('datenschutz', '0002_correctionrequest_erasurerequest'),
    ]

    operations = [
        migrations.AddField(
            model_name='erasurerequest',
            name='outcome',
            field=models.JSONField(null=True),
        ),
    ]
