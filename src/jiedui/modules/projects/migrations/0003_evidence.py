from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("projects", "0002_bulk")]

    operations = [
        migrations.AddField(
            model_name="project",
            name="evidence",
            field=models.TextField(blank=True, null=True),
        ),
    ]
