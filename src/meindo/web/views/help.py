"""Help for everybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def help_page(request: HttpRequest) -> HttpResponse:
    """How to begin, and the paper way."""
    return render(request, "web/help.html")
