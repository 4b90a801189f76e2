"""Side-by-side measurement of ways to read the letters' annexes."""
