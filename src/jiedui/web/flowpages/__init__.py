"""The pages of flows: what waits for signature, one decision, where rows stand, delegations and the gates."""
