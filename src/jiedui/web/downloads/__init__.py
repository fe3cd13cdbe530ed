"""Files to save: the answer that carries one, and the download centre for those made in the background."""

from collections.abc import Iterator
from urllib.parse import quote

from django.http import HttpResponse, StreamingHttpResponse

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
ANY = "application/octet-stream"


def download(name: str, data: bytes, kind: str) -> HttpResponse:
    """A file to save, under a Chinese name; never shown in the browser, never kept in a cache."""
    answer = HttpResponse(data, content_type=kind)
    _named(answer, name)
    return answer


def stream(name: str, pieces: Iterator[bytes], size: int, kind: str) -> StreamingHttpResponse:
    """The same for a file that need not be in memory as a whole."""
    answer = StreamingHttpResponse(pieces, content_type=kind)
    answer["Content-Length"] = str(size)
    _named(answer, name)
    return answer


def _named(answer: HttpResponse | StreamingHttpResponse, name: str) -> None:
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    answer["Cache-Control"] = "no-store"
