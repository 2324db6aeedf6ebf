"""Files as press offices send them, and files that mean harm: text comes out, or a sentence."""

import io
import time
import zipfile
from pathlib import Path

import pytest

from operations.intake.uploads import LARGEST, UploadError, text_of

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = """<?xml version="1.0"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="xml" ContentType="application/xml"/>
<Default Extension="rels"
 ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/word/document.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>
</Types>"""
RELATIONS = """<?xml version="1.0"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Target="word/document.xml"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/>
</Relationships>"""
NUMBERING = f"""<?xml version="1.0"?>
<w:numbering xmlns:w="{WORD}"><w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"""
OF_DOCUMENT = """<?xml version="1.0"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Target="numbering.xml"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering"/>
</Relationships>"""


def paragraph(words: str, level: int | None = None) -> str:
    properties = ""
    if level is not None:
        properties = (
            f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr></w:pPr>'
        )
    return f"<w:p>{properties}<w:r><w:t>{words}</w:t></w:r></w:p>"


def docx(body: str, **parts: str) -> bytes:
    document = f'<?xml version="1.0"?><w:document xmlns:w="{WORD}"><w:body>{body}</w:body>'
    files = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELATIONS,
        "word/document.xml": f"{document}</w:document>",
        "word/_rels/document.xml.rels": OF_DOCUMENT,
        "word/numbering.xml": NUMBERING,
    } | {f"word/{name}.xml": words for name, words in parts.items()}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, words in files.items():
            archive.writestr(name, words)
    return packed.getvalue()


def pdf(*lines: tuple[int, int, str]) -> bytes:
    """One page with lines at (x, y) in points."""
    drawn = " ".join(f"BT /F1 11 Tf {x} {y} Td ({words}) Tj ET" for x, y, words in lines)
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        "/Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    out, places = "%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{one}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF"
    return out.encode("latin-1")


class TestPlainText:
    @pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
    def test_however_it_was_saved(self, code: str) -> None:
        text = "£3.2m seized\n\n• 12 knives – “all of them”"
        assert text_of("release.TXT", text.replace("\n", "\r\n").encode(code)) == text

    def test_bytes_that_are_no_text(self) -> None:
        with pytest.raises(UploadError, match="not plain text"):
            text_of("release.txt", b"\x00\x01\x02 release")


