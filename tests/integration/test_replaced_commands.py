"""Commands of Django that go past grants and trail are refused with the one that does their work."""

import pytest

from tests.installation import Databases


@pytest.mark.parametrize("command", [["createsuperuser"], ["createsuperuser", "--help"], ["changepassword", "x"]])
def test_refused_in_one_sentence_that_names_the_remedy(databases: Databases, command: list[str]) -> None:
    done = databases.new().run(*command)
    assert done.returncode == 1 and not done.stdout
    assert "jiedui create_admin" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
