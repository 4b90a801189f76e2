"""What people take away: exports, achievement sheets, charts. Reads ``mart`` only.

No achievement is computed here.
"""
