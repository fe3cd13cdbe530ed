"""The pages of the allotment aid."""
