"""What policing did, and what came of it: operations, their figures, and charts of them."""
