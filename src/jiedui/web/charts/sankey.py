"""A flow picture: columns of boxes as high as their amount, and ribbons between them, as plain SVG."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString, mark_safe

WIDTH, BOX = 1000, 14
LINE = 15
"""Between the lines of two labels of a column, so that thin boxes beside each other can be read."""
LEAST = 1.5
"""The least height of a box or ribbon, so that a small amount can be seen."""


@dataclass(frozen=True)
class Node:
    """One box, with its label beside it."""

    key: str
    label: str
    text: str
    tone: str
    x: float
    y: float
    height: float
    label_x: float
    label_y: float
    anchor: str
    href: str = ""


@dataclass(frozen=True)
class Ribbon:
    """One flow, from the right side of a box to the left side of another. text: what it says."""

    path: str
    text: str
    tone: str


@dataclass(frozen=True)
class Sankey:
    width: int
    height: int
    nodes: list[Node]
    ribbons: list[Ribbon]

    @property
    def inside(self) -> SafeString:
        """The picture as SVG: some hundred ribbons and boxes, which a template would draw ten times as slowly."""
        start = f'<svg viewBox="0 0 {self.width} {self.height}" aria-hidden="true" focusable="false">'
        parts = [start, *map(_ribbon, self.ribbons), *map(_box, self.nodes), "</svg>"]
        return mark_safe("".join(parts))  # noqa: S308 (every text is escaped)


@dataclass(frozen=True)
class Box:
    """What a column holds: key, label, tone (a class of charts.css) and, where it leads somewhere, the address."""

    key: str
    label: str
    tone: str = "size-1"
    href: str = ""


def _ribbon(one: Ribbon) -> str:
    return f'<path class="ribbon tone-{escape(one.tone)}" d="{escape(one.path)}"><title>{escape(one.text)}</title></path>'


def _box(one: Node) -> str:
    return (
        f'<rect class="tone-{escape(one.tone)}" x="{one.x:.1f}" y="{one.y:.1f}" width="14" height="{one.height:.1f}"/>'
        f'<text x="{one.label_x:.1f}" y="{one.label_y:.1f}" text-anchor="{one.anchor}">{escape(one.label)} '
        f'<tspan class="amount">{escape(one.text)}</tspan></text>'
    )


def apart(lines: Sequence[float], last: float) -> list[float]:
    """The lines of labels from top to bottom, moved so that none is nearer than LINE to the next and none lies below `last`."""
    found: list[float] = []
    for line in lines:
        found.append(max(line, found[-1] + LINE) if found else line)
    for at in range(len(found) - 1, -1, -1):
        found[at] = min(found[at], last if at == len(found) - 1 else found[at + 1] - LINE)
    return found


def sankey(
    columns: Sequence[Sequence[Box]], links: Mapping[tuple[str, str], int], *, written: Callable[[int], str]
) -> Sankey:
    """columns: from left to right; links: (key, key of the next column) -> amount above zero; written: an amount in words."""
    amounts: dict[str, int] = {}
    for (one, other), amount in links.items():
        if amount > 0:
            amounts[f">{one}"] = amounts.get(f">{one}", 0) + amount
            amounts[f"<{other}"] = amounts.get(f"<{other}", 0) + amount
    size = {key: max(amounts.get(f">{key}", 0), amounts.get(f"<{key}", 0)) for column in columns for key in (b.key for b in column)}
    shown = [[box for box in column if size[box.key] > 0] for column in columns]
    most = max((len(column) for column in shown), default=1)
    height = max(240, 26 * most + 20)
    total = max((sum(size[box.key] for box in column) for column in shown), default=0) or 1
    gap = 10
    scale = min((height - gap * (len(column) + 1)) / total for column in shown if column) if any(shown) else 1
    nodes: dict[str, Node] = {}
    left, right = 170, 200
    for at, column in enumerate(shown):
        x = left + (WIDTH - left - right - BOX) * at / max(1, len(columns) - 1)
        heights = [max(LEAST, size[box.key] * scale) for box in column]
        free = (height - sum(heights)) / (len(column) + 1)
        tops = [free + sum(heights[:number]) + free * number for number in range(len(column))]
        lines = apart([top + tall / 2 + 4 for top, tall in zip(tops, heights, strict=True)], height - 4)
        for box, y, tall, line in zip(column, tops, heights, lines, strict=True):
            label_x = x - 8 if at == 0 else x + BOX + 8
            nodes[box.key] = Node(
                box.key, box.label, written(size[box.key]), box.tone, round(x, 1), round(y, 1), round(tall, 1), round(label_x, 1),
                round(line, 1), "end" if at == 0 else "start", box.href,
            )  # fmt: skip
    ribbons = []
    out = {key: node.y for key, node in nodes.items()}
    into = dict(out)
    order = {box.key: (at, place) for at, column in enumerate(shown) for place, box in enumerate(column)}
    for one, other in sorted((pair for pair, amount in links.items() if amount > 0), key=lambda pair: (order[pair[0]], order[pair[1]])):
        amount = links[one, other]
        tall = max(LEAST, amount * scale)
        x0, x1, y0, y1 = nodes[one].x + BOX, nodes[other].x, out[one], into[other]
        out[one] += amount * scale
        into[other] += amount * scale
        bend = round((x0 + x1) / 2, 1)
        path = (
            f"M{x0:.1f} {y0:.1f} C{bend} {y0:.1f} {bend} {y1:.1f} {x1:.1f} {y1:.1f} "
            f"L{x1:.1f} {y1 + tall:.1f} C{bend} {y1 + tall:.1f} {bend} {y0 + tall:.1f} {x0:.1f} {y0 + tall:.1f}Z"
        )
        ribbons.append(Ribbon(path, f"{nodes[one].label} → {nodes[other].label} {written(amount)}", nodes[other].tone))
    return Sankey(WIDTH, height, list(nodes.values()), ribbons)
