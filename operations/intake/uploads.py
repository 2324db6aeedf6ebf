"""An uploaded file → its text: .txt, .docx, .html and .pdf, within limits. No Django.

What a file holds is taken apart in a process of its own, without secrets in its environment and
with bounds on memory, time and files: a hostile document can end that process and nothing else.
Only text comes back; scripts, styles and what a reader of the document would not see do not.
"""

import json
import subprocess
import sys
from pathlib import Path

LARGEST = 5_000_000
SECONDS = 20
EXTRACTING = Path(__file__).parent / "extracting.py"

KINDS = {
    ".txt": "txt",
    ".text": "txt",
    ".docx": "docx",
    ".html": "html",
    ".htm": "html",
    ".pdf": "pdf",
}
# What the first bytes of a file must be, so that a wrong name is told and not guessed about.
BEGINNINGS = {"docx": b"PK\x03\x04", "pdf": b"%PDF-"}
OTHERS = {
    ".doc": "Word’s old format can’t be read here: save it as .docx, or paste its text.",
    ".odt": "Save it as .docx, or paste its text.",
    ".rtf": "Save it as .docx, or paste its text.",
    ".eml": "Open the e-mail and paste its text.",
    ".msg": "Open the e-mail and paste its text.",
}


class UploadError(ValueError):
    """A file that is not taken, with a sentence that says why and what to do."""


def text_of(name: str, data: bytes) -> str:
    """The text of a file called ``name``, paragraphs parted by blank lines, bullets marked.

    Raises UploadError for another kind of file, one that is too large, broken, locked, or has
    changes that nobody has accepted yet.
    """
    ending = Path(name).suffix.lower()
    kind = KINDS.get(ending)
    if kind is None:
        what = OTHERS.get(ending, "Upload a .txt, .docx, .html or .pdf file, or paste the text.")
        raise UploadError(f"“{Path(name).name}” is not a kind of file that is read here. {what}")
    if len(data) > LARGEST:
        raise UploadError(
            f"The file has {len(data) / 1e6:.1f} MB, and up to {LARGEST // 1_000_000} MB are "
            "taken. Take out its pictures, or paste its text."
        )
    if not data.strip():
        raise UploadError("The file is empty. Was it saved before it was uploaded?")
    if not data.startswith(BEGINNINGS.get(kind, b"")):
        raise UploadError(
            f"The file is called {ending} but holds something else. Save it anew as {ending}, or "
            "paste its text."
        )
    text = decoded(data) if kind == "txt" else _extracted(kind, data)
    if not text.strip():
        raise UploadError(
            "There is no text in the file. If its pages are pictures (a scan), paste the text."
        )
    return text


def decoded(data: bytes) -> str:
    """Plain text as it was saved: UTF-8 or UTF-16 with its mark, else Windows’ Western letters.

    Raises UploadError where the bytes are no text at all.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", errors="replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", errors="replace")
    if "\x00" in text:
        raise UploadError("The file is not plain text. Upload it under its own ending.")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _extracted(kind: str, data: bytes) -> str:
    broken = "The file could not be read: it may be damaged. Save it anew, or paste its text."
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(EXTRACTING), kind],
            input=data,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            env={"LANG": "C.UTF-8"},
        )
        answer = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        raise UploadError(f"Reading the file took over {SECONDS} s. Paste its text.") from None
    except ValueError:
        raise UploadError(broken) from None
    if "refused" in answer:
        raise UploadError(answer["refused"])
    return str(answer["text"])
