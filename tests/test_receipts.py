"""Receipts: five easy words that can be said over the phone, and a slow hash of them."""

from __future__ import annotations

import itertools
import re
import secrets
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2.low_level import Type, hash_secret_raw
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import catalogue
from bot.anonymous.receipts import Code, Slip, digest, draw, read, words
from bot.lint import read as prompts
from bot.words import Words

PROMPTS = Path(__file__).parent.parent / "prompts"
LIST = words()
SKIPPED = catalogue.listed("receipt-skip")
SALT = bytes(range(16))
CODE = Code(("teapot", "robot", "island", "wombat", "jelly"))

HOMOPHONES = """
add ad, air heir, aisle isle, allowed aloud, altar alter, arc ark, aunt arent, ate eight, bail
bale, balmy barmy, band banned, bare bear, bard barred, base bass, baron barren, beach beech, bean
been, beat beet, beer bier, bell belle, berry bury, berth birth, bite byte, blew blue, boar bore,
board bored, bold bowled, bolder boulder, born borne, bough bow, boy buoy, brake break, bread
bred, bridal bridle, broach brooch, but butt, buy by bye, canvas canvass, carrot carat, caught
court, cell sell, cellar seller, cent scent sent, cereal serial, chased chaste, cheap cheep, check
cheque, chews choose, chilli chilly, choir quire, chord cord, chute shoot, cite sight site, claws
clause, click clique, coarse course, coat cote, colonel kernel, council counsel, creak creek,
crews cruise, cue queue kew, currant current, cygnet signet, cymbal symbol, dam damn, days daze,
dear deer, desert dessert, dew due jew, die dye, doe dough, dock doc, draft draught, dual duel
jewel, earn urn, ewe you yew, faint feint, fair fare, fairy ferry, farmer pharma, farther father,
fate fete, feat feet, find fined, finish finnish, fir fur, flair flare, flaw floor, flea flee,
fleas fleece, flew flu flue, flour flower, fort fought, forth fourth, foul fowl, freeze frees
frieze, friar fryer, gait gate, gamble gambol, genes jeans, gild guild, gilt guilt, gnome nome,
gofer gopher, gorilla guerrilla, grate great, grays graze, grease greece, grey gray, groan grown,
grocer grosser, guessed guest, hail hale, hair hare, hall haul, halve have, hay hey, heal heel
hell, hear here, heard herd, heroin heron, hi high, higher hire, him hymn, hoard horde, hoarse
horse, hoes hose, hole whole, holy wholly, hour our, idle idol, in inn, ink inc, jam jamb, key
quay, knead need, knew new, knight night, knit nit, knot not, know no, knows nose, lain lane, lama
llama, larva lava, laid lade, lead led, leak leek, lean lien, leased least, lessen lesson, levee
levy, liar lyre, lichen liken, lie lye, links lynx, loan lone, loot lute, made maid, mail male,
main mane, maize maze, manner manor, mantel mantle, marry merry, mask masque, medal meddle, meat
meet, metal mettle, mews muse, might mite, mind mined, miner minor, missed mist, moan mown, moose
mousse, morning mourning, muscle mussel, mustard mustered, naval navel, nay neigh, nice niece,
none nun, oar ore or awe, one won, packed pact, paced paste, pail pale, pain pane, pair pare pear,
palate palette pallet, passed past, patience patients, pause paws pores pours, peace piece, peak
peek pique, peal peel, pearl purl, pedal peddle, peer pier, phrase frays, pi pie, place plaice,
plain plane, pleas please, plum plumb, pole poll, poor pour pore paw, practice practise, praise
prays preys, pray prey, pride pried, prince prints, principal principle, prise prize pries, profit
prophet, quarts quartz, racket racquet, rain reign rein, raise rays raze, rap wrap, rapper
wrapper, read red, real reel, reek wreak, rest wrest, review revue, right rite write, ring wring,
road rode rowed, role roll, rood rude, root route, rose rows, rota rotor, rough ruff, rouse rows,
rung wrung, rye wry, sail sale, sauce source, saw soar sore, scene seen, sea see, seam seem, seas
seize sees, sew so sow, shake sheikh, shear sheer, shoe shoo, side sighed, sign sine, sink sync,
slay sleigh, sleight slight, sole soul, some sum, son sun, sort sought, spade spayed, stair stare,
stake steak, stalk stork, stationary stationery, steal steel, step steppe, stile style, storey
story, straight strait, suite sweet, sundae sunday, surf serf, surge serge, sword soared, tacks
tax, tail tale, taught taut, tea tee, team teem, tear tier, teas tease, tern turn, their there,
threw through, throne thrown, throw throe, thyme time, tic tick, tide tied, timber timbre, tire
tyre, to too two, toad towed, toe tow, told tolled, ton tun, tracked tract, troop troupe, trust
trussed, tuba tuber, tuna tuner, vain vane vein, vale veil, vial vile, wade weighed, wail whale,
waist waste, wait weight, waive wave, wander wonder, war wore, ware wear where, warn worn, watt
what, wax whacks, way weigh whey, we wee, weak week, weather whether, weave weve, weed wed, weir
were, wet whet, wheel weal, which witch, whine wine, whirl whorl, whither wither, wood would, yoke
yolk, yore your
"""
"""Words that sound alike, at least to some ears in Britain. One of each group is one too many."""

