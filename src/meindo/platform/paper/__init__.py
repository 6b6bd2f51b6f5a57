"""The paper way: forms printed under a number of their own, which opens the one case that they become."""
