"""The allotment aid: proposes how the year's money may be shared among the counties, says why, and never applies it."""
