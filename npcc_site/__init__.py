"""The project: its settings, its two doors (public and staff), and what starts it on a machine."""
