"""Drawing what several extensions draw: colours, noise, stars, signs, patterns, the Moon."""
