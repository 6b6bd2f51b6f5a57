"""Receipts of the demo city, drawn by the program: a photo of a hotel bill and a ticket as a PDF file."""

from io import BytesIO

from PIL import Image, ImageDraw

from meindo.platform.cases import drafts
from meindo.platform.cases.commands_attachments import attach_file
from meindo.platform.cases.models import Case, Draft
from meindo.platform.files.ingest import Incoming
from meindo.platform.people.demo import actor_of

from .demo_journeys import Sample
from .process import KEY
from .request import CLAIM_FORM

SIZE = (620, 874)


def with_receipts(case: Case, sample: Sample) -> Draft:
    """A draft of the claim with its receipts, as somebody hands them in before sending."""
    draft = drafts.start_draft(person_id=case.person_id, service=KEY, form=CLAIM_FORM, title=case.number, case=case)
    fare = sample.legs[0].get("fare_eur", "")
    bills = [("hotel.jpg", "JPEG", "nights", f"Hotel am Markt, {sample.destination}", sample.hotel_eur)]
    bills += [("fahrkarte.pdf", "PDF", "leg1", f"Fahrkarte nach {sample.destination}", fare)]
    for name, kind, slot, what, amount in bills:
        drawn = _drawn(kind, f"{what}\n\n{sample.start:%d.%m.%Y}\n\nSumme  {amount.replace('.', ',')} EUR")
        attach_file(draft=draft, incoming=Incoming(name, drawn), by=actor_of(case.person), slot=slot)
    return draft


def _drawn(kind: str, text: str) -> bytes:
    """A sheet with a few lines, marked as invented."""
    sheet, out = Image.new("RGB", SIZE, "#fbfaf6"), BytesIO()
    pen = ImageDraw.Draw(sheet)
    pen.rectangle((40, 40, SIZE[0] - 40, SIZE[1] - 40), outline="#555555", width=2)
    pen.multiline_text((80, 90), text, fill="#111111", font_size=26, spacing=14)
    pen.text((80, SIZE[1] - 100), "Beispiel aus der Demo", fill="#555555", font_size=20)
    sheet.save(out, kind)
    return out.getvalue()
