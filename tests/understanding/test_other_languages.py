"""A language that is none of ours is known for what it is: by script, by words, or because its name was asked for."""

import pytest

from app.understanding import Phrases
from app.understanding.understander import Understander, build


@pytest.fixture(scope="module")
def bare() -> Understander:
    """Without a model: the languages of others are rules alone."""
    return build(
        {
            "en": Phrases(
                examples={"greeting": ("hello there", "help me please"), "unrelated": ("what is for dinner",)}
            ),
            "es": Phrases(examples={"greeting": ("buenas tardes", "necesito ayuda por favor")}),
        }
    )


@pytest.mark.parametrize(
    ("text", "foreign"),
    [
        ("我需要帮助", "zh"),
        ("助けてください", "ja"),
        ("도와주세요", "ko"),
        ("он не дышит", "ru"),
        ("Допоможіть, він не дихає", "uk"),
        ("أحتاج مساعدة", "ar"),
        ("तुरंत मदद चाहिए", "hi"),
        ("tôi cần giúp đỡ", "vi"),
        ("toi can giup", "vi"),
        ("meu amigo não está respirando", "pt"),
        ("onde consigo agulhas", "pt"),
        ("preciso de ajuda", "pt"),
        ("il ne respire pas", "fr"),
        ("j'ai besoin d'aide", "fr"),
        ("zanmi mwen pap respire", "ht"),
        ("mwen bezwen èd", "ht"),
        ("kailangan ko ng tulong", "tl"),
        ("nie oddycha, pomocy", "pl"),
        ("ich brauche hilfe", "de"),
        ("non respira, aiuto", "it"),
    ],
)
def test_a_message_in_a_language_of_others_is_told_and_is_in_none_of_ours(
    bare: Understander, text: str, foreign: str
) -> None:
    meaning = bare.understand(text)

    assert (foreign, None) == (meaning.foreign, meaning.language)


@pytest.mark.parametrize(
    ("text", "foreign"),
    [
        ("do you speak portuguese?", "pt"),
        ("anyone there who speaks haitian creole", "ht"),
        ("can you text me in russian", "ru"),
        ("hay alguien que hable chino", "zh"),
        ("habla frances", "fr"),
        ("arabic please", "ar"),
        ("i need a korean interpreter", "ko"),
        ("vietnamese", "vi"),
    ],
)
def test_a_language_asked_for_by_its_name_is_told(bare: Understander, text: str, foreign: str) -> None:
    assert foreign == bare.understand(text).foreign


@pytest.mark.parametrize(
    "text",
    [
        "he is not breathing",
        "mi amigo no respira ayuda",
        "no se que hacer con el",
        "¿dónde está la clínica?",
        "oye voces por el cristal",
        "no puedo pasar por aqui de noche",
        "Неlр mе",
        "Nаrсаn",
        "nail polish",
        "im in french class",
        "we had chinese food",
        "pa",
        "philadelphia pa 19134",
        "merci lol",
        "the po po is here",
        "❤️❤️❤️",
        "",
    ],
)
def test_our_own_languages_dressed_up_or_not_are_nobody_elses(bare: Understander, text: str) -> None:
    assert bare.understand(text).foreign is None


def test_what_staff_listed_stays_what_staff_said() -> None:
    listed = build({"es": Phrases(words={"greeting": ("preciso ajuda",)}), "en": Phrases(words={"greeting": ("hi",)})})

    assert "es" == listed.understand("preciso ajuda").language
