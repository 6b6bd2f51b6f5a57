"""The real format of a file, by its first bytes; neither its name nor what the browser says counts."""

from dataclasses import dataclass

HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1"}
PDF_WITHIN = 1024  # readers accept some bytes before the head


@dataclass(frozen=True)
class Format:
    """A format that is taken: its media type, the ending of its name, and what Pillow calls it (nothing for PDF)."""

    media_type: str
    ending: str
    pillow: str = ""


PDF = Format("application/pdf", ".pdf")
JPEG = Format("image/jpeg", ".jpg", "JPEG")
PNG = Format("image/png", ".png", "PNG")
WEBP = Format("image/webp", ".webp", "WEBP")
TIFF = Format("image/tiff", ".tif", "TIFF")
HEIC = Format("image/heic", ".heic", "HEIF")
ALL = {found.media_type: found for found in (PDF, JPEG, PNG, WEBP, TIFF, HEIC)}
ACCEPT = ",".join([*ALL, "image/heif", ".heic"])

HEADS = ((b"\xff\xd8\xff", JPEG), (b"\x89PNG\r\n\x1a\n", PNG), (b"II*\x00", TIFF), (b"MM\x00*", TIFF))


def format_of(content: bytes) -> Format | None:
    """The format, or None for everything else."""
    for head, found in HEADS:
        if content.startswith(head):
            return found
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return WEBP
    if content[4:8] == b"ftyp" and content[8:12] in HEIF_BRANDS:
        return HEIC
    return PDF if b"%PDF-" in content[:PDF_WITHIN] and not content.startswith(b"PK") else None
