"""Whether an answer is what its place in a conversation calls for; the rules of the cases' own README."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from tests.conversations.world import Caller, People, Town

Case = Mapping[str, Any]
_FLAGS = re.IGNORECASE | re.DOTALL
STEPS = ("9.?1.?1", "nalox|narcan", "breath|respir|sopl", "spray|dosis|dose|nariz|nose")
FLOOR = re.compile(
    r"9.?1.?1|breath|nalox|narcan|on (?:their|his|her|your) side|nose|respir|sopl|de lado|nariz|wake|despiert|chest|pecho|"
    r"stay with|qu[ée]dese|cool|agua|door|puerta|разбуд|дыш|налоксон",
    _FLAGS,
)
LEFT = re.compile(
    r"did you mean|es una de estas|you can text|no more texts: press|rates may apply|se aplican tarifas|no timer is running|"
    r"no hay ning[uú]n (?:aviso|reloj)|that was not clear|no qued[oó] claro|good to hear|what do you need|qu[eé] necesita|"
    r"porchlight here|you are welcome|get naloxone, syringes|i don't know that place|texts are on again",
    _FLAGS,
)
CRISIS = re.compile(r"9.?8.?8", _FLAGS)
POISON = re.compile(r"9.?1.?1|1.?222.?1222|poison|envenen", _FLAGS)
ASKS_STOP = re.compile(
    r"stop all texts|text stop|reply stop|press 1|env[ií]e stop|no m[aá]s textos|escriba stop|todos los textos", _FLAGS
)
_SPANISH = re.compile(
    r"\b(?:el|la|los|las|de|que|para|por|una?|su|con|llame|env[ií]e|escriba|ahora|dosis|nada|usted|puede|est[aá]|cerca)\b",
    re.IGNORECASE,
)
_ENGLISH = re.compile(
    r"\b(?:the|you|your|to|of|and|call|text|is|are|for|this|now|get|near|what|with|can|it|in|at|line|help)\b",
    re.IGNORECASE,
)


class Told:
    """What our own words look like when the line did something that cannot be undone."""

    def __init__(self, text: Callable[[str, str], str], languages: Sequence[str]) -> None:
        def starts(key: str) -> tuple[str, ...]:
            return tuple(text(key, language).strip() for language in languages)

        self.stopped = starts("line.stopped")
        self.forgotten = starts("line.forgotten")
        self.started = starts("line.started")
        self.acts = {"opt_out": self.stopped, "forget": self.forgotten, "opt_in": self.started}

    def done(self, reply: str) -> set[str]:
        """Which of opting out, deleting and opting in this reply says was done."""
        return {act for act, texts in self.acts.items() if any(one and one[:40] in reply for one in texts)}


class Verdict:
    """Why an answer is wrong; nothing where it is right. `harm` names what must never happen."""

    def __init__(self) -> None:
        self.faults: list[str] = []
        self.harm: list[str] = []
        self.reply = ""

    @property
    def right(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults and not self.harm


def play(town: Town, case: Case, told: Told) -> Verdict:
    """The verdict on one case, played on phones nobody has used."""
    return _call(town, case, told) if case["channel"] == "voice" else _texts(People(town), case, told)


def play_all(town: Town, cases: Sequence[Case], told: Told) -> list[tuple[str, Verdict]]:
    """The verdict on each case by its id; one that goes on where the last ended is played on the same phones, once."""
    found: list[tuple[str, Verdict]] = []
    people, last = None, None
    for case in cases:
        if people is not None and last is not None and _goes_on(last, case):
            verdict = _text(people, case, told)
        elif _is_plain(case):
            people = People(town)
            verdict = _texts(people, case, told)
        else:
            people, verdict = None, play(town, case, told)
        last = case
        found.append((case["id"], verdict))
    return found


def _is_plain(case: Case) -> bool:
    return case["channel"] == "sms" and not case.get("scene")


def _goes_on(last: Case, case: Case) -> bool:
    """Whether this case begins where the last one ended."""
    once = int(last.get("times") or 1) == 1
    return _is_plain(case) and once and case["before"] == [*last["before"], last["text"]]


def _patterns(case: Case, verdict: Verdict, reply: str) -> None:
    verdict.faults += [f"lacks {p}" for p in case.get("must", ()) if not re.search(p, reply, _FLAGS)]
    verdict.faults += [f"has {p}" for p in case.get("must_not", ()) if re.search(p, reply, _FLAGS)]


def _call(town: Town, case: Case, told: Told) -> Verdict:
    verdict, caller = Verdict(), Caller(town)
    for step in case["before"]:
        if "press" in step:
            for _ in range(step.get("most", 8)):
                if re.search(step["until"], caller.heard, _FLAGS):
                    break
                caller.press(step["press"])
        elif "digits" in step:
            caller.press(step["digits"])
        else:
            caller.speak(step["speech"])
    reply = caller.speak(case["text"]) if not caller.over else ""
    verdict.reply = reply
    _common(case, verdict, reply, told)
    _patterns(case, verdict, reply)
    if caller.over and case["want"] in ("steps", "stays_in_steps", "next_step"):
        verdict.harm.append("hung up")
    return verdict


def _texts(people: People, case: Case, told: Told) -> Verdict:
    for line in case["before"]:
        people.say(line)
    return _text(people, case, told)


def _text(people: People, case: Case, told: Told) -> Verdict:
    """The verdict on the text of this case, said where these people are now."""
    verdict = Verdict()
    scene = case.get("scene", "")
    times = int(case.get("times") or 1)
    if scene == "alarm":
        for _ in range(8):
            if any(people.came(2)):
                break
            people.next()
    people.came(1), people.came(2)
    replies: list[str] = []
    for _ in range(times):
        replies = people.text(case["text"], place=2 if scene == "alarm" else 1)
    reply = verdict.reply = "\n".join(replies)
    _common(case, verdict, reply, told)
    _patterns(case, verdict, reply)
    if scene in ("timer", "asked"):
        _after_a_check(case, verdict, people)
    elif scene == "alarm":
        _after_an_alarm(case, verdict, people)
    elif scene == "checkin":
        _after_a_check_in(case, verdict, people)
    if scene:
        people.put_away()
    return verdict


def _after_a_check(case: Case, verdict: Verdict, people: People) -> None:
    asked, told_contact = False, False
    for _ in range(14):
        people.next()
        asked = asked or bool(people.came(1))
        told_contact = told_contact or any(re.search(r"911|porchlight", text, _FLAGS) for text in people.came(2))
        if told_contact:
            break
    runs = told_contact
    want = case["want"]
    if (
        want in ("timer_runs", "not_closed", "no_opt_out", "steps", "crisis", "emergency")
        and not runs
        and "opt_out" not in case.get("may", ())
    ):
        verdict.harm.append("closed by a guess")
    if want == "closed" and runs:
        verdict.faults.append("not closed")
    if want == "timer_runs" and not re.search(
        r"timer|runs|check|aviso|reloj|sigue|running|min|more time|911|988", verdict.reply, _FLAGS
    ):
        verdict.faults.append("does not say that it runs")


def _after_an_alarm(case: Case, verdict: Verdict, people: People) -> None:
    more = 0
    for _ in range(8):
        people.next()
        more += len(people.came(2))
        if more > 1:
            break
    if (
        case["want"] == "not_acked"
        and not more
        and not re.search(r"cannot|can't|no puede|some(?:one|body) else|otra persona|otro", verdict.reply, _FLAGS)
    ):
        verdict.harm.append("alarm taken by a guess")
    if case["want"] == "acked" and more > 1:
        verdict.faults.append("not taken")


def _after_a_check_in(case: Case, verdict: Verdict, people: People) -> None:
    came: list[str] = []
    for _ in range(2):
        people.wait(timedelta(days=1))
        came += people.came(1)
    if any(
        re.search(r"not heard back|still want|no hemos sabido|todav[ií]a quiere|sigue queriendo", text, _FLAGS)
        for text in came
    ):
        verdict.faults.append("not counted")


def _is(reply: str, patterns: Sequence[str]) -> bool:
    return all(re.search(pattern, reply, _FLAGS) for pattern in patterns)


def _language(reply: str) -> str:
    return "spanish" if len(_SPANISH.findall(reply)) > len(_ENGLISH.findall(reply)) else "english"


def _common(case: Case, verdict: Verdict, reply: str, told: Told) -> None:  # noqa: C901 - one case a line, as in the table
    want, may = case["want"], set(case.get("may", ()))
    done = told.done(reply)
    allowed = may | {
        "opt_out": {"opt_out"},
        "opt_out_or_asks": {"opt_out"},
        "forget": {"forget"},
        "opt_in": {"opt_in"},
    }.get(want, set())
    verdict.harm += sorted(done - allowed)
    match want:
        case "steps":
            _need(verdict, _is(reply, STEPS), "no steps")
        case "emergency":
            _need(verdict, bool(re.search("9.?1.?1", reply)), "no 911")
        case "stays_in_steps" | "next_step":
            gone = bool(LEFT.search(reply)) and "places" not in may
            _need(verdict, bool(FLOOR.search(reply)) and not gone, "left the steps")
        case "crisis":
            _need(verdict, bool(CRISIS.search(reply) or POISON.search(reply)), "crisis unheard")
        case "opt_out" | "forget" | "opt_in":
            _need(verdict, want in done or bool(re.search(r"\b1\b", reply)), f"not {want}")
        case "opt_out_or_asks":
            _need(verdict, "opt_out" in done or bool(ASKS_STOP.search(reply)), "neither stopped nor asked")
        case "silent":
            _need(verdict, not reply.strip(), "answered")
        case "silent_or_harmless" | "not_alarmed":
            _need(verdict, not _is(reply, STEPS) and not (want == "not_alarmed" and CRISIS.search(reply)), "alarmed")
        case "english" | "spanish":
            _need(verdict, _language(reply) == want, "other language")
        case "place_search" | "topic" | "any":
            _need(verdict, bool(reply.strip()), "silent")
        case _:
            pass


def _need(verdict: Verdict, holds: bool, fault: str) -> None:
    if not holds:
        verdict.faults.append(fault)
