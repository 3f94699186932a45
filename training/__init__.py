"""How the encoder's weights are made; needs the dependency group `training`, never a user's."""
