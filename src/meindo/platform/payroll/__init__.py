"""placeholder payroll"""
