"""Roots of the complete subtrees of 1024 leaves, for the entries there are; new ones are written as the tree grows."""

from typing import Any

from django.db import migrations, models

from jiedui.core.trail.models import SequenceField
from jiedui.core.trail.tiles import missing


def fill(apps: Any, schema_editor: Any) -> None:
    tile = apps.get_model("trail", "Tile")
    state = apps.get_model("trail", "State").objects.first()
    if state is not None:
        made = missing(state.size, {})
        tile.objects.bulk_create([tile(id=number, root=root) for number, root in made.items()], batch_size=300)


class Migration(migrations.Migration):
    dependencies = [("trail", "0003_bulk")]

    operations = [
        migrations.CreateModel(
            name="Tile",
            fields=[
                ("id", SequenceField(primary_key=True, serialize=False)),
                ("root", models.BinaryField(max_length=32)),
            ],
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
