"""What a conversation is in the middle of: each file one kind of open matter, with what it understands and what ends it.

`read(talk, said)` is True once the matter has answered the message. The order in which they are asked stands in
`app.engine.reading` and nowhere else.
"""
