"""Words that open a place, end it, run through it, or are never one."""

# Words a place may follow.
BEFORE = frozenset(
    """in near at around by to from inside outside on off close nearest closest of within neer nr @ downtown
    en cerca por desde junto entre sobre hacia zona""".split()
)
BEFORE_SURE = frozenset("in near at around en cerca neer nr @".split())
ARTICLES = frozenset("the a an my el la los las un una mi de del zip code zipcode codigo postal area zone".split())
KEEP_ARTICLES = frozenset("el la los las the".split())

# Words no place starts with or runs through; they end it.
ENDS = frozenset(
    """please pls plz porfa favor now today tonight tomorrow right asap open abierto abierta ahora hoy ahorita manana who that which what
    when where do does can could i im we you need needs want have has had is are was were with without for and or but so if because who's
    there thanks thank ty thx gracias need? donde que quien como cuando necesito quiero busco hay dan dar tiene tienen con sin para si o y pero
    near in at on to por x favor after before until free gratis open? any anyone anybody someone get got getting getting? give gives giving carries carry
    carrying sell sells selling got? stat urgent quick fast immediately soon asap? still my me us this that's theres there's going around lately""".split()
)
RUNS_THROUGH = frozenset(
    "and y & of de del la las los el the st saint san santa new north south east west on by".split()
)
NOT_PLACES = frozenset(
    """hand case need needs needles mail need stock pain trouble general spanish english espanol ingles total line person bulk danger withdrawal
    treatment recovery rehab detox jail prison carcel hospital school work home house casa hood car carro bag purse my mi town person
    house place places it them him her me you us here there somewhere anywhere aqui alla ahi once least all time times night day week
    weekend weekends sunday monday tuesday wednesday thursday friday saturday lunes martes miercoles jueves viernes sabado domingo
    morning noon afternoon evening midnight minutes mins min hour hours hr hrs minuto minutos hora horas advance private secret person
    use using shooting injecting smoking snorting fentanyl fent heroin dope meth coke narcan naloxone tranq xylazine drugs drug stuff pills pill
    my arm leg arms legs hand foot neck brazo pierna mano piel cuerpo vena bed bathroom floor kitchen room bano piso cuarto correo mailbox
    telefono phone text way road moment moments momento caso emergencia emergency overdose sobredosis fin bad good lot lots medicaid insurance
    seguro methadone suboxone subs benzos alcohol probation parole supply street streets calle calles la-calle area store stores pharmacy
    pharmacies farmacia clinic clinica library biblioteca church bus van door front parking festival party last next month year summer
    school camp shelter today tonight fear order crisis need-to danger peace public mind head face skin sleep water pocket backpack
    apartment building hotel motel tent basement stairwell hallway restroom shower toilet outside inside alley sidewalk park block corner
    strips strip person people friend friends family un rato vez veces sangre general serio efectivo lugar lugares sitio
    powder bags bolsa bolsas weed foil pipe straw addiction result results minute staying living bigger spoon recover half ten five fifteen twenty thirty quince veinte diez cinco media""".split()
)
STATES = frozenset(
    """al ak az ar ca co ct de fl ga hi id il in ia ks ky la me md ma mi mn ms mo mt ne nv nh nj nm ny nc nd oh ok or pa ri sc sd tn tx ut vt
    va wa wv wi wy dc pr bc ab on qc mb sk ns nb""".split()
)
STATE_NAMES = frozenset(
    """alabama alaska arizona arkansas california colorado connecticut delaware florida georgia hawaii idaho illinois indiana iowa kansas
    kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri montana nebraska nevada ohio oklahoma oregon
    pennsylvania tennessee texas utah vermont virginia washington wisconsin wyoming ontario quebec alberta manitoba""".split()
)
ROADS = frozenset(
    """st street ave avenue av blvd boulevard rd road dr drive ln lane way pl place hwy highway pkwy plaza square sq terminal station park
    calle avenida bridge heights village hills beach county hospital university college library mall""".split()
)


NICKNAMES: frozenset[str] = frozenset(
    """philly nyc nola vegas mpls pdx bmore chitown chicagoland dtla socal norcal frisco indy kc stl atl jax okc slc abq htx atx satx
    dfw bk bx pgh cinci cincy cle milwaukee nawlins boise tampa jersey nj sd sf la dc bronx brooklyn queens harlem manhattan filadelfia
    nueva_york""".split()
) - {"la"}


ASKED = frozenset(
    """narcan naloxone naloxona kit kits free gratis needle needles syringe syringes jeringas agujas strips strip test tests testing hiv vih hep
    std detox rehab suboxone methadone metadona clinic exchange supplies alerts alertas tiras pipes stems clean fentanyl need please treatment
    tratamiento prueba hepatitis xylazine wound care drug checking""".split()
)
SHORT = 6  # words of a message in which every word can be accounted for
STREET_LIKE = frozenset(
    "front church park school market hospital water state spring main station union high canal".split()
)
PREFIXES = frozenset(
    "san santa los las el la north south east west new fort ft mt mount lake st saint old upper lower downtown".split()
)
