"""Answers in JSON: the digits that files have, words as they are written, the same bytes again."""

import json
from collections.abc import Mapping
from typing import Any

from rest_framework.renderers import BaseRenderer


class Json(BaseRenderer):
    """Rows are plain already: a value that JSON does not know is a failure of ours."""

    media_type = "application/json"
    format = "json"
    charset = None

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> bytes:
        return json.dumps(data, ensure_ascii=False, allow_nan=False).encode()
