"""Boxes open in their own place with the right key, and nowhere else with anything else."""

from __future__ import annotations

import ast
import base64
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import delete, select, update

from app.features.registry import Records
from app.line.key_rotation import rename_all, rotate
from app.outbox import opt_outs
from app.outbox.key_rotation import UnknownKey, seal_again
from app.privacy.pseudonyms import Pseudonyms, fingerprint
from app.privacy.sealing import (
    LABEL,
    AssociatedData,
    Seal,
    SealedNumber,
    encode_associated_data,
    encode_public_key,
    key_id,
    make_seal,
    public_of,
)
from app.privacy.unsealing import CannotOpen, Unsealer, is_current
from app.privacy.vault import WordVault
from app.store.database import Database, open_database
from app.store.tables import ContactRow, KeyGeneration, OptOutRow, OutboxRow, SafetyCheckRow, metadata
from tests.conftest import MakeSettings
from tests.outbox.conftest import ANNA, BEN, NOON, Post

OLD, NEW, OTHER = bytes(range(32)), bytes(range(32, 64)), bytes(range(64, 96))
PLACE = AssociatedData("check_in", "c1", "number")
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
parts = st.text(st.characters(exclude_characters="/", exclude_categories=["Cs"]), min_size=1, max_size=20)


@given(text=texts, place=st.builds(AssociatedData, parts, parts, parts))
@settings(max_examples=100, deadline=None)
def test_what_is_sealed_opens_in_its_place(text: str, place: AssociatedData) -> None:
    assert text == Unsealer([OLD]).text(Seal(public_of(OLD)).text(text, place), place)


@given(place=st.builds(AssociatedData, parts, parts, parts), other=st.builds(AssociatedData, parts, parts, parts))
@settings(max_examples=100, deadline=None)
def test_it_opens_in_no_other_place(place: AssociatedData, other: AssociatedData) -> None:
    box = Seal(public_of(OLD)).text("x", place)
    if place == other:
        return
    with pytest.raises(CannotOpen):
        Unsealer([OLD]).text(box, other)


@given(at=st.integers(0, 61), bit=st.integers(0, 7))
@settings(max_examples=150, deadline=None)
def test_a_single_changed_bit_is_noticed(at: int, bit: int) -> None:
    box = bytearray(Seal(public_of(OLD)).number(ANNA, PLACE).box)
    box[at] ^= 1 << bit
    with pytest.raises(CannotOpen):
        Unsealer([OLD]).text(bytes(box), PLACE)


def sealed_before(text: str, place: AssociatedData, public: bytes) -> bytes:
    """A box as 0.1 made them."""
    once = X25519PrivateKey.generate()
    mine = once.public_key().public_bytes_raw()
    shared = once.exchange(X25519PublicKey.from_public_bytes(public))
    made = HKDF(algorithm=SHA256(), length=44, salt=None, info=LABEL.encode() + mine + public).derive(shared)
    header = bytes([1, key_id(public)]) + mine
    return header + AESGCM(made[:32]).encrypt(made[32:], text.encode(), encode_associated_data(header, place))


@given(at=st.integers(0, 61), bit=st.integers(0, 7), text=texts)
@settings(max_examples=150, deadline=None)
def test_a_box_of_the_version_before_opens_whole_or_not_at_all(at: int, bit: int, text: str) -> None:
    box = sealed_before(text, PLACE, public_of(OLD))
    changed = bytearray(box)
    changed[min(at, len(box) - 1)] ^= 1 << bit

    assert text == Unsealer([NEW, OLD]).text(box, PLACE)
    with pytest.raises(CannotOpen):
        Unsealer([OLD]).text(bytes(changed), PLACE)
    with pytest.raises(CannotOpen):
        Unsealer([OLD]).text(box, AssociatedData("check_in", "c2", "number"))


@given(box=st.binary(max_size=80) | st.binary(max_size=80).map(lambda end: bytes([1, key_id(public_of(OLD))]) + end))
@settings(max_examples=150, deadline=None)
def test_anything_else_does_not_open_and_breaks_nothing(box: bytes) -> None:
    with pytest.raises(CannotOpen):
        Unsealer([OLD]).text(box, PLACE)


def test_another_key_does_not_open_it() -> None:
    with pytest.raises(CannotOpen):
        Unsealer([NEW, OTHER]).text(Seal(public_of(OLD)).text("x", PLACE), PLACE)


