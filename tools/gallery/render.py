"""Render the gallery to HTML files: `PYTHONPATH=src:tools python -m gallery.render` writes to var/gallery."""

import os
import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import django
from django.conf import settings

ROOT = Path(__file__).resolve().parents[2]
OUT = Path(os.environ.get("GALLERY", ROOT / "var/gallery"))


def configure() -> None:
    """Settings that suffice for templates and forms."""
    engine = "django.template.backends.django.DjangoTemplates"
    context = ["django.template.context_processors.request"]
    settings.configure(
        INSTALLED_APPS=["django.contrib.staticfiles", "meindo.ui"],
        STATIC_URL="static/",
        LANGUAGE_CODE="de",
        USE_TZ=True,
        SECRET_KEY="gallery",  # noqa: S106
        TEMPLATES=[
            {
                "BACKEND": engine,
                "DIRS": [ROOT / "tools/gallery/pages"],
                "APP_DIRS": True,
                "OPTIONS": {"context_processors": context},
            }
        ],
    )
    django.setup()


def pages() -> dict[str, tuple[str, str, dict[str, Any]]]:
    """Page name -> template, active navigation entry, context."""
    from django.core.paginator import Paginator  # noqa: PLC0415

    from gallery import samples as s  # noqa: PLC0415

    page = Paginator(range(312), 50).page(2)
    case = {"total": Decimal("103.30"), "lines": s.LINES, "facts": s.FACTS, "items": s.TIMELINE}
    case |= {"first": s.TODAY.replace(month=12, day=3), "last": s.TODAY.replace(month=12, day=5)}
    question = "ui/question.html"
    return {
        "home": ("home.html", "Start", {"tasks": s.TASKS, "tile_items": s.TILES}),
        "cases": ("cases.html", "Vorgänge", {"rows": s.rows(6)}),
        "inbox": ("inbox.html", "Team", {"rows": s.rows(30), "page": page}),
        "errors": (
            question,
            "",
            {"form": s.TripForm(s.WRONG), "title": "Dienstreise beantragen", "back_url": "#"},
        ),
        "all": (
            question,
            "",
            {"form": s.TripForm(s.RIGHT), "title": "Dienstreise beantragen", "paper_url": "#"},
        ),
        "question": (
            question,
            "",
            {
                "form": s.MeansForm({"mittel": "auto"}),
                "title": "Womit reisen Sie?",
                "back_url": "#",
                "all_url": "#",
            },
        ),
        "day": (question, "", {"form": s.DayForm(), "title": "Wann beginnt die Reise?", "back_url": "#"}),
        "check": ("check.html", "", {"answers": s.ANSWERS}),
        "done": ("done.html", "", {}),
        "case": ("case.html", "Vorgänge", case),
        "work": ("work.html", "Team", case | {"tasks": s.TASKS * 4}),
    }


def render_all() -> list[str]:
    """Write all pages; returns their names."""
    from django.template.loader import render_to_string  # noqa: PLC0415
    from django.test import RequestFactory  # noqa: PLC0415

    from gallery.samples import shell  # noqa: PLC0415

    shutil.rmtree(OUT, ignore_errors=True)
    shutil.copytree(ROOT / "src/meindo/ui/static", OUT / "static")
    request = RequestFactory().get("/?sort=-day")
    for name, (template, active, context) in pages().items():
        html = render_to_string(template, {"shell": shell(active), **context}, request)
        (OUT / f"{name}.html").write_text(html, encoding="utf-8")
    return list(pages())


if __name__ == "__main__":
    configure()
    print(*render_all())
