"""What a demonstration holds beside rows of ledgers: work that is under way. A module tells its own through its operations.

@story
def reviews() -> int:  # how many things were made; 0 where they are there already or something they need is missing
"""

from collections.abc import Callable

Story = Callable[[], int]
_stories: list[Story] = []


def story(tell: Story) -> Story:
    """Let `tell` run when a demonstration has its rows and accounts; once for each story, in the order of the modules."""
    if tell not in _stories:
        _stories.append(tell)
    return tell


def tell_stories() -> int:
    """Run them all; how many things were made."""
    return sum(tell() for tell in _stories)
