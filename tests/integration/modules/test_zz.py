"""Every recipe of the two modules through intake, in one go (a scratch file)."""
import pytest
from collections import Counter
from jiedui.core.declare.registry import registry
from jiedui.demo.recipes import recipes
from tests.integration.modules.handing_in import *
pytestmark = pytest.mark.django_db(transaction=True)

def test_all(regions, db, settings, tmp_path):
    settings.LAKE = tmp_path / 'lake'
    world = small_world(22, projects=200)
    for ledger in ["projects", *[r.ledger for r in recipes()]]:
        rows = rows_of(world, ledger)
        rep = hand_in(ledger, rows)
        print("\n##", ledger, len(rows), rep.rows, dict(found(rep)))
        if rep.rows["new"] < len(rows): print("XX", rep.as_dict()["findings"][:3])

    from django.core.management import call_command
    call_command("indicators", "--as-of", "2021-12-31")
    call_command("indicators", "--as-of", "2021-12-31", "--by", "county", "--ids", "11", "20", "25", "48")
