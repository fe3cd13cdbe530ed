"""One module for each kind of generated page; each returns Markdown and reads only the declarations."""
