"""Words that look like a cry, a STOP or an infection and are none get the page they ask for; the cries beside them stay cries."""

from __future__ import annotations

import pytest

from tests.conversations.world import People, Town

STEPS = ("call 911 now. this line cannot", "llame al 911 ya. esta linea no puede")


@pytest.mark.parametrize(
    ("words", "needed"),
    [
        ("its just me again", ""),
        ("hey its my sister with me", ""),
        ("its cold out here", ""),
        ("oiga una cosa", ""),
        ("little guy is asleep in the car seat so dont wake him", ""),
        ("im so afraid of my daughter overdosing one day", "happening now"),
        ("que se hace si algun dia alguien se sobredosifica y tiene una sobredosis", "ahora"),
        ("percs with xannies 2mg ok?", "dangerous"),
        ("la metadona con pastillas para dormir que pasa", "respir"),
        ("my 2 year old held a blue pill in her hand", "poison help"),
        ("thinking about ending it with my man he beats me", "800-799-7233"),
        ("este hombre me golpea ya no aguanto", "800-799-7233"),
        ("i just cannot stop", "treatment"),
        ("ya no puedo parar", "tratamiento"),
        ("my grandpa died from pills a while ago", "grief"),
        ("does someone gasp when they overdose", "signs of an opioid overdose"),
        ("they say a deputy overdosed from touching some powder", "does not cause an overdose"),
        ("a man forced himself on me out back", "656-4673"),
        ("donde puedo pasar la noche 19134", "refugio"),
    ],
)
def test_it_gets_its_own_page_and_no_steps(town: Town, words: str, needed: str) -> None:
    said = " ".join(People(town).text(words)).casefold()

    assert not any(steps in said for steps in STEPS), said
    assert "syphilis" not in said
    assert "stop all texts" not in said
    assert needed in said


@pytest.mark.parametrize(
    "words",
    [
        "hes asleep and he dont wake",
        "my son fell asleep and dont wake up",
        "oye mi hermano no despierta",
        "its my brother hes blue",
        "took xans and percs and he cant breathe",
        "my 3 year old ate a blue pill and wont wake up",
        "im scared my son is overdosing",
        "overdose at 40 main st",
        "sobredosis en 2200 n 5th",
        "an overdose in the restroom",
        "his lungs just quit",
        "client down in the lobby resps are 5",
        "agonal breaths from the guy in room 4",
        "he beats me and now im not breathing right and cant wake my sister she took pills",
    ],
)
def test_a_cry_stays_a_cry(town: Town, words: str) -> None:
    said = " ".join(People(town).text(words)).casefold()

    assert any(steps in said for steps in STEPS), said


@pytest.mark.parametrize(
    "words",
    [
        "i want to end it",
        "should i just end it all",
        "quiero acabar con todo",
        "honestly im done with living",
        "every night i think of eating my gun",
        "id rather be dead honestly",
        "my cousin wrote a goodbye and wont pick up",
        "estoy harta de vivir",
        "mi primo se despidio y no contesta",
    ],
)
def test_who_ends_it_with_nobody_is_in_a_crisis(town: Town, words: str) -> None:
    assert "988" in " ".join(People(town).text(words))


@pytest.mark.parametrize("who", ["roommate", "neighbor", "coworker", "grandson", "client"])
@pytest.mark.parametrize(
    "then", ["just sprayed it up the nose", "there isnt any naloxone", "never learned that", "hurry"]
)
def test_whoever_is_beside_somebody_is_never_told_to_save_themselves(town: Town, who: str, then: str) -> None:
    people = People(town)
    people.text(f"my {who} overdosed")

    assert "open your door" not in " ".join(people.text(then)).casefold()