NAMES = """
abbey alan alex alice amber amy andrew ann anna april art ash aspen basil belle ben beth bill bob
bonnie brook bud buddy carol celeste chad chase cherry chloe chris christian chuck clay cliff
clover coral crystal daisy dale dan dawn dean destiny diana don drake duke earl ebony eden eddie
ella emma eric eve faith fern flora florence forest frances frank fred gale gary gene george
ginger glen grace grant greg guy harmony harry hazel heath heather helen henry holly honey hope
hunter iris ivy jack jade jake james jane jasmine jay jean jerry jess jill jim joan joe john josh
joy judy julia june kate kay ken kerry kim kit kitty kyle lance laura lee leo liam liberty lily
linda lisa logan lola lou louis lucy luke margot maria marina mark martin mary mason matt max may
melody mercy mia mick mike miles misty molly myrtle nancy neil nick nina nora norm olive oliver
opal oscar owen paige patience patrick paul pearl penny peony percy peter petunia phoebe piper
poppy rachel ralph raven ray rebecca reed rex rich river rob robin rose rosemary rowan roy ruby
rusty ruth ryan saffron sage sally sam sandy sarah savanna scott sean serene sky skye sophie
stella steve storm sue summer susan sydney tara taylor ted teddy terry theo tim tina toby tom tony
trinity verity victor victoria violet warren wayne will willow wren zoe
"""

PLACES = """
bath battle boston brazil bury chad chile china cologne cork cuba dover derby egypt england france
georgia ghana guinea hull iran iraq ireland italy jamaica japan java jersey jordan kenya leeds
lincoln london malta march mali nelson niger norway oman oxford panama paris peru poland polish
reading rugby sale sandwich scotland spain stilton syria texas togo troy turkey wales ware wells
york
"""

BRANDS = """
alexa amazon apple argos aviva barclay bbc bebo boots bounty bumble cadbury cisco discord dove
ebay fairy fiesta ford frisbee galaxy google gucci hinge hoover jacuzzi jaguar jeep kindle kodak
lego lotus marlboro marvel matrix meta netflix nike nokia olympic orange oreo persil pixel puma
rolex rover samsung shell siri sky skype slack smart sony spotify subway target tesco tinder
twitter uber velcro virgin visa vodka xbox yahoo youtube zoom
"""

