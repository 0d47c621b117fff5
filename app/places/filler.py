"""Words around a place that are not one, in English and Spanish, and the small words that come before one."""

from __future__ import annotations

BEFORE = frozenset(
    """in near at around from by close nearest closest within neer nr outside inside of for to on off through serving
    en cerca de del por desde hacia junto""".split()
)
SURE_BEFORE = frozenset("in near at around from neer nr en outside inside".split())
FILLER = frozenset(
    """a an the my is are am im i we us you u they it its this that these those there here and or but if so who what when where which how why
    can could may might do does did dont have has had get got getting gets give giving gives take need needs needed want wants looking look
    find finding help please pls plz thanks thank thx ty now today tonight tomorrow asap right around any anyone anybody someone some
    somewhere anywhere place places spot spots site sites location locations near me me nearby nearest closest close in at on of for to from by
    with without no not free open close closed like just really really still hey hi hello yo know tell text send go going gone live living
    staying stay stuck area zip code city town downtown county near corner place street st ave avenue blvd road rd dr apt
    be been was were will would should us usa one two new more all out up over off into about also too very lol ok okay yes yeah
    clean safe public my our your his her their friend people person buy sell cheap carry carries store pharmacy hospital clinic health
    department program programs service services center kit kits dose doses spray
    el la los las un una unos y o de del en por para con sin que donde cuando como hay tienen tiene dan dar regalan consigo conseguir
    puedo necesito quiero busco ayuda favor ahora hoy manana noche cerca mi mis aqui alli lugar lugares gratis alguien algun alguna estoy
    vivo soy es esta estan hola gracias limpias limpios nuevas recoger zona ciudad pueblo condado codigo postal calle avenida""".split()
)
ROADS = frozenset(
    """st street ave avenue av blvd boulevard rd road dr drive ln lane way pl place hwy highway pkwy parkway ct court terrace ter pike
    turnpike expressway""".split()
)
SAINTS = {"st": "saint", "saint": "st", "ft": "fort", "fort": "ft", "mt": "mount", "mount": "mt", "ste": "sainte"}
QUARTERS = {
    "n": "north", "s": "south", "e": "east", "w": "west", "no": "north", "so": "south", "nw": "northwest", "ne": "northeast",
    "sw": "southwest", "se": "southeast",
}  # fmt: skip
JOINS = frozenset("and & n y e x con @ /".split())
