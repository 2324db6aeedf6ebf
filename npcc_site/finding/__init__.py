"""Being found: what search engines, browsers and catalogues of data read of the whole site."""
