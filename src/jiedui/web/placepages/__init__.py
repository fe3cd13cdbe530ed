"""The page of a county, district or city: all that concerns it, on one page that can be printed."""
