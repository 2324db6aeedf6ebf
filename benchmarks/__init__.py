"""Measurements of this project's own: how well it reads and how fast it answers. No tests."""
