"""The storm: posts go out while something is torn down under them, and what stands is counted."""
