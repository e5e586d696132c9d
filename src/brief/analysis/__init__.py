"""Pure functions over a library: what the products compute. None reads, writes or renders."""
