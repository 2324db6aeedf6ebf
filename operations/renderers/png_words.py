"""Words inside a PNG file (PNG specification, third edition, 11.3.3): they travel with it."""

import struct
import zlib
from collections.abc import Mapping

SIGNATURE = b"\x89PNG\r\n\x1a\n"
# The signature, then the header chunk: its length, its name, 13 bytes and its checksum.
AFTER_HEADER = len(SIGNATURE) + 4 + 4 + 13 + 4


def with_words(png: bytes, texts: Mapping[str, str]) -> bytes:
    """Return the same picture with each text under its keyword, in the order given."""
    if not png.startswith(SIGNATURE):
        raise ValueError("This is no PNG file.")
    chunks = b"".join(_text(keyword, text) for keyword, text in texts.items() if text)
    return png[:AFTER_HEADER] + chunks + png[AFTER_HEADER:]


def _text(keyword: str, text: str) -> bytes:
    """An iTXt chunk: uncompressed, in no stated language, without a translated keyword."""
    return _chunk(b"iTXt", keyword.encode("latin-1") + b"\0\0\0\0\0" + text.encode())


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
