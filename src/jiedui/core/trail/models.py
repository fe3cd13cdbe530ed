"""The trail's tables. Nothing here points at live data, so the trail outlives every row it tells of.

Event, entry and head are append-only in the database itself (see guards.py); State is the one row that moves.
"""

from django.db import models


class SequenceField(models.BigIntegerField):  # type: ignore[type-arg]
    """A 64-bit primary key that the product numbers itself; on SQLite it is the row id, so there is no second index."""

    def db_type(self, connection: object) -> str:
        return "integer" if getattr(connection, "vendor", "") == "sqlite" else "bigint"


class Event(models.Model):
    """What one transaction was: who did what, when, with which file."""

    at = models.DateTimeField()
    kind = models.CharField(max_length=40)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=200)
    address = models.CharField(max_length=64, blank=True, default="")
    ledger = models.CharField(max_length=60, blank=True, default="")
    scope = models.CharField(max_length=200, blank=True, default="")
    file_digest = models.CharField(max_length=64, blank=True, default="")
    note = models.TextField(default="{}")
    salt = models.BinaryField(max_length=16)

    class Meta:
        indexes = [models.Index(fields=["at"]), models.Index(fields=["ledger", "id"])]


class Entry(models.Model):
    """One changed row, or the event itself (action e): a leaf of the Merkle tree.

    The entries of an event follow one another, up to the size of the head that closes it: `queries.span` finds them.
    """

    seq = SequenceField(primary_key=True)
    event_id = models.BigIntegerField()
    ledger = models.CharField(max_length=60)
    row_id = models.BigIntegerField()
    action = models.CharField(max_length=1)
    sheet = models.SmallIntegerField(null=True)
    row = models.IntegerField(null=True)
    digest = models.BinaryField(max_length=32)
    changes = models.TextField(null=True)

    class Meta:
        indexes = [models.Index(fields=["ledger", "row_id"])]


class Head(models.Model):
    """The signed state of the tree after one event: `size` entries with this root."""

    id = SequenceField(primary_key=True)
    event_id = models.BigIntegerField()
    size = models.BigIntegerField()
    root = models.BinaryField(max_length=32)
    at = models.DateTimeField()
    signature = models.BinaryField(max_length=64)

    class Meta:
        indexes = [models.Index(fields=["event_id"])]


class Tile(models.Model):
    """The root of 1024 entries that follow one another, for proofs; what it says is checked by every proof."""

    id = SequenceField(primary_key=True)
    root = models.BinaryField(max_length=32)


class State(models.Model):
    """The one row that moves: how many heads and entries there are, and the tree's frontier to append to."""

    heads = models.BigIntegerField(default=0)
    size = models.BigIntegerField(default=0)
    frontier = models.BinaryField(default=b"")