def test_a_box_and_a_kept_word_from_an_earlier_release_still_open() -> None:
    box = bytes.fromhex(
        "01c583185660540d5820bedae55e2399b01d97039bc51f7df3deaabd4f4656cb5c09ff8ecf94a6f08bcc1456f75e7d3f3f181f287dec52"
        "084013b741a4efe94dfef22bafd61b"
    )
    word = bytes.fromhex("33edaed1bf9b4e5cb0f6078d64769fd36e0a0f8d85783dccb923e43f2cd38f")
    today = bytes.fromhex(
        "02c534bdd6dab2ef6e963d0301014d0ce72f9913bc610de8600dd44909e74aa6332271434fe9b2bc1b6e43cf44f293c29eee165380e246"
        "94cfe86a08105f8d7993de7890e26f"
    )
    vault = WordVault(Pseudonyms(OLD))

    assert ["Anna is at 12 Oak St"] * 2 == [Unsealer([OLD]).text(kept, PLACE) for kept in (box, today)]
    assert ("oeFyAFhS3P1qS0gcnX2Wle-YlzrAsgFEySuuMWQLLWo=", 197) == (
        encode_public_key(public_of(OLD)),
        key_id(public_of(OLD)),
    )
    assert "Sam" == vault.decrypt(word, "p1")
    assert "YKn4ioAW9W8G77LdgATg5Q" == vault.code("4711", "owner")


def test_a_kept_word_opens_in_its_row_with_its_key_and_nothing_breaks_otherwise() -> None:
    vault = WordVault(Pseudonyms(OLD))
    word = vault.encrypt("Zoë", "p1")

    assert "Zoë" == vault.decrypt(word, "p1")
    assert ["", "", "", ""] == [
        vault.decrypt(word, "p2"), WordVault(Pseudonyms(NEW)).decrypt(word, "p1"), vault.decrypt(None, "p1"), vault.decrypt(word[:9], "p1"),
    ]  # fmt: skip
    assert 2 == len({word, vault.encrypt("Zoë", "p1")})
    assert "WordVault(...)" == repr(vault)
    assert 3 == len({vault.code("4711", "a"), vault.code("4711", "b"), vault.code("4712", "a")})


def test_words_that_are_no_text_are_sealed_all_the_same() -> None:
    assert "at ? Oak St" == Unsealer([OLD]).text(Seal(public_of(OLD)).text("at \ud83d Oak St", PLACE), PLACE)


def test_no_two_boxes_are_alike_and_none_shows_its_content() -> None:
    boxes = {bytes(Seal(public_of(OLD)).number(ANNA, PLACE).box) for _ in range(100)}

    assert 100 == len({box[2:34] for box in boxes}) == len({box[34:] for box in boxes})
    assert not any(b"3125550123" in box for box in boxes)


def test_one_number_written_two_ways_is_sealed_as_one() -> None:
    assert ANNA == Unsealer([OLD]).number(Seal(public_of(OLD)).number(f"whatsapp:{ANNA} ", PLACE))


def test_a_seal_made_from_the_public_half_alone_is_the_same() -> None:
    seal = make_seal(public=encode_public_key(public_of(OLD)), key=b"")

    assert ANNA == Unsealer([OLD]).number(seal.number(ANNA, PLACE))


def test_two_keys_that_share_their_byte_both_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.privacy.sealing.key_id", lambda _: 7)
    monkeypatch.setattr("app.privacy.unsealing.key_id", lambda _: 7)
    boxes = [Seal(public_of(key)).text("x", PLACE) for key in (OLD, NEW)]

    assert ["x", "x"] == [Unsealer([NEW, OLD]).text(box, PLACE) for box in boxes]


def test_a_place_is_read_as_it_was_written() -> None:
    assert PLACE == AssociatedData.read(str(PLACE))
    with pytest.raises(ValueError, match="unpack"):
        AssociatedData.read("nonsense")


def test_an_opener_and_its_errors_show_no_key() -> None:
    assert "Unsealer(...)" == repr(Unsealer([OLD]))
    assert "0123" not in str(CannotOpen())


def test_nothing_in_the_web_process_imports_what_opens_numbers() -> None:
    code = "import app.web.main, app.web.demo, app.web.health, sys; print('app.privacy.unsealing' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    files = [
        path
        for path in Path("app/web").rglob("*.py")
        if "unsealing" in _imports(path) or "outbox.delivery" in _imports(path)
    ]

    assert "False" == said.strip()
    assert [] == files


def _imports(path: Path) -> str:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    return " ".join(f"{getattr(n, 'module', '')} {' '.join(a.name for a in n.names)}" for n in nodes)


