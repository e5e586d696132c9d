"""Delivery without its machinery: what is sent, to whom, and what may happen to it."""
