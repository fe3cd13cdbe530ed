"""The page of who runs the installation."""
