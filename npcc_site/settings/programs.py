"""The interface for programs (``npcc_site.api``): reading only, JSON only, nobody to log in."""

from typing import Any

REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_THROTTLE_CLASSES": [],
    "DEFAULT_PARSER_CLASSES": [],
    "DEFAULT_RENDERER_CLASSES": ["npcc_site.api.answers.Json"],
    "DEFAULT_SCHEMA_CLASS": "npcc_site.api.describing.Described",
    "EXCEPTION_HANDLER": "npcc_site.api.problems.answered",
    # The public process has no accounts, so that nobody can be unauthenticated either.
    "UNAUTHENTICATED_USER": None,
    "UNAUTHENTICATED_TOKEN": None,
    # “?format=” is a parameter that no address has, and is refused like any other.
    "URL_FORMAT_OVERRIDE": None,
}

SPECTACULAR_SETTINGS: dict[str, Any] = {
    "OAS_VERSION": "3.1.1",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "ENABLE_DJANGO_DEPLOY_CHECK": False,
    "DISABLE_ERRORS_AND_WARNINGS": False,
    # The order of parameters and operations is the one in which they are written down.
    "SORT_OPERATIONS": False,
    "SORT_OPERATION_PARAMETERS": False,
    # Its own would name lists of choices by guessing; ours closes each shape to other keys.
    "POSTPROCESSING_HOOKS": ["npcc_site.api.describing.closed"],
}