def test_names_of_opt_outs_are_layered_and_older_ones_known() -> None:
    one, two, three = Pseudonyms(OLD), Pseudonyms(NEW, OLD), Pseudonyms(OTHER, NEW, OLD)
    names = three.optout_keys(ANNA)

    assert (three.optout_key(ANNA), two.optout_key(ANNA), one.optout_key(ANNA)) == names
    assert 3 == len(set(names))
    assert three.renamed(one.optout_key(ANNA), use="optout", newer=2) == three.optout_key(ANNA)
    assert three.renamed(two.caller_key(ANNA), use="caller", newer=1) == three.caller_key(ANNA)
    assert three.renamed(three.optout_key(ANNA), use="optout", newer=0) == three.optout_key(ANNA)
    assert one.caller_key(ANNA) != two.caller_key(ANNA)


def test_ten_thousand_opt_outs_outlive_a_change_of_keys(database: Database) -> None:
    numbers = [f"+1312555{number:04d}" for number in range(10_000)]
    old, new = Pseudonyms(OLD), Pseudonyms(NEW, OLD)
    with database.writing() as session:
        session.add_all([OptOutRow(opt_out_key=old.optout_key(number), at=NOON) for number in numbers])
    rename_all(database, [OLD])

    assert 10_000 == rename_all(database, [NEW, OLD])
    assert 0 == rename_all(database, [NEW, OLD])
    with database.reading() as session:
        known = {row.opt_out_key for row in session.exec(select(OptOutRow)).all()}
    assert known == {new.optout_key(number) for number in numbers}
    assert not known & {old.optout_key(number) for number in numbers}
    assert not known & {Pseudonyms(NEW).optout_key(number) for number in numbers}


def test_the_record_knows_one_key_it_is_named_under_and_a_missing_name_stays_missing(database: Database) -> None:
    contact = ContactRow(
        id="p1", caller_key="a", target="b", opt_out_key="c", language="en", state="agreed", asked_at=NOON
    )
    watched = SafetyCheckRow(
        id="s1", caller_key="a", opt_out_key="c", wording="w", code="kept", language="en", state_json="", state="armed",
        next_at=NOON, contact1_id="p1",
    )  # fmt: skip
    with database.writing() as session:
        session.add_all([contact, watched])
    for keys in ([OLD], [OLD], [NEW, OLD], [NEW, OLD]):
        rename_all(database, keys)
    with database.reading() as session:
        kept = session.exec(select(ContactRow)).one()
        code = session.exec(select(SafetyCheckRow.code)).one()
        [generation] = session.exec(select(KeyGeneration)).all()

    assert (1, fingerprint(NEW)) == (generation.id, generation.fingerprint)
    assert ("", "") == (kept.asker_opt_out_key, code)
    assert Pseudonyms(NEW, OLD).renamed("a", use="caller", newer=1) == kept.caller_key


def test_opt_outs_under_a_key_that_is_not_set_are_never_lost_silently(database: Database) -> None:
    rename_all(database, [OLD])
    with pytest.raises(UnknownKey):
        rename_all(database, [NEW])


def test_who_said_stop_under_the_old_key_gets_nothing_before_the_rename(post: Post) -> None:
    opt_outs.opt_out(post.database, post.key_of(ANNA), post.clock())
    post.names = Pseudonyms(NEW, bytes(range(7, 39)))
    post.delivery = post.new_delivery()
    post.put("anna")
    post.put("ben", to=BEN, opt_out_key=post.key_of(BEN))

    assert [BEN] == [letter.to for letter in post.go()]
    assert opt_outs.opted_out(post.database, post.key_of(ANNA))


def test_rotation_seals_what_waits_again_and_it_still_goes_out(post: Post, make_settings: MakeSettings) -> None:
    post.put("waits")
    was = post.row("waits")
    keys = ",".join(base64.b64encode(key).decode() for key in (NEW, bytes(range(7, 39))))
    done = rotate(post.database, make_settings(porchlight_key=keys))
    again = rotate(post.database, make_settings(porchlight_key=keys))
    row = post.row("waits")
    post.delivery = post.new_delivery(opener=Unsealer([NEW]))

    assert ((1, 2), (0, 0)) == (tuple(done), tuple(again))
    assert was.to_sealed != row.to_sealed
    assert was.opt_out_key != row.opt_out_key
    assert [ANNA] == [letter.to for letter in post.go()]


