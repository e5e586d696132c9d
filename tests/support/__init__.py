"""What tests share: projects, compilers, comparers. Nothing here is a test."""
