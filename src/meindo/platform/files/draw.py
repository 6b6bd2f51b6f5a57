"""Draw the pages of a file as small JPEG images; a process of its own that reads bytes and writes images.

A broken file may crash or stall the libraries; here it takes nothing else along. Imports nothing of the platform's
applications, touches no disk.
"""

import json
import resource
import sys
from collections.abc import Iterator
from io import BytesIO

import pikepdf
import pypdfium2
from PIL import Image, ImageOps, ImageSequence

from meindo.platform.files.formats import ALL, JPEG, PDF, Format
from meindo.platform.files.soundness import check_pixels

MOST_PAGES = 20
LONGEST_SIDE = 1600
MOST_PAGE_BYTES = 500_000
QUALITIES = (80, 60, 40, 20)
MEMORY, SECONDS = 2_000_000_000, 60


def main() -> None:
    """Bytes in, one line of JSON and the images out."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    count, pages = drawn(sys.stdin.buffer.read(), ALL[sys.argv[1]])
    head = {"of": count, "pages": [(width, height, len(data)) for width, height, data in pages]}
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + b"".join(data for *_size, data in pages))


def drawn(content: bytes, found: Format) -> tuple[int, list[tuple[int, int, bytes]]]:
    """How many pages there are, and the first of them as (width, height, JPEG)."""
    count, images = _of_pdf(content) if found is PDF else _of_image(content, found)
    return count, [_as_jpeg(image) for image in images]


def _of_pdf(content: bytes) -> tuple[int, Iterator[Image.Image]]:
    try:
        pdf = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        pdf = pypdfium2.PdfDocument(_repaired(content))
    count = len(pdf)
    return count, (_page(pdf[number]) for number in range(min(count, MOST_PAGES)))


def _page(page: pypdfium2.PdfPage) -> Image.Image:
    longest = max(1.0, *page.get_size())
    image: Image.Image = page.render(scale=LONGEST_SIDE / longest).to_pil()
    return image


def _repaired(content: bytes) -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(content), suppress_warnings=True) as pdf:
        pdf.save(out)
    return out.getvalue()


def _of_image(content: bytes, found: Format) -> tuple[int, Iterator[Image.Image]]:
    image = Image.open(BytesIO(content), formats=[found.pillow])
    check_pixels(image)
    if found is JPEG:
        image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        return 1, iter([image])
    count = getattr(image, "n_frames", 1)
    return count, _frames(image)


def _frames(image: Image.Image) -> Iterator[Image.Image]:
    for number, frame in enumerate(ImageSequence.Iterator(image)):
        if number == MOST_PAGES:
            return
        check_pixels(frame)
        yield frame


def _as_jpeg(image: Image.Image) -> tuple[int, int, bytes]:
    """Turned as the camera was held, without any of its notes (place, time, device)."""
    upright = ImageOps.exif_transpose(image)
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    plain = Image.new("RGB", upright.size, "white")
    if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
        upright = upright.convert("RGBA")
        plain.paste(upright, mask=upright.getchannel("A"))
    else:
        plain.paste(upright.convert("RGB"))
    data = b""
    for quality in QUALITIES:
        out = BytesIO()
        plain.save(out, "JPEG", quality=quality)
        data = out.getvalue()
        if len(data) <= MOST_PAGE_BYTES:
            break
    return plain.width, plain.height, data


if __name__ == "__main__":
    main()
