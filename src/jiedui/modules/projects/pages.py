"""What the pages of the module hang into the product as it starts: menu entries, what waits, what follows a write."""

from jiedui.modules.projects.review import following  # noqa: F401 (it registers itself)
