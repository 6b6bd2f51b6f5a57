"""placeholder notify"""
