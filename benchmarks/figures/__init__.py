"""A million figures, measured side by side with Datasette and with what the machine can do."""
