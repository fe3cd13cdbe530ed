"""Handing in (报送): a place freezes a ledger for a period; what is corrected afterwards shows as such."""
