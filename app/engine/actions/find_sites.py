"""Sites near a place: asks for the place, lists the nearest, pages and details by number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.engine.services import SERVICES_OF_INTENTS
from app.places.answers import Located
from app.places.filler import SURE_BEFORE
from app.places.found import Found, Nothing, WhichPlace
from app.places.hours_words import day_words
from app.places.question import PlaceQuestion, read_question
from app.places.reply import Offered
from app.places.reported import KINDS
from app.places.request import names_service
from app.places.site import BROADER

if TYPE_CHECKING:
    from app.engine.conversation import Conversation
    from app.engine.release import Node
    from app.language.said import Said
    from app.understanding import Meaning

Place = str | tuple[float, float]

MOST_WISHES = 4
PAGED = frozenset({"consumption_sites"})
"""Services of which few places exist anywhere: a page says more than a list without one."""
NOT_ASKING = frozenset(
    "overdose_emergency overamp_emergency suicidal_crisis stop start forget_me language_switch drug_alert_report checkin_start_timed "
    "checkin_recurring checkin_ok_reply".split()
)
"""Intents in which a service and a town may be named, and neither is looked for."""


GUESSED = frozenset({"model", "nearly an emergency"})
"""Reasons of an emergency that no rule and no listed word gives."""


def speaks_of_somebody(conversation: Conversation, said: Said) -> bool:
    """Whether the words speak of haste or of a person: beside these an emergency that is only guessed counts."""
    return not {*said.tokens}.isdisjoint(conversation.library.plain_answers(conversation.language).get("hurried", ()))


def find_sites(conversation: Conversation, node: Node) -> str:
    """The caller is asked for a place."""
    conversation.session.service = node.service
    conversation.session.awaiting = "place"
    conversation.session.wishes = ()
    conversation.say(node.say)
    return ""


_MOST_WORDS_OF_A_NAME = 4
"""Of a message that may be a place and nothing else."""


def expects_place(conversation: Conversation, meaning: Meaning) -> bool:
    """True when the line has just asked for a place and this message may be one."""
    if conversation.session.awaiting not in ("place", "which", "sites"):
        return False
    if conversation.session.awaiting != "sites" and not meaning.plain and _is_a_place(conversation):
        return True
    if meaning.intent == "unrelated" or meaning.clarify:
        return conversation.session.awaiting != "sites" or meaning.place is not None
    return meaning.place is not None and not (meaning.topic and meaning.asked)


def _is_a_place(conversation: Conversation) -> bool:
    """Whether the few words of the message name a place as it is spelled: "amarillo"."""
    finder, said = conversation.library.finder, conversation.said
    if finder is None or said is None or not 0 < len(said.tokens) <= _MOST_WORDS_OF_A_NAME:
        return False
    return isinstance(finder.geocoder.locate(conversation.heard, guess=False), Located)


def search(conversation: Conversation, node: Node | None, *, place: Place = "", page: int = 0, note: str = "") -> bool:
    """True when the sites near this place, or a question which place is meant, have been said.

    Without `place` the running search goes on; `node` is the one that looks, where the caller is not there yet.
    `note` names a sentence that is said above the list.
    """
    session = conversation.session
    if node is not None:
        _go_there(conversation, node)
    where = place or session.search_place
    if not session.service or not where:
        return False
    finder = conversation.library.finder
    if finder is None:
        return _without_list(conversation)
    answer = finder.find(
        session.service,
        where,
        language=conversation.composing,
        now=conversation.now,
        page=page,
        wishes=session.wishes,
        hidden=conversation.library.release.services_off,
        note=note,
    )
    conversation.words(answer.spoken if conversation.on_call else answer.text)
    conversation.tally(_tally(answer))
    session.site = ""
    match answer:
        case WhichPlace(options=options):
            session.awaiting = "which" if options else "place"
            session.options = tuple(option.label for option in options)
        case Found() | Nothing():
            session.awaiting, session.search_place = "sites", answer.again
            session.options = tuple(site.id for site in answer.sites)
            session.page = answer.page if isinstance(answer, Found) else session.page
            for number, site in enumerate(answer.sites, 1):
                _warn(conversation, site.id, str(number))
    return True


def listed_sites(conversation: Conversation) -> tuple[Offered, ...]:
    """The sites of the list on the screen that are still those, in its order."""
    if not conversation.session.service or not conversation.session.search_place:
        return ()
    return tuple(
        site
        for site in _looked_up(conversation, conversation.language) or ()
        if site.id in conversation.session.options
    )


def _looked_up(conversation: Conversation, language: str) -> tuple[Offered, ...] | None:
    """The page of the list the caller is at, as it is now; None where there is no list, or several places could be meant."""
    session, finder = conversation.session, conversation.library.finder
    if finder is None:
        return None
    answer = finder.find(
        session.service,
        session.search_place,
        language=language,
        now=conversation.now,
        page=session.page,
        wishes=session.wishes,
        hidden=conversation.library.release.services_off,
    )
    return None if isinstance(answer, WhichPlace) else answer.sites


def _warn(conversation: Conversation, site: str, place: str) -> None:
    """What several people said of this site since staff checked it, where they did."""
    finder = conversation.library.finder
    reported = finder.reported.get(site) if finder is not None else None
    if finder is not None and reported is not None:
        day = day_words(reported.since, words=finder.words(conversation.language), spoken=conversation.on_call)
        conversation.say(f"line.reported_{reported.kind}", place=place, people=str(reported.people), day=day)


def answers_request(conversation: Conversation, meaning: Meaning) -> bool:
    """True when the message asks for services in a place, with wishes or without, and is answered."""
    finder = conversation.library.finder
    if finder is None or meaning.intent in NOT_ASKING or meaning.emergency:
        return False
    named = names_service(conversation.heard, finder.geocoder.asked)
    if conversation.session.awaiting in ("place", "which") and not named and not meaning.plain:
        return False  # where: what is looked for was said before
    intended = SERVICES_OF_INTENTS.get(meaning.intent, "")
    if intended not in conversation.library.finds and not named:
        return False
    question = read_question(conversation.heard, finder.geocoder)
    sought = sought_services(conversation, question) or [
        service for service in (intended,) if service in conversation.library.finds
    ]
    if not sought:
        return False
    if answer_question(conversation, question, sought, instead=meaning.place or ""):
        return True
    return meaning.intent == "unrelated" and _asks_where(conversation, question, sought[0])


def _asks_where(conversation: Conversation, question: PlaceQuestion, service: str) -> bool:
    """True where a service is all that was said, which nothing else answers, and the caller is asked for a place.

    "Im in bed" asks for no shelter: something is somewhere already.
    """
    finder = conversation.library.finder
    if finder is None or question.known or not SURE_BEFORE.isdisjoint(question.rest.lower().split()):
        return False
    if not finder.geocoder.explains(question.rest, question.answer):
        return False
    conversation.enter(conversation.library.finds[service])
    return True


def sought_services(conversation: Conversation, question: PlaceQuestion) -> list[str]:
    """The services of this question that the line looks for; a broader one where the list has no place for one at all."""
    finder = conversation.library.finder
    named = [
        BROADER.get(service, service) if finder is not None and not finder.index.has(service) else service
        for service in question.services
    ]
    return [service for service in dict.fromkeys(named) if service in conversation.library.finds]


def answer_question(
    conversation: Conversation, question: PlaceQuestion, sought: list[str], *, instead: str = ""
) -> bool:
    """True when the places that have what is sought have been said; `instead` is a place read in another way."""
    node = conversation.library.nodes[conversation.library.finds[sought[0]]]
    if "delivery" in question.wishes and by_mail(conversation, sought[0]):
        return True
    if not question.known and not instead:
        return False
    finder = conversation.library.finder
    if sought[0] in PAGED and finder is not None and not finder.index.has(sought[0]) and node.otherwise:
        conversation.enter(node.otherwise)
        return True
    conversation.session.wishes = tuple(wish for wish in question.wishes if wish != "delivery")[:MOST_WISHES]
    _go_there(conversation, node)
    conversation.session.service = "+".join(sought[:2])
    return search(conversation, None, place=question.rest if question.known else instead)


def by_mail(conversation: Conversation, service: str) -> bool:
    """True when the page that says what comes by mail instead of going there was said."""
    node = conversation.library.nodes.get(conversation.library.finds.get(service, ""))
    if node is None or not node.otherwise:
        return False
    conversation.enter(node.otherwise)
    return True


def sites_again(conversation: Conversation) -> bool:
    """True when the list, or the one place heard last, was said once more on a call."""
    session = conversation.session
    if not conversation.on_call or session.awaiting != "sites":
        return False
    if session.site in session.options:
        return details(conversation, str(session.options.index(session.site) + 1))
    return search(conversation, None, page=session.page)


def details(conversation: Conversation, key: str) -> bool:
    """True when this number picks a place that was asked about, or a site that was listed, and it is answered."""
    session = conversation.session
    index = int(key) - 1 if key.isdigit() else -1
    if not 0 <= index < len(session.options):
        return False
    if session.awaiting == "which":
        return search(conversation, None, place=session.options[index])
    finder, sites = conversation.library.finder, _looked_up(conversation, conversation.composing)
    if finder is None or sites is None:
        return False
    site = next((site for site in sites if site.id == session.options[index]), None)
    if site is None:
        return search(conversation, None, page=session.page)  # the list changed meanwhile: say it anew
    session.site = site.id
    what = finder.words(conversation.composing).service(session.service)
    conversation.words(site.spoken if conversation.on_call else f"{what[:1].upper()}{what[1:]}: {site.text}")
    _warn(conversation, site.id, site.name)
    return True


def _go_there(conversation: Conversation, node: Node) -> None:
    if conversation.session.node != node.name:
        conversation.move(node.name)
    conversation.session.service = node.service


def _without_list(conversation: Conversation) -> bool:
    """No list of sites is loaded: the way on that the flow names, or a kind line."""
    node = conversation.node
    conversation.say("line.none_near")
    if node is not None and node.otherwise:
        conversation.enter(node.otherwise)
    return True


def _tally(answer: Found | WhichPlace | Nothing) -> str:
    return {Found: "sites_found", WhichPlace: "place_asked", Nothing: "sites_none"}[type(answer)]


TEXTS = frozenset({"line.none_near", *(f"line.reported_{kind}" for kind in KINDS)})
"""Content keys said here: staff files must have them (`porchlight check`, TEXT_MISSING)."""
