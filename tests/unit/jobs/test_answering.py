"""The server is called started once its first page is given, and never when it fails or gives none."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from jiedui.jobs.management.commands.serve import answers
from tests.installation import free_port


@pytest.fixture
def page(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a server that answers everything with one status."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(request.param)
            self.end_headers()

        def log_message(self, *args: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("page", "expected"), [(200, True), (404, True), (400, True), (500, False), (503, False)], indirect=["page"]
)
def test_a_failing_page_is_no_start(page: str, expected: bool, capsys: pytest.CaptureFixture[str]) -> None:
    assert answers(page, patience=5) is expected
    assert ("没有正常启动" in capsys.readouterr().err) is not expected


def test_no_answer_is_told_after_a_while(capsys: pytest.CaptureFixture[str]) -> None:
    assert answers(f"http://127.0.0.1:{free_port()}/", patience=0.3) is False
    assert "没有应答" in capsys.readouterr().err
