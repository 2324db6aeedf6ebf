"""How well figures, periods, embargoes and quotations are read: `make evaluate DIR`."""
