"""What pages weigh and how soon they can be used, in a real browser on the real public site."""
