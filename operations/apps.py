"""What ``operations`` tells ``releases`` once both are loaded, since that never imports this."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "operations"

    def ready(self) -> None:
        """Add figures and claims to the record of a published version."""
        from operations import recorded  # noqa: F401 (registers as it is imported)
