"""Passwords and keys of the local site: made once, kept in a file of mode 600, never printed."""

import json
import os
import secrets
from dataclasses import asdict, dataclass, field
from pathlib import Path

from npcc_site.local.errors import LocalError
from npcc_site.logins import Login, Logins

FILE_NAME = "secrets.json"


def _text() -> str:
    return secrets.token_urlsafe(32)


@dataclass(frozen=True, repr=False)
class Secrets:
    """What the local processes log in and sign with. The two sites share none of it."""

    admin: str = field(default_factory=_text)
    owner: str = field(default_factory=_text)
    staff: str = field(default_factory=_text)
    public: str = field(default_factory=_text)
    staff_key: str = field(default_factory=_text)
    public_key: str = field(default_factory=_text)

    def logins(self, owner: str, staff: str, public: str) -> Logins:
        """The three logins under the given names."""
        return Logins(
            Login(owner, self.owner), Login(staff, self.staff), Login(public, self.public)
        )


def kept_secrets(folder: Path) -> Secrets:
    """The folder's secrets, made at the first call."""
    path = folder / FILE_NAME
    if not path.exists():
        made = Secrets()
        # Made under another name first, so a killed run leaves no half a file.
        new = path.with_suffix(".new")
        new.unlink(missing_ok=True)
        descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            json.dump(asdict(made), file)
        new.rename(path)
        return made
    try:
        return Secrets(**json.loads(path.read_text()))
    except (ValueError, TypeError):
        raise LocalError(
            f"{path} is damaged. Put it back from a copy, or remove the folder {folder} with the "
            "database in it to begin anew."
        ) from None
