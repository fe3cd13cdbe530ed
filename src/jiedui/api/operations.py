"""The API put together from the registry: what a ledger declares is all that it takes to be here."""

import functools
from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from jiedui.api import answers, dictionary, files, imports, indicators, refusals, rows, submissions
from jiedui.api.callers import BearerToken
from jiedui.core.declare.registry import registry

DESCRIPTION = """
Ledgers, imports, submissions and indicators over HTTP. Every call carries `Authorization: Bearer jd_…`, a token made on the account
page, and reaches only what its owner and its region reach; what is out of reach does not exist (404). Refusals are
`{"id", "message"}`. Personal numbers are masked. Nothing is deleted: imports can be undone as a whole.

结对平台的台账、导入、报送和指标接口。请求头带接口密钥（在“我的账号—接口密钥”新建）；只能读写密钥及其所有人范围内的数据，范围外一律 404。
办理不了时返回 `{"id", "message"}`。身份证号、电话等默认遮盖。
"""


class Api(NinjaAPI):
    """Ninja's, with its description made once: it follows from the declarations, and making it takes a second."""

    @functools.cached_property
    def _described(self) -> OpenAPISchema:
        return super().get_openapi_schema()

    def get_openapi_schema(self, **kwargs: Any) -> OpenAPISchema:
        return self._described


def build() -> NinjaAPI:
    """The API over every ledger declared by now."""
    answers.share()
    api = Api(
        title="结对 Jiedui API", version="1", description=DESCRIPTION, docs_url=None, auth=BearerToken(),
        urls_namespace="api",
    )  # fmt: skip
    refusals.install(api)
    api.add_router("/", dictionary.router_of(registry.ledgers()))
    for ledger in registry.ledgers():
        router = rows.router_of(ledger)
        imports.add_import(router, ledger)
        files.add_download(router, ledger)
        api.add_router(f"/ledgers/{ledger.info.id}", router)
    api.add_router("/imports", imports.router)
    api.add_router("/indicators", indicators.router)
    api.add_router("/submissions", submissions.router)
    api.add_router("/files", files.router)
    return api


urlpatterns = build().urls[0]
