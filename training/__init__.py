"""How the starter model is made. Not part of the wheel; needs the `train` extra."""