def test_rotation_makes_boxes_of_the_version_before_anew_also_with_the_key_unchanged(
    post: Post, make_settings: MakeSettings
) -> None:
    post.put("waits")
    own = bytes(range(7, 39))
    with post.database.writing() as session:
        row = session.exec(select(OutboxRow)).one()
        row.to_sealed = sealed_before(ANNA, AssociatedData.read(str(row.to_place)), public_of(own))
    settings = make_settings(porchlight_key=base64.b64encode(own).decode())
    done = [rotate(post.database, settings).boxes for _ in range(2)]

    assert [1, 0] == done
    assert is_current(bytes(post.row("waits").to_sealed or b""))
    assert [ANNA] == [letter.to for letter in post.go()]


def test_more_boxes_than_fit_in_one_go_are_all_sealed_again(
    post: Post, make_settings: MakeSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.outbox.key_rotation.BATCH", 2)
    for key in "abcde":
        post.put(key)
    with post.database.writing() as session:
        for id, row in zip("-03Zz", session.exec(select(OutboxRow)).all(), strict=True):
            row.id = id
    keys = ",".join(base64.b64encode(key).decode() for key in (NEW, bytes(range(7, 39))))

    assert 10 == rotate(post.database, make_settings(porchlight_key=keys)).boxes
    post.delivery = post.new_delivery(opener=Unsealer([NEW]))
    assert [ANNA] * 5 == [letter.to for letter in post.go()]


def test_a_row_wiped_while_its_box_is_sealed_again_stays_wiped(postgres_url: str) -> None:
    database = open_database(postgres_url)
    row = ContactRow(
        id="w1", caller_key="a", target="b", opt_out_key="c", number_sealed=b"box", language="en", state="agreed",
        asked_at=NOON,
    )  # fmt: skip
    with database.writing() as session:
        session.exec(delete(ContactRow))
        session.add(row)

    def wiped_meanwhile(box: bytes, place: AssociatedData) -> bytes:
        with database.writing() as session:
            session.exec(update(ContactRow).values(number_sealed=None))
        return b"again"

    seal_again(database, wiped_meanwhile, [one for one in Records().sealed if one.column == "number_sealed"])
    with database.reading() as session:
        assert session.get_one(ContactRow, "w1").number_sealed is None
    database.close()


def test_a_kept_word_of_an_unknown_key_is_left_as_it_is(post: Post, make_settings: MakeSettings) -> None:
    word = WordVault(Pseudonyms(OTHER)).encrypt("Sam", "p1")
    contact = ContactRow(
        id="p1",
        caller_key="a",
        target="b",
        opt_out_key="",
        name_closed=word,
        language="en",
        state="agreed",
        asked_at=NOON,
    )
    post.write(lambda session: session.add(contact))
    keys = ",".join(base64.b64encode(key).decode() for key in (NEW, bytes(range(7, 39))))

    assert 0 == rotate(post.database, make_settings(porchlight_key=keys)).boxes
    assert word == post.write(lambda session: session.exec(select(ContactRow.name_closed)).one())


def test_what_contacts_call_a_caller_is_read_under_the_new_key(post: Post, make_settings: MakeSettings) -> None:
    old = WordVault(post.names)
    contact = ContactRow(
        id="p1", caller_key="a", target="b", opt_out_key="", name_closed=old.encrypt("Sam", "p1"), language="en",
        state="agreed", asked_at=NOON,
    )  # fmt: skip
    post.write(lambda session: session.add(contact))
    keys = ",".join(base64.b64encode(key).decode() for key in (NEW, OTHER, bytes(range(7, 39)), OLD))
    done = [rotate(post.database, make_settings(porchlight_key=keys)).boxes for _ in range(2)]
    kept = post.write(lambda session: session.exec(select(ContactRow.name_closed)).one())

    assert [1, 0] == done
    assert ("Sam", "") == (WordVault(Pseudonyms(NEW)).decrypt(kept, "p1"), old.decrypt(kept, "p1"))


def test_a_change_of_keys_reaches_every_sealed_column_and_every_name() -> None:
    sealed = {(table.name, c.name) for table in metadata.tables.values() for c in table.c if c.name.endswith("_sealed")}
    names = {
        (table.name, c.name)
        for table in metadata.tables.values()
        for c in table.c
        if c.name in ("caller_key", "target") or c.name.endswith("opt_out_key")
    }

    assert sealed == {(one.table, one.column) for one in Records().sealed}
    assert names == {(one.table, one.column) for one in Records().named}


def test_a_sealed_number_is_a_place_and_a_box() -> None:
    assert PLACE == SealedNumber(PLACE, Seal(public_of(OLD)).text("x", PLACE)).place
