"""Words that open a place, end it, run through it, or are never one."""

from app.language.heard import heard

# Words a place may follow.
BEFORE = heard("place_before")
BEFORE_SURE = heard("place_before_surely")
ARTICLES = heard("place_articles")
KEEP_ARTICLES = heard("place_articles_kept")

# Words no place starts with or runs through; they end it.
ENDS = heard("place_ends")
RUNS_THROUGH = heard("place_runs_through")
NOT_PLACES = heard("place_never")
STATES = frozenset(
    """al ak az ar ca co ct de fl ga hi id il in ia ks ky la me md ma mi mn ms mo mt ne nv nh nj nm ny nc nd oh ok or pa ri sc sd tn tx ut vt
    va wa wv wi wy dc pr bc ab on qc mb sk ns nb""".split()
)
STATE_NAMES = frozenset(
    """alabama alaska arizona arkansas california colorado connecticut delaware florida georgia hawaii idaho illinois indiana iowa kansas
    kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri montana nebraska nevada ohio oklahoma oregon
    pennsylvania tennessee texas utah vermont virginia washington wisconsin wyoming ontario quebec alberta manitoba""".split()
)
ROADS = heard("place_roads")
# Everyday words a name may run on with: 'capitol hill', 'skid row', 'east side'.
NAME_GOES_ON = frozenset(
    """hill row point side end district city town center centre falls springs creek valley grove ridge island gardens river lake junction crossing
    hills park heights village loop circle corner corners station market mission main church front high water school mills port bay harbor
    cove field fields wood woods rock bluff flats yards works garden house hall gate green white black red blue big little old new north south
    east west upper lower""".split()
)
CROSSED_BY = heard("place_crossed_by")

NICKNAMES: frozenset[str] = frozenset(
    """philly nyc nola vegas mpls pdx bmore chitown chicagoland dtla socal norcal frisco indy kc stl atl jax okc slc abq htx atx satx
    dfw bk bx pgh cinci cincy cle milwaukee nawlins boise tampa jersey nj sd sf la dc bronx brooklyn queens harlem manhattan filadelfia
    nueva_york""".split()
) - {"la"} | {"skid row", "new york city", "nueva york", "new york", "el centro", "downtown la"}


ASKED = heard("place_asked")
SHORT = 6  # words of a message in which every word can be accounted for
STREET_LIKE = frozenset(
    "front church park school market hospital water state spring main station union high canal broad".split()
)
PREFIXES = frozenset(
    "san santa los las el la north south east west new fort ft mt mount lake st saint old upper lower downtown".split()
)
