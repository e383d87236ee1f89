"""Where stories are told again: the texts for each network, and the record of what was posted where."""
