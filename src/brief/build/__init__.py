"""What to make, reuse and write: the compilation as a value, and the plan to publish it."""
