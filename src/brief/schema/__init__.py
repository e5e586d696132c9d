"""The joint of trees and pydantic models, and what several kinds share. Knows no kind."""
