"""The pages of competitive review: rounds, their making, scoring, results, public notice."""
