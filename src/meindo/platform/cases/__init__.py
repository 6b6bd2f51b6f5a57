"""Processes as data, and the engine that moves cases along them."""
