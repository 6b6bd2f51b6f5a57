"""Why a file was not taken: one plain sentence each."""

from typing import Any

from meindo.kernel.message import Message
from meindo.kernel.message import mark as _

MEGABYTE = 1_000_000
MOST_BYTES = 20 * MEGABYTE
MOST_BYTES_AT_ONCE = 60 * MEGABYTE
MOST_PIXELS = 80_000_000

EMPTY = _("„{name}“ ist leer. Bitte wählen Sie die Datei noch einmal aus oder fotografieren Sie den Beleg neu.")
TOO_LARGE = _("„{name}“ ist größer als 20 MB. Bitte fotografieren Sie den Beleg mit geringerer Auflösung.")
TOO_MUCH = _("Das waren zusammen mehr als 60 MB. Bitte laden Sie „{name}“ danach einzeln hoch.")
NOT_KNOWN = _("„{name}“ ist weder ein Foto noch eine PDF-Datei. Möglich sind PDF, JPEG, PNG, HEIC, WebP und TIFF.")
NOT_A_PDF = _("„{name}“ heißt wie eine PDF-Datei, ist aber keine. Bitte speichern Sie den Beleg neu als PDF.")
LOCKED = _("„{name}“ ist mit einem Passwort geschützt. Bitte speichern Sie die PDF-Datei ohne Passwort.")
UNREADABLE = _("„{name}“ lässt sich nicht öffnen. Bitte fotografieren oder speichern Sie den Beleg neu.")
TOO_MANY_PIXELS = _("„{name}“ hat zu viele Bildpunkte. Bitte fotografieren Sie den Beleg mit geringerer Auflösung.")
IS_INFECTED = _("In „{name}“ wurde Schadsoftware gefunden. Die Datei wurde nicht angenommen.")
SAME = _("„{name}“ haben Sie schon hochgeladen.")


class Refused(Exception):
    """A file that is not taken; `message` is the sentence for the person, `same` when only that stands against it."""

    def __init__(self, msgid: str, **params: Any) -> None:
        super().__init__(msgid)
        self.message = Message(msgid, params)
        self.same = msgid == SAME
