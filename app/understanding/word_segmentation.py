"""Words typed without a space between: 'shesnotbreathing', 'nearme', 'stoptexting'."""

from app.understanding.spelling import fold

# Words that may be found inside a run-together one; short ones only beside long ones.
_PARTS: frozenset[str] = frozenset(
    """i im he she hes shes they is isnt not wont cant dont my me you the a an up out no now near in on and help please pls stop texting text
    wake waking breathing blue overdose overdosed overdosing od friend brother sister mom dad son wife boyfriend girlfriend dying dead narcan
    naloxone need free where get find clean needles syringes test strips check ok okay fine good am alive alone using talk to someone person
    human menu spanish english unsubscribe delete data number forget want die kill myself quit
    no respira despierta esta azul ayuda sobredosis se mi amigo hermano necesito naloxona jeringas quiero morir alto mas mensajes estoy bien
    por favor responde unconscious unresponsive passed hotline emergency call moving responding think thinks took too much many pills cold
    turning lips hurry scared somebody she down esta estoy muerto morada amiga mama hijo se muere mueve contesta
    oding ods oded gf bf girl baby cousin roommate omg this is isn of to was just very they them him her has have pill fent fentanyl heroin
    hermana novio novia hija primo papa auxilio rapido respirando despertar sobredosis tomo mucho muy ambulance ambulancia""".split()
)
_LONGEST = 40


def split_words(word: str) -> tuple[str, ...]:
    """The two or more words run together here, folded; empty when it is no such thing."""
    size = len(word)
    if size < 7 or size > _LONGEST:
        return ()
    best: list[list[str] | None] = [[], *([None] * size)]
    for end in range(1, size + 1):
        for start in range(max(0, end - 12), end):
            before = best[start]
            if before is None or word[start:end] not in _PARTS:
                continue
            found = [*before, word[start:end]]
            current = best[end]
            if current is None or len(found) < len(current):
                best[end] = found
    parts = best[size]
    if parts is None or len(parts) < 2 or max(map(len, parts)) < 4 or size / len(parts) < 2.6:
        return ()
    return tuple(folded for part in parts for folded in fold(part))
