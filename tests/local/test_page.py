"""The rehearsal page in a real browser: for everybody, by mouse, keyboard and screen reader."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from local.browser import CHROMIUM, PHONE, WIDE, Player, browser, sit
from local.practice import ROOM, Room, rehearsal
from playwright.async_api import Browser, expect

from bot.model import Address, Attached, Rendered

pytestmark = [
    pytest.mark.slow,
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="needs a browser: apt install chromium"),
    pytest.mark.asyncio(loop_scope="module"),
]

LOOKS: dict[str, dict[str, Any]] = {
    "light": {"viewport": WIDE, "color_scheme": "light"},
    "dark": {"viewport": WIDE, "color_scheme": "dark"},
    "phone": {"viewport": PHONE, "color_scheme": "light"},
    "phone, dark": {"viewport": PHONE, "color_scheme": "dark"},
    "more contrast": {"viewport": WIDE, "forced_colors": "active"},
}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def one_browser() -> AsyncIterator[Browser]:
    async with browser() as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="module")
async def chrome(one_browser: Browser) -> AsyncIterator[Browser]:
    """A browser in which nobody is at a page yet."""
    yield one_browser
    for context in one_browser.contexts:
        await context.close()


@pytest_asyncio.fixture(loop_scope="module")
async def room(tmp_path: Path) -> AsyncIterator[Room]:
    async with rehearsal(tmp_path) as one:
        await one.until("@local:ana", "Hello, Ana")
        yield one


# For everybody.


@pytest.mark.parametrize(
    "look",
    [
        pytest.param(one, marks=[] if one in ("light", "phone") else pytest.mark.slow)
        for one in LOOKS
    ],
)
async def test_axe_finds_nothing(chrome: Browser, room: Room, look: str) -> None:
    ann = await sit(chrome, room, "Bashir", **LOOKS[look])
    page = ann.page
    assert await ann.axe() == []
    await page.get_by_role("button", name="Start the meeting").click()
    await ann.sees("Bashir leads today")
    await page.get_by_role("button", name="Be Tom, hand up").click()
    await expect(ann.board).to_contain_text("Tom")
    assert await ann.axe() == []
    if look.startswith("phone"):
        await page.get_by_role("button", name="Private chat").click()
        await page.get_by_text("Tools").click()
    await page.get_by_text("Move the clock").first.click()
    await page.get_by_role("button", name="Show a second person").click()
    await page.get_by_role("button", name="Open a second room").click()
    await expect(page.get_by_label("Which room?").first).to_be_attached()
    assert await ann.axe() == []
    await ann.become("Dilys")
    assert await ann.axe() == []
    await page.get_by_role("button", name="Start again").click()
    assert await ann.axe() == []
    assert ann.troubles == []


async def _lead_with_rounds(chrome: Browser, room: Room) -> Player:
    """Bashir, in a group that has said yes to rounds: his form asks for words and for a day."""
    await room.says("bashir", "switch on rounds", pressed=True)
    await room.says("bashir", "group says yes rounds", pressed=True)
    return await sit(chrome, room)


async def test_a_form_says_what_is_wrong_beside_the_field(chrome: Browser, room: Room) -> None:
    lead = await _lead_with_rounds(chrome, room)
    await lead.type("plan round", alone=True)
    form = lead.page.get_by_role("dialog")
    await expect(form).to_be_visible()
    assert await lead.axe() == []
    await form.get_by_role("button", name="Send these answers").click()
    assert "Please choose one of these." in await form.inner_text()
    assert await lead.axe() == []
    await form.get_by_role("textbox").first.fill("What is new?")
    for group in await form.get_by_role("group").all():
        await group.get_by_role("radio").first.check()
    await form.get_by_role("button", name="Send these answers").click()
    await expect(form).to_be_hidden()
    await lead.sees("What is new?", alone=True)
    # Left with Escape, nothing is said and the focus goes back to where it was.
    await lead.type("plan round", alone=True)
    await expect(form).to_be_visible()
    await lead.page.keyboard.press("Escape")
    await expect(lead.field(alone=True)).to_be_focused()


async def test_a_form_keeps_its_answers_over_a_reload(chrome: Browser, room: Room) -> None:
    lead = await _lead_with_rounds(chrome, room)
    await lead.type("plan round", alone=True)
    form = lead.page.get_by_role("dialog")
    chosen = form.get_by_role("group").first.get_by_role("radio").nth(1)
    await chosen.check()
    await lead.page.reload()
    await expect(form).to_be_visible()
    await expect(chosen).to_be_checked()
    await form.get_by_role("button", name="Leave it").click()
    await expect(form).to_be_hidden()
    await lead.page.reload()
    await lead.page.wait_for_selector("body.ready")
    await expect(form).to_be_hidden()
    await lead.type("plan round", alone=True)
    await expect(form).to_be_visible()
    await expect(chosen).not_to_be_checked()


async def test_a_button_of_a_form_fills_in_words(chrome: Browser, room: Room) -> None:
    lead = await _lead_with_rounds(chrome, room)
    await lead.type("plan round", alone=True)
    form = lead.page.get_by_role("dialog")
    words = form.get_by_role("textbox").first
    await form.locator(".asked .row button").first.click()
    filled = await words.input_value()
    assert filled
    await expect(words).to_be_focused()
    assert await lead.axe() == []
    await lead.page.reload()
    await expect(words).to_have_value(filled)
    await lead.page.keyboard.press("Escape")
    await expect(form).to_be_hidden()


@pytest.mark.parametrize("size", [(320, 640), (320, 256), (360, 740), (768, 1024)])
async def test_nothing_is_wider_than_the_window(
    chrome: Browser, room: Room, size: tuple[int, int]
) -> None:
    """320 by 256 is a window of 1280 by 1024 at 400 %."""
    tom = await sit(chrome, room, "Tom", viewport={"width": size[0], "height": size[1]})
    assert await tom.too_wide() == []
    await room.says("bashir", "start", pressed=True)
    await room.says("ann", "a_very_long_word_without_an_end_" * 12)
    await tom.sees("without_an_end")
    await tom.press("Hand up")
    await expect(tom.board).to_contain_text("Tom")
    assert await tom.too_wide() == []
    for words in await tom.page.get_by_role("button", name="More words").all():
        if await words.is_visible():
            await words.click()
    await tom.page.get_by_text("Tools").click() if size[0] < 700 else None
    assert await tom.too_wide() == []


async def test_targets_are_large_enough(chrome: Browser, room: Room) -> None:
    ann = await sit(chrome, room, "Ann", viewport=PHONE)
    await room.says("bashir", "start", pressed=True)
    await ann.sees("Bashir leads today")
    for target in await ann.page.locator("button, summary, textarea, select, .person").all():
        if await target.is_visible():
            box = await target.bounding_box()
            assert box is not None
            assert min(box["width"], box["height"]) >= 36, await target.inner_text()


async def test_each_line_makes_sense_by_itself(chrome: Browser, room: Room) -> None:
    ann = await sit(chrome, room, "Ann")
    await room.says("femi", "the bus came!!")
    await ann.sees("the bus came!!")
    log = ann.log()
    await expect(log).to_have_attribute("aria-live", "polite")
    last = await log.locator(".line p").nth(-2).text_content()
    assert last is not None
    assert " ".join(last.split()) == "Femi: the bus came!!"
    assert await ann.page.locator("html").get_attribute("lang") == "en"


async def test_what_others_write_never_takes_the_focus(chrome: Browser, room: Room) -> None:
    ann = await sit(chrome, room, "Ann")
    await ann.field().fill("I am still wri")
    for n in range(5):
        await room.says("femi", f"line {n}")
    await room.says("bashir", "start", pressed=True)
    await ann.sees("Bashir leads today")
    await expect(ann.field()).to_be_focused()
    await expect(ann.field()).to_have_value("I am still wri")
    hand = ann.chat().get_by_role("group", name="Words that work now").get_by_role("button")
    await hand.filter(has_text="Hand up").focus()
    await room.says("tom", "hand up", pressed=True)
    await expect(ann.board).to_contain_text("Tom")
    await asyncio.sleep(0.4)
    assert await ann.page.evaluate("document.activeElement.textContent") == "Hand up"


async def test_a_page_with_less_motion_moves_nothing(chrome: Browser, room: Room) -> None:
    ann = await sit(chrome, room, "Ann", reduced_motion="reduce")
    moving = await ann.page.evaluate(
        """() => [...document.querySelectorAll("*")].filter((one) => {
            const style = getComputedStyle(one);
            return style.transitionDuration !== "0s" || style.animationName !== "none";
        }).length"""
    )
    assert moving == 0


# By keyboard alone.


async def _tab_to(player: Player, name: str, most: int = 60) -> None:
    """Press Tab until what has the focus is called that, and see that the focus is visible."""
    seen = []
    for _ in range(most):
        await player.page.keyboard.press("Tab")
        at = await player.page.evaluate(
            """() => {
                const one = document.activeElement;
                const shown = one.matches(".person input") ? one.nextElementSibling : one;
                const style = getComputedStyle(shown);
                const box = shown.getBoundingClientRect();
                return {
                    name: (one.ariaLabel || one.labels?.[0]?.innerText || one.innerText).trim(),
                    outline: parseFloat(style.outlineWidth) || 0,
                    inside: box.bottom > 0 && box.top < innerHeight,
                };
            }"""
        )
        assert at["outline"] >= 2, at
        assert at["inside"], at
        if at["name"].split("\n")[-1] == name:
            return
        seen.append(at["name"])
    raise AssertionError(f"{name} is not among {seen}")


async def test_a_whole_run_by_keyboard_alone(chrome: Browser, room: Room) -> None:
    bashir = await sit(chrome, room, "Bashir")
    page, keys = bashir.page, bashir.page.keyboard
    await page.reload()
    await page.wait_for_selector("body.ready")
    await keys.press("Tab")
    assert await page.evaluate("document.activeElement.className") == "skip"
    await _tab_to(bashir, "Start the meeting")
    await keys.press("Enter")
    await bashir.sees("Bashir leads today")
    await _tab_to(bashir, "Bashir")
    for _ in range(4):
        await keys.press("ArrowRight")
    await expect(page.get_by_role("heading", name="You are Tom.")).to_be_visible()
    await _tab_to(bashir, "Hand up")
    await keys.press("Space")
    await bashir.sees("Your hand is up", alone=True)
    await _tab_to(bashir, "Write to the room")
    await keys.type("Good morning from Tom")
    await keys.press("Enter")
    await bashir.sees("Good morning from Tom")
    await _tab_to(bashir, "Write to Alongside")
    await keys.type("what is kept")
    await keys.press("Enter")
    await bashir.sees("I keep your name", alone=True)
    for _ in range(40):
        await keys.press("Shift+Tab")
        if await page.evaluate("document.activeElement.matches('.person input')"):
            break
    for _ in range(4):
        await keys.press("ArrowLeft")
    await expect(page.get_by_role("heading", name="You are Bashir.")).to_be_visible()
    await expect(page.get_by_role("button", name="Next person").first).to_be_visible()
    await page.wait_for_timeout(500)  # a busy machine is still drawing the words that work now
    await _tab_to(bashir, "Next person")
    await keys.press("Enter")
    await bashir.sees("Tom, it is your turn.")
    await page.keyboard.press("Control+Home")
    for _ in range(60):
        await keys.press("Shift+Tab")
        if await page.evaluate("document.activeElement.id") == "again":
            break
    await keys.press("Enter")
    await expect(page.get_by_role("dialog")).to_be_visible()
    await keys.press("Escape")
    await expect(page.get_by_role("dialog")).to_be_hidden()
    assert await page.evaluate("document.activeElement.id") == "again"
    assert bashir.troubles == []


# Kept, lost and found.


async def test_reload_keeps_everything(chrome: Browser, room: Room) -> None:
    tom = await sit(chrome, room, "Tom")
    await room.says("bashir", "start", pressed=True)
    await tom.type("<b>the bus</b> came & went")
    await tom.press("Hand up", alone=True)
    await tom.sees("Your hand is up", alone=True)
    await expect(tom.board).to_contain_text("Tom")
    before = [await tom.log().inner_text(), await tom.log(alone=True).inner_text()]
    await tom.page.reload()
    await tom.page.wait_for_selector("body.ready")
    await expect(tom.seat.get_by_role("heading", name="You are Tom.")).to_be_visible()
    assert [await tom.log().inner_text(), await tom.log(alone=True).inner_text()] == before
    assert "<b>the bus</b> came & went" in before[0]
    # A button under an old line still works.
    await tom.log(alone=True).get_by_role("button", name="Help").first.click()
    await tom.sees("You can type", alone=True)


async def test_two_pages_see_each_other(chrome: Browser, room: Room) -> None:
    ann = await sit(chrome, room, "Ann")
    tom = await sit(chrome, room, "Tom", viewport=PHONE)
    await ann.type("Good morning, Tom")
    await tom.sees("Good morning, Tom")
    await tom.type("Good morning, Ann")
    await ann.sees("Good morning, Ann")
    await room.says("bashir", "start", pressed=True)
    await tom.press("Hand up")
    await expect(ann.board).to_contain_text("Tom")
    # With one chat in sight, a private answer is told there too.
    notice = tom.chat().locator(".notice")
    await expect(notice).to_have_text("Private, to Tom: “Your hand is up. You are first.”")
    await expect(tom.page.get_by_role("button", name="Private chat new")).to_be_visible()
    await expect(ann.seat.locator(".person", has_text="Tom").locator(".fresh")).to_have_text("new")


async def test_start_again_asks_once_and_empties(chrome: Browser, room: Room) -> None:
    ann = await sit(chrome, room, "Ann")
    tom = await sit(chrome, room, "Tom")
    await ann.type("something very particular")
    await tom.sees("something very particular")
    await ann.page.get_by_role("button", name="Start again").click()
    await ann.page.get_by_role("button", name="No, go back").click()
    await ann.sees("something very particular")
    await ann.page.get_by_role("button", name="Start again").click()
    await ann.page.get_by_role("button", name="Yes, start again").click()
    for one in (ann, tom):
        await expect(one.log()).not_to_contain_text("something very particular")
        await one.sees("I am a program, not a person.")


async def test_a_line_typed_while_the_room_is_down_arrives_once(
    chrome: Browser, tmp_path: Path, unused_tcp_port: int
) -> None:
    port = unused_tcp_port
    async with rehearsal(tmp_path, port=port) as room:
        tom = await sit(chrome, room, "Tom")
        await tom.sees("I am a program")
    await expect(tom.page.locator("#touch")).to_contain_text("The room does not answer.")
    await tom.type("first words")
    await expect(tom.chat().locator(".wrong")).to_have_text("Not sent yet. I keep trying.")
    await tom.type("second words")
    async with rehearsal(tmp_path, port=port) as room:
        await tom.sees("second words")
        await expect(tom.chat().locator(".wrong")).to_have_text("")
        lines = await room.lines()
    assert [line for line in lines if line.startswith("tom:")] == [
        "tom: first words",
        "tom: second words",
    ]


async def test_a_line_that_is_too_long_comes_back_with_a_reason(
    chrome: Browser, room: Room
) -> None:
    tom = await sit(chrome, room, "Tom")
    words = "far too long " * 6000
    await tom.type(words)
    await expect(tom.chat().locator(".wrong")).to_contain_text("too long")
    assert (await tom.field().input_value()).strip() == words.strip()


# What there is to play with.


async def test_the_first_three_steps_show_what_it_does(chrome: Browser, room: Room) -> None:
    bashir = await sit(chrome, room, "Bashir")
    page = bashir.page
    await expect(page.get_by_text("This is practice. Nothing is private here.")).to_be_visible()
    await page.get_by_role("button", name="Start the meeting").click()
    await bashir.sees("Bashir leads today")
    await page.get_by_role("button", name="Be Tom, hand up").click()
    await bashir.sees("Your hand is up. You are first.", alone=True)
    await expect(page.get_by_role("heading", name="You are Tom.")).to_be_visible()
    await page.get_by_role("button", name="Be Bashir, next").click()
    await bashir.sees("Tom, it is your turn.")
    await page.get_by_role("button", name="Hide these steps").click()
    await page.reload()
    await expect(page.get_by_role("button", name="Show the three steps")).to_be_visible()


@pytest.mark.parametrize("size", [(320, 256), (360, 740), (1280, 900)])
async def test_the_steps_keep_the_focus_and_show_the_answer(
    chrome: Browser, room: Room, size: tuple[int, int]
) -> None:
    shape = {"width": size[0], "height": size[1]}
    bashir = await sit(chrome, room, "Bashir", viewport=shape, reduced_motion="reduce")
    page = bashir.page
    steps = ("Start the meeting", "Be Tom, hand up", "Be Bashir, next")
    answers = ("Bashir leads today", "Your hand is up. You are first.", "Tom, it is your turn.")
    await page.get_by_role("button", name=steps[0]).focus()
    for step, answer in zip(steps, answers, strict=True):
        await expect(page.get_by_role("button", name=step)).to_be_focused()
        await page.keyboard.press("Enter")
        said = page.locator(".line .text:visible, .notice:visible").filter(has_text=answer)
        await expect(said.last).to_be_in_viewport()
    await expect(bashir.log()).to_be_focused()
    await asyncio.sleep(5.2)  # nothing is only hoped for any more
    await expect(page.locator(".steps .done:not([hidden])")).to_have_count(3)
    await expect(bashir.log()).to_be_focused()


async def test_every_page_knows_which_steps_are_done(chrome: Browser, room: Room) -> None:
    await room.says("bashir", "start", pressed=True)
    await room.until(ROOM, "Bashir leads today")
    ann = await sit(chrome, room, "Ann")
    start = ann.page.get_by_role("button", name="Start the meeting")
    hand = ann.page.get_by_role("button", name="Be Tom, hand up")
    await expect(start).to_be_hidden()
    await hand.focus()
    await room.says("tom", "hand up", pressed=True)
    await expect(hand).to_be_hidden()
    following = ann.page.get_by_role("button", name="Be Bashir, next")
    await expect(following).to_be_focused()
    await room.says("bashir", "next", pressed=True)
    await expect(following).to_be_hidden()
    await room.post("again", {"sure": True})
    await expect(start).to_be_visible()
    await expect(following).to_be_visible()


async def test_next_on_the_list_is_only_for_who_leads(chrome: Browser, room: Room) -> None:
    bashir = await sit(chrome, room, "Bashir")
    await room.says("bashir", "start", pressed=True)
    await room.says("tom", "hand up", pressed=True)
    await expect(bashir.board).to_contain_text("Tom")
    following = bashir.board.get_by_role("button", name="Next person")
    await expect(following).to_have_count(1)
    await bashir.become("Tom")
    await expect(following).to_have_count(0)
    await bashir.become("Dilys")
    await expect(bashir.chat().locator(".line button")).to_have_count(0)
    await bashir.become("Bashir")
    await expect(following).to_have_count(1)


async def test_dilys_is_on_the_phone_and_bashir_types_for_her(chrome: Browser, room: Room) -> None:
    bashir = await sit(chrome, room, "Bashir")
    await room.says("bashir", "start", pressed=True)
    await bashir.sees("Bashir leads today")
    await bashir.become("Dilys")
    await bashir.page.get_by_role("button", name="As Bashir: raise Dilys").click()
    await expect(bashir.board).to_contain_text("Dilys")


async def test_the_clock_is_moved_and_told_in_words(chrome: Browser, room: Room) -> None:
    bashir = await sit(chrome, room, "Bashir")
    page = bashir.page
    before = await page.locator("#clock").inner_text()
    await page.get_by_text("Move the clock").first.click()
    await page.get_by_role("button", name="To tomorrow at 10:00").click()
    await expect(page.locator("#clock")).to_contain_text("10:0")
    assert await page.locator("#clock").inner_text() != before
    await expect(page.locator("#toast")).to_contain_text("The clock says:")


async def test_the_clock_goes_to_what_comes_next(chrome: Browser, room: Room) -> None:
    bashir = await sit(chrome, room, "Bashir")
    page = bashir.page
    await page.get_by_text("Move the clock").first.click()
    before = await page.locator("#clock").inner_text()
    await page.get_by_role("button", name="To what comes next").click()
    await expect(page.locator("#toast")).to_contain_text("Nothing is planned yet.")
    assert await page.locator("#clock").inner_text() == before
    await bashir.type("start")
    await bashir.sees("Bashir leads today")
    await page.get_by_text("Move the clock").first.click()
    await page.get_by_role("button", name="To what comes next").click()
    await expect(page.locator("#toast")).to_contain_text("The clock says:")
    assert await page.locator("#clock").inner_text() != before


async def test_leaving_the_room_and_coming_back(chrome: Browser, room: Room) -> None:
    tom = await sit(chrome, room, "Tom")
    await tom.page.get_by_role("button", name="Leave the room").click()
    await expect(tom.seat).to_contain_text("Tom is out of this room.")
    await expect(tom.field()).to_be_hidden()
    await tom.page.get_by_role("button", name="Come back").click()
    await tom.type("hello again")
    await tom.sees("hello again")


async def test_two_people_side_by_side(chrome: Browser, room: Room) -> None:
    bashir = await sit(chrome, room, "Bashir", viewport={"width": 1680, "height": 950})
    await bashir.page.get_by_role("button", name="Show a second person").click()
    seats = bashir.page.locator(".seat")
    await expect(seats).to_have_count(2)
    await expect(seats.nth(1).get_by_role("heading", name="You are Tom.")).to_be_visible()
    await bashir.type("can you see me?")
    await expect(seats.nth(1).get_by_role("log").first).to_contain_text("can you see me?")
    # The same room is read aloud once.
    await expect(seats.locator(".own .log").first).to_have_attribute("aria-live", "polite")
    live = [await log.get_attribute("aria-live") for log in await seats.locator(".room .log").all()]
    assert live == ["polite", "off"]


async def test_the_second_room_is_there_on_request(chrome: Browser, room: Room) -> None:
    bashir = await sit(chrome, room, "Bashir")
    await bashir.page.get_by_role("button", name="Open a second room").click()
    await bashir.page.get_by_label("Which room?").select_option("Upstairs")
    await bashir.sees("I am a program")
    await bashir.type("anybody up here?")
    await room.until("local:upstairs", "bashir: anybody up here?")
    assert "bashir: anybody up here?" not in await room.lines(ROOM)


async def test_words_of_others_are_only_words(chrome: Browser, room: Room) -> None:
    ann = await sit(chrome, room, "Ann")
    hostile = "<img src=x onerror=alert(1)> <script>alert(2)</script> [a](javascript:b) **c**"
    await room.says("femi", hostile)
    await ann.sees(hostile)
    assert await ann.log().locator("img, script, a, strong").count() == 0
    assert ann.troubles == []


async def test_a_file_is_a_link_with_words_and_saves_what_was_sent(
    chrome: Browser, room: Room
) -> None:
    ann = await sit(chrome, room, "Ann")
    file = Attached("meetings.ics", "text/calendar", b"BEGIN:VCALENDAR")
    await room.adapter.send(Address("@local:ann"), Rendered("Here it is.", file=file), "token-1")
    await ann.sees("Here it is.", alone=True)
    link = ann.chat(alone=True).get_by_role("link", name="Save the file meetings.ics")
    await link.focus()
    async with ann.page.expect_download() as saving:
        await ann.page.keyboard.press("Enter")
    saved = await saving.value
    assert saved.suggested_filename == "meetings.ics"
    assert (await saved.path()).read_bytes() == file.data
    assert await ann.axe() == []
