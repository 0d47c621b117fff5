"""Who may use the console and how they prove it: accounts, passkeys, passwords, recovery codes, sign-ins, and what was done with them.

`Access` holds them all; handlers find it as `asked.services.access`. A handler that wants to be sure that the person who signed
in is still the one who presses calls `fresh_proof(asked, about=...)` (`app.console.proof`), and gets the name of what
they signed with.
"""
