"""The file of a batch: cover, then each sheet with its letters, always the same bytes."""

from meindo.platform.files.queries import content_of
from meindo.platform.letters.join import joined
from meindo.platform.letters.render import render_letter

from .models import Batch
from .queries import letters_of, sheets_of
from .sheets import checksum, cover_letter, sheet_letter


def file_of(batch: Batch) -> bytes:
    """One accessible, archivable PDF file. ValueError if the sheets do not say what was printed first, LookupError if
    their time is over and they are gone.
    """
    sheets = sheets_of(batch)
    if not sheets:
        raise LookupError(f"the sheets of batch {batch.number} are gone")
    if checksum([sheet.content for sheet in sheets]) != batch.sha256:
        raise ValueError(f"batch {batch.number} does not say what was printed")
    letters = letters_of(sheets)
    parts = [render_letter(cover_letter(batch, sheets), created_at=batch.printed_at)]
    for sheet in sheets:
        parts.append(render_letter(sheet_letter(batch, sheet), created_at=batch.printed_at))
        parts += [content_of(letters[news["document"]]) for news in sheet.content["news"] if news["document"]]
    return joined(parts)
