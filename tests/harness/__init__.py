"""What the tests run on: databases, real sites, a browser, and no network."""
