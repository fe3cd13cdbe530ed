"""The pages of the plan: the tree with its lights, a measure, tasks, comments, changes, and what waits for whom."""
