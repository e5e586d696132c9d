"""The joint between a tree and a pydantic model, and what several kinds share. Knows no kind."""
