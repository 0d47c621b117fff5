"""What is known of drugs and of taking them together: names in a message, the worst rule for a pair, one answer.

Pure: it looks things up in a `Knowledge` that was made from staff files, and never fills a gap by a guess.
"""
