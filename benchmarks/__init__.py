"""How good and how fast it is, on data that a user brings; results keep date, machine and commit."""
