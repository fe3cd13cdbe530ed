"""Money in double entry: accounts, entries that are only added, and the proof that they are what the ledgers say."""
