"""Alerts: standing checks over the ledgers, one open alert a cause, opened and closed by the rules alone."""
