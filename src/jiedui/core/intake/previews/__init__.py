"""What an import would do, row by row, kept sealed while its person looks at it: built, stored, read by the page, forgotten."""
