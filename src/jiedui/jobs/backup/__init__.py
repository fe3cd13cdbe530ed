"""Backup and restore: one file with database and sealed files, and the keys in a file of their own."""
