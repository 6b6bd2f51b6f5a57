"""The picture of a process as SVG: it follows the colours of the page, and the text below says the same."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from meindo.platform.cases.drawing import BOX_HEIGHT, BOX_WIDTH, LANE_HEAD, MARGIN, Arrow, Box, Drawing, Lane
from meindo.platform.cases.process import Process

LINE = 21  # letters that fit into a box or a lane's head


def process_picture(process: Process) -> SafeString:
    """Lanes for offices, boxes for steps, numbered arrows for moves."""
    drawing = Drawing(process)
    return format_html(
        '<svg class="process" role="img" viewBox="0 0 {} {}" width="{}" height="{}"><title>{}</title>'
        '<defs><marker id="spitze" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto">'
        '<path d="M0 0 8 4 0 8z" fill="currentColor"/></marker></defs>{}{}{}</svg>',
        drawing.width,
        drawing.height,
        drawing.width,
        drawing.height,
        _("Ablauf: {name}, Version {version}. Die Tabelle darunter sagt dasselbe.").format(
            name=_(process.label), version=process.version
        ),
        format_html_join("", "{}", ((_lane(lane, drawing.width),) for lane in drawing.lanes)),
        format_html_join("", "{}", ((_arrow(arrow),) for arrow in drawing.arrows)),
        format_html_join("", "{}", ((_box(box),) for box in drawing.boxes)),
    )


def _lane(lane: Lane, width: int) -> SafeString:
    return format_html(
        '<g><rect class="process__lane" x="{}" y="{}" width="{}" height="{}"/>{}</g>',
        MARGIN,
        lane.y,
        width - 2 * MARGIN,
        lane.height,
        _text(_(lane.office), MARGIN + 8, lane.y + 22, "process__office"),
    )


def _box(box: Box) -> SafeString:
    return format_html(
        '<g><rect class="process__step{}" x="{}" y="{}" width="{}" height="{}" rx="{}"/>{}</g>',
        " process__step--end" if box.step.is_end else "",
        box.x,
        box.y,
        BOX_WIDTH,
        BOX_HEIGHT,
        BOX_HEIGHT // 2 if box.step.is_end else 4,
        _text(_(box.step.label), box.x + 10, box.y + 21, "process__label"),
    )


def _arrow(arrow: Arrow) -> SafeString:
    (x, top), (_x, bottom) = arrow.points[-3:-1]
    points = " ".join(f"{x},{y}" for x, y in arrow.points)
    return format_html(
        '<g><polyline class="process__move" points="{}" marker-end="url(#spitze)"/>'
        '<text class="process__number" x="{}" y="{}">{}</text></g>',
        points,
        x + 2,
        (top + bottom) // 2 - 3,
        ", ".join(str(number) for number, _move in arrow.moves),
    )


def _text(text: str, x: int, y: int, style: str) -> SafeString:
    """Words on two lines at most; the rest is in the table."""
    lines = _lines(text, LINE if style == "process__label" else (LANE_HEAD - 16) // 6)
    rows = format_html_join(
        "", '<tspan x="{}" y="{}">{}</tspan>', ((x, y + 15 * at, line) for at, line in enumerate(lines))
    )
    return format_html('<text class="{}">{}</text>', style, rows)


def _lines(text: str, length: int, most: int = 2) -> list[str]:
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + len(word) + 1 > length:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines if len(lines) <= most else [*lines[: most - 1], f"{lines[most - 1]} …"]
