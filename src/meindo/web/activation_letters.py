"""What an activation letter says, in plain words, and the file with one page for each person."""

from collections.abc import Sequence
from typing import Any

import segno
from django.conf import settings
from django.urls import reverse

from meindo.platform.clock import BERLIN
from meindo.platform.letters.data import in_words
from meindo.platform.login.codes import grouped
from meindo.platform.login.commands_activation import code_to_print
from meindo.platform.login.models import Activation, ActivationBatch
from meindo.platform.people.models import Placement

AUTHORITY = "Stadtverwaltung"
INTRO = (
    "Dieser Brief öffnet Ihren Zugang zu meindo.",
    "In meindo finden Sie Ihre Anträge und Ihre Briefe von der Stadt als Arbeitgeberin.",
)


def letters_pdf(batch: ActivationBatch, letters: Sequence[Activation], places: dict[int, Placement]) -> bytes:
    """The open letters of a batch as one accessible file; who has ended is not in it."""
    from meindo.platform.letters.render import render_activations  # noqa: PLC0415 (loads the typesetter where used)

    codes = [code_to_print(letter) for letter in letters]
    content = {
        "title": f"Zugänge zu meindo, Briefe Nr. {batch.number}",
        "authority": AUTHORITY,
        "language": "de",
        "intro": INTRO,
        "steps_heading": "So geht es",
        "help_heading": "Gut zu wissen",
        "letters": [
            _letter(letter, code, places.get(letter.person_id)) for letter, code in zip(letters, codes, strict=True)
        ],
    }
    pictures = [_picture(code) for code in codes]
    return render_activations(content, pictures, created_at=batch.made_at)


def _address() -> str:
    return settings.PUBLIC_URL + reverse("activate")


def _picture(code: str) -> str:
    """The address with the code in it: a phone that reads it types nothing."""
    address = settings.PUBLIC_URL + reverse("activate_code", args=[code])
    return str(segno.make(address, error="m").svg_inline(scale=4, border=4, dark="#000", light="#fff"))


def _letter(letter: Activation, code: str, place: Placement | None) -> dict[str, Any]:
    until = in_words(letter.expires_at.astimezone(BERLIN).date())
    address = _address()
    return {
        "title": "Ihr Zugang zu meindo",
        "recipient": [letter.person.display_name, *([str(place.unit)] if place else []), "– vertraulich –"],
        "alt": f"QR-Code mit der Adresse {address} und Ihrem Code {grouped(code)}",
        "steps": [
            "Nehmen Sie ein Handy, ein Tablet oder einen Computer. Es kann auch ein Gerät der Stadt sein.",
            f"Scannen Sie das Bild mit der Kamera. Oder öffnen Sie diese Adresse: {address}",
            "Geben Sie den Code ein. Nach dem Scannen steht er schon da.",
            "Denken Sie sich ein Passwort aus. Es hat mindestens 10 Zeichen.",
            "Fertig. Sie sind in meindo.",
        ],
        "facts": [
            {"label": "Ihr Code", "value": grouped(code)},
            {"label": "Ihr Anmeldename für später", "value": letter.person.user.username},
        ],
        "help": [
            f"Der Code gilt bis zum {until}. Sie benutzen ihn nur einmal.",
            "Zeigen Sie diesen Brief niemandem. Niemand fragt Sie am Telefon nach dem Code.",
            "Der Code geht nicht? Dann bekommen Sie einen neuen Brief. Fragen Sie die Stelle, die ihn Ihnen gab.",
        ],
        "foot": f"Brief Nr. {letter.batch.number}-{letter.selector}",
    }
