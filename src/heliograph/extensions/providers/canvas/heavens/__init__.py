"""What stands in the sky, drawn as it stands: the Moon, eclipses, the wheel of the planets."""
