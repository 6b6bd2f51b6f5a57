"""Help in Einfache Sprache, by page. Leichte Sprache is checked by people with learning difficulties; this is not."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class HelpTopic:
    """What helps on some pages. `sentences` are message ids, each one plain sentence (tools/lint/plain.py); `pages` are
    names of addresses, `x_*` stands for all that begin so.
    """

    key: str
    title: str
    sentences: tuple[str, ...]
    pages: tuple[str, ...]

    def fits(self, name: str) -> int:
        """How exactly the topic is about a page: 0 for not at all, more for a longer name."""
        exact = [len(page) + 1 for page in self.pages if page == name]
        wide = [len(page) - 1 for page in self.pages if page.endswith("*") and name.startswith(page[:-1])]
        return max(exact + wide, default=0)


def topic_of(topics: Iterable[HelpTopic], name: str) -> HelpTopic | None:
    """The topic that is most exactly about a page; None where nothing is."""
    best = max(topics, key=lambda topic: topic.fits(name), default=None)
    return best if best is not None and best.fits(name) else None
