"""How fast and how good, beside peers: run by hand or by `./invoke bench`."""
