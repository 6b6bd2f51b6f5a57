"""placeholder registry"""
