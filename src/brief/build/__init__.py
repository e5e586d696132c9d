"""What to make, reuse and write: the whole compilation as a value, and the plan to publish it."""
