"""placeholder files"""
