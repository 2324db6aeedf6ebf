"""What sets the project up on one machine and runs it there: for development, not production."""
