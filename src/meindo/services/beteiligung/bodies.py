"""The bodies that are asked: who they are, what their answer is worth, where the time for it stands."""

from dataclasses import dataclass

from meindo.kernel.message import mark as _
from meindo.kernel.norm import Norm


@dataclass(frozen=True)
class Body:
    """A body by the key of its responsibility. `consents`: without its yes the matter does not go on (Mitbestimmung);
    the others are heard, and what they object is weighed.
    """

    key: str
    label: str
    norm: Norm
    consents: bool = False

    @property
    def process(self) -> str:
        """The key of the process in which it is asked."""
        return f"beteiligung_{self.key}"


BODIES = {
    body.key: body
    for body in (
        Body("personalrat", _("Personalrat"), Norm("LPVG NRW", "§ 66"), consents=True),
        Body("sbv", _("Schwerbehindertenvertretung"), Norm("SGB IX", "§ 178 Abs. 2")),
        Body("gleichstellung", _("Gleichstellungsbeauftragte"), Norm("LGG NRW", "§ 18")),
        Body("jav", _("Jugend- und Auszubildendenvertretung"), Norm("LPVG NRW", "§ 61")),
    )
}
OFFICE = "participation_office"