HURTFUL = """
abuse addict afraid aids alcohol alone anger ape army arrest assault asylum attack baby balls
bandage bang beast beaver beer bible bipolar bishop bitch blade bleach blind blood blow boob body
bomb bone bra brain brandy breast bullet bum cage cancer cell chapel child church cider clap cliff
clinic cock coconut coffin colony court crack cradle cramp crash crazy crime cripple cross cruel
crush cry cult cut dagger damage danger dark dead deaf death debt demon devil diet dirty divorce
dizzy doctor dope doubt down drone drown drug drunk dumb dying edge evil eviction fail faith fall
fat fear fever fight fire flood flu foster funeral fury germ ghost god gorilla grave grief grope
guilt gun gypsy hang hate heaven hell hole holy hood hooker hospital hump hurt idiot ill injury
insane jail jesus judge jury kill kiss knife knob lame lazy leap ledge lice limp lonely lost
lunatic mad master mental mess monkey monster mosque mourn murder naked nasty needle noose nude
nurse nuts orphan outlaw pain panic pants parole patient pill pistol pit poison police poor
poverty pray prison prophet psycho punch pussy queer rabies rage raid rape rat razor retard ritual
rob robe rope rotten rum sad saint scar scare scream screw section sex shame shock sick sin slave
slim slug slut smack snog sober soldier sore soul spade spastic special spider spirit stab steal
stress strip stupid suicide sword tablet tart temple terror therapy thief threat thorn torture
trap trauma tremor tribe ugly unable vermin victim violent virus vodka war wasp weapon weed weird
whip whisky widow wimp wine witch wolf worm wound wreath wreck
"""
"""A sample of what nobody should be handed in a hard week, or could take for an insult."""


def prefix(word: str) -> str:
    return word[:4]


def one_letter_off(word: str) -> Iterator[str]:
    """Each way to type one letter more, less or otherwise, or two in the wrong order."""
    for at in range(len(word) + 1):
        head, tail = word[:at], word[at:]
        yield head + tail[1:]
        for letter in "abcdefghijklmnopqrstuvwxyz":
            yield head + letter + tail
            yield head + letter + tail[1:]
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]


# The list.


def test_there_are_1024_different_easy_words() -> None:
    assert len(set(LIST)) == len(LIST) == 1024
    assert list(LIST) == sorted(LIST)
    assert [word for word in LIST if not re.fullmatch("[a-z]{3,7}", word)] == []


def test_four_letters_tell_any_two_words_apart() -> None:
    assert len({prefix(word) for word in LIST}) == len(LIST)


def test_no_word_is_the_beginning_of_another() -> None:
    assert [(a, b) for a, b in itertools.pairwise(LIST) if b.startswith(a)] == []


def test_no_slip_of_a_finger_makes_another_word() -> None:
    known = set(LIST)
    slips = {word: known.intersection(one_letter_off(word)) - {word} for word in LIST}
    assert {word: near for word, near in slips.items() if near} == {}


def test_no_word_sounds_like_another_word() -> None:
    groups = [group.split() for group in HOMOPHONES.replace("\n", " ").split(",")]
    assert len(groups) > 300
    alike = {word: group for group in groups for word in group}
    assert {word: alike[word] for word in LIST if word in alike} == {}


@pytest.mark.parametrize("kind", [NAMES, PLACES, BRANDS, HURTFUL])
def test_no_word_is_a_name_or_hurts(kind: str) -> None:
    assert sorted(set(LIST).intersection(kind.split())) == []


def test_no_word_is_a_command_or_passed_over() -> None:
    said = Words.load()
    keys = [text.key for text in prompts(PROMPTS / "en") if text.key.startswith("word-")]
    commands = {said.word(key).casefold() for key in keys}
    for key in keys:
        commands.update(map(str.strip, (said.attribute(key, "also") or "").split("|")))
    assert len(commands) > 100
    assert sorted(set(LIST) & commands) == []
    assert set(LIST).isdisjoint(SKIPPED)


# Drawing.


def test_each_word_of_a_receipt_is_ten_bits_of_chance() -> None:
    asked: list[int] = []
    chance = iter([0, 1023, 512, 0, 1])

    def bits(n: int) -> int:
        asked.append(n)
        return next(chance)

    assert draw(LIST, bits).words == (LIST[0], LIST[1023], LIST[512], LIST[0], LIST[1])
    assert asked == [10] * 5


def test_chance_is_secret_unless_told_otherwise() -> None:
    assert draw.__defaults__ == (secrets.randbits,)
    assert len({draw(LIST) for _ in range(50)}) == 50


def test_a_shorter_list_is_refused() -> None:
    with pytest.raises(ValueError, match="1024"):
        draw(LIST[1:])


