"""Charts on other people's pages: frames, their code, oEmbed, and what a correction does there."""
