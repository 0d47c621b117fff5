"""Words that open a place, end it, run through it, or are never one."""

# Words a place may follow.
BEFORE = frozenset(
    """in near at around round by to from inside outside on off close nearest closest of within neer nr @ downtown
    en cerca por desde junto entre sobre hacia zona""".split()
)
BEFORE_SURE = frozenset("in near at around round en cerca neer nr @".split())
ARTICLES = frozenset("the a an my el la los las un una mi de del zip code zipcode codigo postal area zone".split())
KEEP_ARTICLES = frozenset("el la los las the".split())

# Words no place starts with or runs through; they end it.
ENDS = frozenset(
    """please pls plz porfa favor now today tonight tomorrow right asap open abierto abierta ahora hoy ahorita manana who that which what
    when where do does can could i im we you need needs want have has had is are was were with without for and or but so if because who's
    there thanks thank ty thx gracias need? donde que quien como cuando necesito quiero busco hay dan dar tiene tienen con sin para si o y pero
    near in at on to por x favor after before until free gratis open? any anyone anybody someone get got getting getting? give gives giving carries carry
    carrying sell sells selling got? stat urgent quick fast immediately soon asap? still my me us this that's theres there's going around lately
    rn be careful folks yall everybody everyone killing dropping watch thx4 hurry stop asap! help them they he she his her hers its it's been being
    gonna wanna trying because cuz bc since will would should must off if you're im i'm who's whos wheres where's urgente porfavor favor
    rapido ayuda estan esta estoy vivo fue son porque tambien aqui alguien tengo ando hes shes theyre isnt wont not no out aint hello hey hi hola sorry wondering ne1 any1 sum1""".split()
)
RUNS_THROUGH = frozenset(
    "and y & of de del la las los el the st saint san santa new north south east west on by".split()
)
NOT_PLACES = frozenset(
    """wound wounds sore abscess ulcer herida llaga absceso leg foot arm neck pierna pie brazo hand case need needs needles mail need stock pain trouble general spanish english espanol ingles total line person bulk danger withdrawal
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
    powder bags bolsa bolsas weed foil pipe straw addiction result results minute staying living bigger spoon recover half ten five fifteen twenty thirty quince veinte diez cinco media
    cross streets containers container beds counselor doctor nurse bandage bandages gauze works rigs points cookers smells takes brother sister mom dad
    husband wife boyfriend girlfriend son daughter self myself both something anything stuff mess public""".split()
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
    calle avenida bridge heights village hills beach county hospital university college library mall mile""".split()
)
# Everyday words a name may run on with: 'capitol hill', 'skid row', 'east side'.
NAME_GOES_ON = frozenset(
    """hill row point side end district city town center centre falls springs creek valley grove ridge island gardens river lake junction crossing
    hills park heights village loop circle corner corners station market mission main church front high water school mills port bay harbor
    cove field fields wood woods rock bluff flats yards works garden house hall gate green white black red blue big little old new north south
    east west upper lower""".split()
)
CROSSED_BY = frozenset("and & y n con".split())

NICKNAMES: frozenset[str] = frozenset(
    """philly nyc nola vegas mpls pdx bmore chitown chicagoland dtla socal norcal frisco indy kc stl atl jax okc slc abq htx atx satx
    dfw bk bx pgh cinci cincy cle milwaukee nawlins boise tampa jersey nj sd sf la dc bronx brooklyn queens harlem manhattan filadelfia
    nueva_york""".split()
) - {"la"} | {"skid row", "new york city", "nueva york", "new york", "el centro", "downtown la"}


ASKED = frozenset(
    """narcan naloxone naloxona kit kits free gratis needle needles syringe syringes jeringas agujas strips strip test tests testing hiv vih hep
    std detox rehab suboxone methadone metadona clinic exchange supplies alerts alertas tiras pipes stems clean fentanyl need please treatment
    tratamiento prueba hepatitis xylazine wound care drug checking""".split()
)
SHORT = 6  # words of a message in which every word can be accounted for
STREET_LIKE = frozenset(
    "front church park school market hospital water state spring main station union high canal broad".split()
)
PREFIXES = frozenset(
    "san santa los las el la north south east west new fort ft mt mount lake st saint old upper lower downtown".split()
)
