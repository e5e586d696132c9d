"""Pure functions over a library: what the products compute. Nothing here reads, writes or renders."""
