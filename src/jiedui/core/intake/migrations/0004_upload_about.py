from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("intake", "0003_previews")]

    operations = [
        migrations.AddField(
            model_name="upload", name="about", field=models.CharField(blank=True, default="", max_length=64)
        ),
    ]
