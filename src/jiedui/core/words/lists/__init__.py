"""The standard coded lists that the product ships. `jiedui.core.words.codes.code_list(id)` finds them."""
