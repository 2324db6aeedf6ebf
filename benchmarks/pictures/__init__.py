"""How long a chart takes to draw as SVG and as PNG, and how that grows with its figures."""
