"""The provider's own client as the judge of our signatures."""

from collections.abc import Mapping

from alibabacloud_tea_openapi.utils import Utils  # type: ignore[import-untyped]  # -- the SDK has no types
from darabonba.request import DaraRequest  # type: ignore[import-untyped]  # -- the same

from bot.cams.signature import ALGORITHM


def official_hash(body: bytes) -> str:
    """Hash a body as the SDK does."""
    return str(Utils.hex_encode(Utils.hash(body, ALGORITHM)))


def official_authorization(
    parameters: Mapping[str, str], headers: Mapping[str, str], body_hash: str, *, key_id: str, secret: str
) -> str:
    """Write the `Authorization` header of a POST to `/` as the SDK does."""
    request = DaraRequest()
    request.method = "POST"
    request.pathname = "/"
    request.query = dict(parameters)
    request.headers = dict(headers)
    return str(Utils.get_authorization(request, ALGORITHM, body_hash, key_id, secret))
