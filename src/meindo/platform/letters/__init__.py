"""placeholder letters"""
