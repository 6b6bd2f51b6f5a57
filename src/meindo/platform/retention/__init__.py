"""How long cases are kept, why something is kept longer, and how they are erased: two people, in pieces, with proof."""
