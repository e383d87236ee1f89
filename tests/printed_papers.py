"""Reading printed papers back: the text of a PDF, the codes on it, the words of a Word file."""

import io
import shutil
import subprocess
from pathlib import Path

import pytest
from docx import Document

needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed")
needs_zbar = pytest.mark.skipif(
    shutil.which("zbarimg") is None or shutil.which("pdftoppm") is None,
    reason="zbar-tools or poppler-utils is not installed",
)


def pdf_pages(pdf: bytes, *options: str) -> list[str]:
    """Return the text of each page, white space as single spaces.

    Args:
        pdf: The file.
        options: Of pdftotext, such as ``-layout``: line by line across the columns of a table.
    """
    command = ["pdftotext", *options, "-", "-"]
    text = subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()
    return [" ".join(page.split()) for page in text.split("\f")[:-1]]


def pdf_codes(pdf: bytes, folder: Path) -> list[str]:
    """Return what the QR code of each page says."""
    (folder / "paper.pdf").write_bytes(pdf)
    subprocess.run(["pdftoppm", "-r", "100", "-png", "paper.pdf", "page"], cwd=folder, check=True)
    return [
        subprocess.run(
            ["zbarimg", "--quiet", "--raw", picture.name],
            cwd=folder,
            capture_output=True,
            check=True,
            text=True,
        ).stdout.strip()
        for picture in sorted(folder.glob("page*.png"))
    ]


def word_lines(content: bytes) -> list[str]:
    """Return the paragraphs of a Word file in their order, those in tables too; empty ones are left out."""
    document = Document(io.BytesIO(content))
    lines = []
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            for row in block.rows:
                lines += [paragraph.text for cell in row.cells for paragraph in cell.paragraphs]
        else:
            lines.append(block.text)
    return [line for line in lines if line.strip()]
