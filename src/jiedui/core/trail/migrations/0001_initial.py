from django.db import migrations, models

import jiedui.core.trail.models
from jiedui.core.store.migrating import together


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = together([
        migrations.CreateModel(
            name="State",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("heads", models.BigIntegerField(default=0)),
                ("size", models.BigIntegerField(default=0)),
                ("frontier", models.BinaryField(default=b"")),
            ],
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("seq", jiedui.core.trail.models.SequenceField(primary_key=True, serialize=False)),
                ("event_id", models.BigIntegerField()),
                ("ledger", models.CharField(max_length=60)),
                ("row_id", models.BigIntegerField()),
                ("action", models.CharField(max_length=1)),
                ("sheet", models.SmallIntegerField(null=True)),
                ("row", models.IntegerField(null=True)),
                ("digest", models.BinaryField(max_length=32)),
                ("changes", models.TextField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["ledger", "row_id"], name="trail_entry_ledger_7ed141_idx"),
                    models.Index(fields=["event_id"], name="trail_entry_event_i_7ce7ca_idx"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("kind", models.CharField(max_length=40)),
                ("actor_id", models.BigIntegerField(null=True)),
                ("actor_name", models.CharField(max_length=200)),
                ("address", models.CharField(blank=True, default="", max_length=64)),
                ("ledger", models.CharField(blank=True, default="", max_length=60)),
                ("scope", models.CharField(blank=True, default="", max_length=200)),
                ("file_digest", models.CharField(blank=True, default="", max_length=64)),
                ("note", models.TextField(default="{}")),
                ("salt", models.BinaryField(max_length=16)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["at"], name="trail_event_at_e011be_idx"),
                    models.Index(fields=["ledger", "id"], name="trail_event_ledger_4ab675_idx"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Head",
            fields=[
                ("id", jiedui.core.trail.models.SequenceField(primary_key=True, serialize=False)),
                ("event_id", models.BigIntegerField()),
                ("size", models.BigIntegerField()),
                ("root", models.BinaryField(max_length=32)),
                ("at", models.DateTimeField()),
                ("signature", models.BinaryField(max_length=64)),
            ],
            options={
                "indexes": [models.Index(fields=["event_id"], name="trail_head_event_i_018b78_idx")],
            },
        ),
    ])
