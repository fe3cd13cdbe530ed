"""The pages of handing in: what is to be handed in, a submission beside the one before, the matrix of places and ledgers."""
