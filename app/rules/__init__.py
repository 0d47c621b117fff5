"""Recurring check-ins and timed safety checks as rules: pure state machines that are told what happened and when."""
