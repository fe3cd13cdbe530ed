"""Attachments over HTTP: uploaded once by digest, read through the row that holds them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from ninja import File, Router, Schema, Status
from ninja.files import UploadedFile

from jiedui.api.callers import actor_of, caller_of
from jiedui.api.refusals import Refusal
from jiedui.api.rows import REFUSALS, fetch
from jiedui.core.access.rights import CHANGE, VIEW
from jiedui.core.declare.columns import AttachmentColumn
from jiedui.core.declare.ledger import Ledger
from jiedui.core.intake.attachments import keep_upload, read_attachment

router = Router(tags=["files · 附件"])


class Uploaded(Schema):
    """An uploaded file: name its digest in a row's attachment column. 已上传的文件，把摘要写入附件列。"""

    digest: str
    size: int


@router.post(
    "", response={201: Uploaded, 400: Refusal, 413: Refusal, **REFUSALS}, operation_id="upload_file", url_name="files"
)
def upload(request: HttpRequest, file: File[UploadedFile]) -> Any:
    """Upload a file of at most 20 MB; only its uploader can attach it to a row. 上传附件，最大 20 MB。"""
    caller_of(request).check_may(CHANGE)
    data = file.read()
    digest = keep_upload(data, name=file.name or "", actor=actor_of(request))
    return Status(201, {"digest": digest, "size": len(data)})


def add_download(router: Router, ledger: type[Ledger]) -> None:
    """Add the operation that reads an attachment, where the ledger has an attachment column."""
    info = ledger.info
    if not any(isinstance(column, AttachmentColumn) for column in ledger.declared):
        return

    @router.get(
        "/rows/{int:row_id}/files/{field}/{digest}", operation_id=f"file_of_{info.id}", url_name=f"{info.id}_file",
        response={200: None, **REFUSALS}, summary=f"Read an attachment · 下载{info.noun}的附件",
        openapi_extra={"responses": {200: {"content": {"application/octet-stream": {}}}}},
    )  # fmt: skip
    def read_file(request: HttpRequest, row_id: int, field: str, digest: str) -> Any:
        caller = caller_of(request)
        caller.check_may(VIEW, info.id)
        row = fetch(ledger, caller.scope, row_id)
        data, name = read_attachment(ledger, caller.scope, row.pk, field, digest)
        disposition = content_disposition_header(True, name) or "attachment"
        headers = {"Content-Disposition": disposition, "X-Content-Type-Options": "nosniff"}
        return HttpResponse(data, content_type="application/octet-stream", headers=headers)