def test_no_repr_shows_a_word() -> None:
    slip = read("teapott robot", LIST)
    assert not any(word in f"{CODE!r}{slip!r}" for word in ("teapot", "robot"))


# Reading.


@pytest.mark.parametrize(
    "typed",
    [
        "teapot robot island wombat jelly",
        "TEAPOT  Robot\nisland\twombat Jelly",
        "teapot-robot-island-wombat-jelly",
        "Teapot, robot, island, wombat and jelly.",
        "teapot; robot / island_wombat+jelly!",
        "1. teapot 2. robot 3. island 4. wombat 5. jelly",
        "The words are: teapot, robot, island, wombat, jelly",
        "teapot comma robot comma island comma wombat comma jelly full stop",
        "teapotrobotislandwombatjelly",
        "tea pot robot island wom bat jelly",
        "TeapotRobot Islandwombat jelly",
        "“teapot” ‘robot’ – island… wombat · jelly",
        "téapot robot ïsland wombat jelly",
        "ｔｅａｐｏｔ robot island wombat jelly",
        "*teapot* **robot** `island` ~wombat~ > jelly",
    ],
)
def test_the_five_words_are_read_however_they_are_written(typed: str) -> None:
    assert read(typed, LIST, SKIPPED) == CODE


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("teapott", "teapot"), ("roobt", "robot"), ("iland", "island"), ("wombats", "wombat")],
)
def test_a_word_that_is_not_on_the_list_gets_suggestions(typed: str, meant: str) -> None:
    slip = read(f"{typed} teapot jelly robot island", LIST, SKIPPED)
    assert isinstance(slip, Slip)
    assert slip.count == 5
    [unknown] = slip.unknown
    assert unknown.typed == typed
    assert unknown.suggestions[0] == meant
    assert len(unknown.suggestions) <= 3


def test_what_is_like_nothing_gets_no_suggestion() -> None:
    slip = read("qqqq teapot jelly robot island", LIST)
    assert isinstance(slip, Slip)
    assert slip.unknown[0].suggestions == ()


@pytest.mark.parametrize(
    ("typed", "count"),
    [("", 0), ("teapot robot island wombat", 4), ("teapot robot island wombat jelly jelly", 6)],
)
def test_too_few_and_too_many_words_are_told(typed: str, count: int) -> None:
    assert read(typed, LIST, SKIPPED) == Slip(count)


def test_a_whole_letter_pasted_by_mistake_is_not_searched_for_likenesses() -> None:
    started = time.perf_counter()
    slip = read("teapoz " * 2000, LIST)
    assert slip == Slip(2000)
    assert read("teapoz " * 21, LIST) == Slip(21)
    assert isinstance(read("x" * 999, LIST), Slip)
    assert time.perf_counter() - started < 1


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(LIST), min_size=5, max_size=5), st.sampled_from(["", " ", "-", ", "])
)
def test_every_receipt_is_read_back(five: list[str], between: str) -> None:
    assert read(between.join(five).upper(), LIST, SKIPPED) == Code(tuple(five))


@settings(deadline=None)
@given(st.text(max_size=300))
def test_whatever_is_typed_there_is_an_answer(text: str) -> None:
    found = read(text, LIST, SKIPPED)
    if isinstance(found, Code):
        assert len(found.words) == 5
        assert set(found.words) <= set(LIST)
    else:
        assert found.unknown or found.count != 5


# What is kept.


def test_a_receipt_is_kept_as_argon2id_of_its_words() -> None:
    by_the_book = hash_secret_raw(
        secret=b"teapot robot island wombat jelly",
        salt=SALT,
        time_cost=2,
        memory_cost=19 * 1024,
        parallelism=1,
        hash_len=32,
        type=Type.ID,
        version=19,
    )
    assert digest(CODE, SALT) == by_the_book
    assert len(by_the_book) == 32


def test_other_words_another_order_or_another_salt_are_another_hash() -> None:
    turned = Code(CODE.words[::-1])
    hashes = [digest(CODE, SALT), digest(turned, SALT), digest(CODE, SALT[::-1])]
    assert len(set(hashes)) == 3
    assert digest(CODE, SALT) == hashes[0]


def test_a_short_salt_is_refused() -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        digest(CODE, b"short")
