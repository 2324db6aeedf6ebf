"""A text → the releases in it, and every figure that they state. Plain functions; no Django."""
