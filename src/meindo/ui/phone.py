"""From the desk to the phone: a QR code that opens an upload-only link into this draft."""

from typing import TYPE_CHECKING

import segno
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from meindo.platform.cases.commands_links import VALID, current_link, open_link, secret_of
from meindo.platform.cases.models import Draft, UploadLink
from meindo.platform.cases.queries_attachments import attached_to_draft

from .acting import Request

if TYPE_CHECKING:
    from .wizard import Wizard


def phone_page(wizard: "Wizard", request: Request, draft: Draft) -> HttpResponse:
    """Show the link that holds now, or offer to make one; loaded anew, it shows what has arrived."""
    if request.method == "POST":
        open_link(draft=draft, by=request.viewer.actor)
        return redirect(wizard.url("phone", draft))
    link = current_link(draft)
    context = {
        "title": _("Mit dem Handy fotografieren"),
        "link": link,
        "address": address_of(link) if link else "",
        "code": code_of(address_of(link)) if link else "",
        "minutes": int(VALID.total_seconds() // 60),
        "rows": attached_to_draft(draft),
        "back_url": wizard.url("question", draft, wizard.files_question),
        "reload_url": wizard.url("phone", draft),
    }
    return render(request, "ui/phone.html", context)


def address_of(link: UploadLink) -> str:
    """The whole address, as the phone needs it."""
    return settings.PUBLIC_URL + reverse("hand_in", args=[secret_of(link)])


def code_of(address: str) -> str:
    """The address as a picture, black on white in the dark as well."""
    return str(segno.make(address, error="m").svg_data_uri(scale=5, border=4, dark="#000", light="#fff"))
