"""How a brand's pictures look: its logo, the kit read from it, and what lies behind the words."""
