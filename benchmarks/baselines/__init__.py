"""What figures are compared with, where that is a program of its own."""
