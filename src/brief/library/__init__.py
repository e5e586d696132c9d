"""All objects together: read, resolved, ordered, indexed, and narrowed to what an edition shows."""
