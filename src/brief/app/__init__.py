"""Use cases, and the ports through which they reach the world. No I/O of their own."""
