"""Every refusal of the API is one JSON object: {"id", "message"} with the HTTP status of the refusal."""

import logging
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from jiedui.core.words.errors import JieduiError
from jiedui.core.words.room import no_room

log = logging.getLogger("jiedui.api")


class TooMany(JieduiError):  # noqa: N818 (a refusal, named as the others are)
    """The token has used up its requests of this minute."""

    status = 429


class TooLarge(JieduiError):  # noqa: N818 (a refusal, named as the others are)
    """The request's body is longer than the API takes."""

    status = 413


class WrongRequest(JieduiError):  # noqa: N818 (a refusal, named as the others are)
    """The request is well formed but asks for something that does not exist, such as a code of no list."""

    status = 422


class Refusal(Schema):
    """Why nothing was done: a stable id and a sentence for people. 办理不了的原因：固定的编号和一句说明。"""

    id: str
    message: str


class Fault(Schema):
    """One part of a request that does not fit the schema. 请求中不合格式的一处。"""

    where: str
    message: str


class Faulty(Refusal):
    """The request does not fit the schema. 请求不合格式。"""

    faults: list[Fault] = []


def answer(id: str, message: Any, status: int, **more: Any) -> JsonResponse:
    """The JSON object of a refusal."""
    body = {"id": id, "message": str(message), **more}
    response = JsonResponse(body, status=status, json_dumps_params={"ensure_ascii": False})
    if status == 401:
        response["WWW-Authenticate"] = 'Bearer realm="jiedui"'
    if status == 429:
        response["Retry-After"] = "60"
    return response


def install(api: NinjaAPI) -> None:
    """Let every exception of an operation become such an object; nothing of the inside is told."""
    api.add_exception_handler(JieduiError, _refused)
    api.add_exception_handler(ValidationError, _invalid)
    api.add_exception_handler(AuthenticationError, _unknown_caller)
    api.add_exception_handler(HttpError, _malformed)
    api.add_exception_handler(Http404, lambda request, error: not_found())
    api.add_exception_handler(Exception, _failed)


def not_found() -> HttpResponse:
    """The answer to any address below /api/ that is no operation."""
    return answer("api.no_such_address", _("接口地址不存在。可用的地址见 /api/openapi.json。"), 404)


def _refused(request: HttpRequest, error: JieduiError) -> HttpResponse:
    return answer(error.id, error.message, error.status)


def _unknown_caller(request: HttpRequest, error: Exception) -> HttpResponse:
    message = _("请在请求头 Authorization 中给出有效的接口密钥：Bearer jd_…。密钥在“我的账号—接口密钥”中新建。")
    return answer("api.no_token", message, 401)


def _malformed(request: HttpRequest, error: HttpError) -> HttpResponse:
    return answer("api.malformed", _("请求内容无法读取，请核对是否为合法的 JSON 或表单。"), error.status_code)


def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    # What was sent is not repeated: it may be somebody's number.
    faults = [{"where": ".".join(map(str, one["loc"])), "message": one["msg"]} for one in error.errors]
    return answer("api.invalid", _("请求不合格式，请对照 faults 逐处改正。"), 422, faults=faults)


def _failed(request: HttpRequest, error: Exception) -> HttpResponse:
    log.error("%s %s", request.method, request.path, exc_info=error)
    if full := no_room(error):
        return _refused(request, full)
    return answer("api.failed", _("服务器出错，没有写入任何内容。请稍后重试，仍不行请联系系统管理员。"), 500)
