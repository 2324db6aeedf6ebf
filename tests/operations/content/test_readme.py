"""The example in content/README.md is a release that can be loaded."""

import re
from pathlib import Path

from django.conf import settings

from operations.content.reading import read_content
from tests.operations.content.folders import write


def test_the_example_release_is_read(tmp_path: Path) -> None:
    folder = write(tmp_path)
    text = (Path(settings.BASE_DIR) / "content" / "README.md").read_text(encoding="utf-8")
    [example] = re.findall(r"```toml\n(.*?)```", text, re.DOTALL)
    # Its publisher and metric under the names that the made-up folder has.
    example = example.replace('"npcc"', '"council"').replace("drugs-seized-weight", "drugs-seized")
    example = example.replace("https://…", "https://herald.example/")
    (folder / "releases" / "example.toml").write_text(example, encoding="utf-8")
    found = next(r for r in read_content(folder).releases if r.slug == "example")
    assert [figure.id for figure in found.figures] == ["k7m2q9x4b3hd"]
    assert [edition.number for edition in found.editions] == [1, 2]
    assert found.claims[0].figures == ("k7m2q9x4b3hd",)
