"""Which language a message is clearly in."""

_SPANISH = frozenset(
    """que no el la los las de del en un una mi mis tu su esta estoy es por para con como donde quiero necesito ayuda hola gracias no se
    me te le lo y o pero si ya muy mas bien cuando quien hay tiene tengo puedo puede hacer hago amigo amiga hermano hermana hijo hija mama papa
    respira despierta sobredosis naloxona jeringas mensajes espanol usar solo sola todos dias cada noche cerca gratis consigo azul morado
    pastillas droga tiras prueba heroina fentanilo alto paren cancelar borrar datos persona hablar alguien consejos buenas buenos adios
    revisame sigo vivo viva tratamiento herida busco dan estan fue ser muchas auxilio socorro inconsciente reacciona""".split()
)
_ENGLISH = frozenset(
    """the a is are i you my me he she they it to of in for and what where how do does can need want with not on at this that have has get
    help please stop friend near check text am was be will or if so just him her them from your who when why there here someone breathing wake
    overdose needles strips test clean find person talk out up going using thanks hello hi""".split()
)
_BOTH = frozenset({"no", "me", "a", "narcan", "de"})


def find(tokens: list[str], *, hint: str) -> str | None:
    """'en' or 'es' when the words show it clearly, else None; one shared word never decides."""
    spanish = sum(1 for token in tokens if token in _SPANISH and token not in _BOTH)
    english = sum(1 for token in tokens if token in _ENGLISH and token not in _BOTH)
    if spanish > english and (spanish >= 2 or (english == 0 and hint == "es")):
        return "es"
    if english > spanish and (english >= 2 or (spanish == 0 and hint == "en")):
        return "en"
    return None