class TestWord:
    def test_paragraphs_and_lists_inside_lists(self) -> None:
        body = paragraph("Knives recovered") + paragraph("In a week:")
        body += paragraph("1,204 knives", 0) + paragraph("45 of them kitchen knives", 1)
        body += paragraph("310 arrests", 0) + paragraph("“We are proud.”")
        assert text_of("release.docx", docx(body)) == (
            "Knives recovered\n\nIn a week:\n\n  • 1,204 knives\n      o 45 of them kitchen "
            "knives\n  • 310 arrests\n\n“We are proud.”"
        )

    def test_an_embargo_that_stands_only_in_the_head_of_the_page(self) -> None:
        head = f'<w:hdr xmlns:w="{WORD}">{paragraph("EMBARGOED until noon")}</w:hdr>'
        text = text_of("release.docx", docx(paragraph("Title"), header1=head, header2=head))
        assert text == "EMBARGOED until noon\n\nTitle"

    def test_tracked_changes_are_not_guessed_about(self) -> None:
        body = '<w:p><w:del w:id="1"><w:r><w:delText>12</w:delText></w:r></w:del></w:p>'
        with pytest.raises(UploadError, match="tracked changes"):
            text_of("release.docx", docx(body))

    def test_markup_among_the_words_stays_words(self) -> None:
        text = text_of("release.docx", docx(paragraph("&lt;img src=x onerror=y&gt;")))
        assert text == "<img src=x onerror=y>"

    def test_a_file_that_unpacks_without_end(self) -> None:
        with pytest.raises(UploadError, match="unpacks to far more"):
            text_of("bomb.docx", docx(paragraph("x" * 70_000_000)))

    def test_entities_that_grow_without_end(self) -> None:
        grows = '<!DOCTYPE a [<!ENTITY a "ha">'
        for number in range(30):
            inner = f"&a{number - 1};" * 10 if number else "&a;" * 10
            grows += f'<!ENTITY a{number} "{inner}">'
        head = f'{grows}]><w:hdr xmlns:w="{WORD}">{paragraph("&a29;")}</w:hdr>'
        started = time.monotonic()
        with pytest.raises(UploadError, match="could not be read"):
            text_of("bomb.docx", docx(paragraph("Title"), header1=head))
        assert time.monotonic() - started < 30  # ended by a bound, not by luck

    def test_a_damaged_file(self) -> None:
        whole = docx(paragraph("Title"))
        with pytest.raises(UploadError, match="damaged"):
            text_of("release.docx", whole[: len(whole) // 2])


class TestHtml:
    def test_what_a_reader_sees(self) -> None:
        page = """<!doctype html><title>No</title><h1>Knives &amp; guns</h1>
        <p>Over <b>1,200</b>\n knives<script>alert(1)</script></p><p hidden>99 guns</p>
        <div style="display: none">98 guns</div><!-- 97 guns -->
        <ul><li>12 arrests<ul><li>3 charged</li></ul></li><li>4 bailed</li></ul>
        <table><tr><th>Arrested</th><td>2,864</td></tr><tr><th>Who</th><th>When</th></tr></table>
        One<br>two"""
        assert text_of("page.html", page.encode()) == (
            "Knives & guns\n\nOver 1,200 knives\n\n  • 12 arrests\n      o 3 charged\n"
            "  • 4 bailed\n\nArrested: 2,864\n\nWho | When\n\nOne\n\ntwo"
        )

    def test_nesting_without_end(self) -> None:
        page = b"<div>" * 200_000 + b"12 arrests"
        try:
            assert text_of("page.htm", page) == "12 arrests"
        except UploadError as refused:
            assert "could not be read" in str(refused)  # noqa: PT017


class TestPdf:
    def test_paragraphs_lists_and_columns(self) -> None:
        long = "Officers recovered more than 1,200 knives in a week of action, and this line wraps"
        page = pdf(
            (72, 780, "Knives recovered"),
            (72, 740, long), (72, 727, "to the next."),
            (100, 690, "1,204 knives"), (100, 677, "310 arrests"),
            (72, 640, "Arrested"), (300, 640, "2,864"),
        )  # fmt: skip
        assert text_of("release.pdf", page) == (
            f"Knives recovered\n\n{long} to the next.\n\n  • 1,204 knives\n  • 310 arrests\n\n"
            "Arrested: 2,864"
        )

    def test_a_scan_has_no_text(self) -> None:
        with pytest.raises(UploadError, match="no text in the file"):
            text_of("scan.pdf", pdf())

    def test_a_damaged_file(self) -> None:
        with pytest.raises(UploadError, match="could not be read"):
            text_of("release.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 40)


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("release.doc", b"\xd0\xcf\x11\xe0", "save it as .docx"),
        ("release.odt", b"PK\x03\x04", "save it as .docx"),
        ("mail.msg", b"x", "paste its text"),
        ("photo.jpg", b"\xff\xd8", "not a kind of file"),
        ("release", b"words", "not a kind of file"),
        ("release.docx", b"just words", "holds something else"),
        ("release.pdf", b"PK\x03\x04", "holds something else"),
        ("release.txt", b"  \n ", "file is empty"),
        ("release.txt", b"a" * (LARGEST + 1), "up to 5 MB"),
    ],
)
def test_other_files_get_a_sentence(name: str, data: bytes, sentence: str) -> None:
    with pytest.raises(UploadError, match=f"(?i){sentence}"):
        text_of(name, data)


def test_a_path_in_the_name_is_not_repeated() -> None:
    with pytest.raises(UploadError) as refused:
        text_of("../../etc/passwd.jpg", b"x")
    assert "etc" not in str(refused.value)


def test_the_process_that_reads_knows_no_secret(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The environment of the site (its key, its database) is not handed on."""
    monkeypatch.setenv("SECRET_KEY", "tell-nobody")
    spy = tmp_path / "spy.py"
    spy.write_text("import json, os; print(json.dumps({'text': repr(dict(os.environ))}))")
    monkeypatch.setattr("operations.intake.uploads.EXTRACTING", spy)
    assert "tell-nobody" not in text_of("page.html", b"<p>12</p>")


def test_reading_that_does_not_end_is_ended(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    slow = tmp_path / "slow.py"
    slow.write_text("import time; time.sleep(60)")
    monkeypatch.setattr("operations.intake.uploads.EXTRACTING", slow)
    monkeypatch.setattr("operations.intake.uploads.SECONDS", 1)
    with pytest.raises(UploadError, match="took over 1 s"):
        text_of("page.html", b"<p>12</p>")
