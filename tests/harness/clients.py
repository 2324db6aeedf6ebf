"""Django's test client on either site, with that site's own login."""

from typing import Any

from django.conf import settings
from django.test import Client, override_settings

from npcc_site.settings import public_site, staff_site
from tests.harness.databases import as_default

PARTS = ("ROOT_URLCONF", "MIDDLEWARE", "TEMPLATES")
PUBLIC = {part: getattr(public_site, part) for part in PARTS}
STAFF = {part: getattr(staff_site, part) for part in PARTS}


class SiteClient(Client):
    """Answers with one site's addresses, middleware and templates, over one connection.

    The connection is the default one during a request only, so that a test may write as staff
    between two requests of the public.
    """

    def __init__(self, parts: dict[str, Any], connection: Any, **defaults: Any) -> None:
        super().__init__(**defaults)
        self.parts = parts
        self.connection = connection

    def request(self, **request: Any) -> Any:
        """Answer, a streamed body included, since its rows are read over the same connection."""
        with as_default(self.connection):
            if self.parts["ROOT_URLCONF"] == settings.ROOT_URLCONF:
                return self._whole(super().request(**request))
            with override_settings(**self.parts):
                return self._whole(super().request(**request))

    def _whole(self, response: Any) -> Any:
        if response.streaming:
            response.streaming_content = [b"".join(response.streaming_content)]
        return response
