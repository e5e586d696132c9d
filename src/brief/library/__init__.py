"""All objects together: read, resolved, ordered, indexed, narrowed to what an edition shows."""
