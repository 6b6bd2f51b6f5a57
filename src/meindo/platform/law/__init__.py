"""placeholder law"""
