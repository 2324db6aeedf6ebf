"""Local passwords: made once, for nobody else to read."""

from pathlib import Path

import pytest

from npcc_site.local.errors import LocalError
from npcc_site.local.secrets_file import FILE_NAME, Secrets, kept_secrets


def test_they_are_made_once_and_only_the_owner_may_read_them(tmp_path: Path) -> None:
    made = kept_secrets(tmp_path)
    assert kept_secrets(tmp_path) == made
    assert (tmp_path / FILE_NAME).stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]


def test_no_two_are_the_same() -> None:
    made = vars(Secrets())
    assert len(set(made.values())) == len(made)


def test_they_show_in_no_repr() -> None:
    made = Secrets()
    assert made.staff not in repr(made)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"admin": "x", "unknown": "y"}'])
def test_a_damaged_file_is_not_replaced(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE_NAME).write_text(text)
    with pytest.raises(LocalError, match="is damaged"):
        kept_secrets(tmp_path)
    assert (tmp_path / FILE_NAME).read_text() == text
