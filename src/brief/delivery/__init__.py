"""Delivery, the pure part: who gets what, what a mail is, and what may become of it."""
