"""How the encoder's weights are made; needs the packages of `training/requirements.txt`, never a user's."""
