"""What a card is fitted with: panels, frames, pictures, marks, lists and tables."""
