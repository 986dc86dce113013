"""Who looks after the group, its parts, its rooms."""

from __future__ import annotations

from collections.abc import Sequence

from bot import access, charter, dates, groups, ledger, settings, steering, times
from bot.catalogue import languages
from bot.db import Tx
from bot.features.group import rules, store
from bot.model import (
    GROUP,
    Ask,
    Choice,
    Due,
    GroupId,
    Listed,
    Moment,
    Offer,
    Person,
    PersonId,
    Refused,
    Say,
    Text,
    say,
)
from bot.parse import fold, which_person
from bot.settings import PARTS

LINK = "link"
ALSO = "also"

_BEFORE = ("to", "the")
"""What may stand before the name of a part."""

ON_THE_LIST = 2
"""Place on the list of whoever leads."""

KEYS = (
    *("part.rounds", "part.questions", "part.asking", "part.points", "part.charter"),
    "part.ladder",
    *("platform.discord", "platform.matrix"),
    *("group.other-away", "group.other-back"),
)


def look_after(tx: Tx, ask: Ask) -> Sequence[Say]:
    """The first facilitator, or one who may manage the room anyway. Said aloud."""
    until = ask.at.date() + groups.TERM
    groups.choose_facilitator(tx, ask.group.id, ask.by, until)
    tx.moments.append(Moment.LEADS)
    return [say("group.looks-after", to=GROUP, who=ask.by, day=until), *_where(ask)]


def name_facilitator(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Ask somebody, in the open. Only their own yes counts."""
    who, typed = ask.args["who"], ask.args.get("until")
    if not isinstance(who, Person):
        day = "" if typed is None else f" until {typed}"
        which_person(str(who), ask.group, lambda one: f"facilitator {one}{day}")
        raise Refused("group.not-a-member", name=str(who))
    today = ask.at.date()
    until = today + groups.TERM
    if typed is not None:
        here = times.wall(ask.at, ask.group.zone)
        until = rules.until(dates.day(str(typed), here, ask.group.language), today)
    groups.ask_facilitator(tx, ask.group.id, who, until)
    choices = (Choice("i will lead", "word.i-will-lead"),)
    return [
        say(
            "group.will-you-lead", to=GROUP, alert=who, who=who, by=ask.by, day=until,
            choices=choices,
        )
    ]  # fmt: skip


def will_lead(tx: Tx, ask: Ask) -> Sequence[Say]:
    until = groups.say_yes(tx, ask.group.id, ask.by.id)
    if until is None:
        raise Refused("group.nobody-asked")
    tx.moments.append(Moment.LEADS)
    return [say("group.looks-after", to=GROUP, who=ask.by, day=until), *_where(ask)]


def _where(ask: Ask) -> list[Say]:
    """Who leads hears things alone; where a press is answered, a chat must be begun for that."""
    if ask.via is None:
        return []
    return [say("group.lead-in-chat", choices=(Choice("private chat", "word.private-chat"),))]


def stop_leading(tx: Tx, ask: Ask) -> Sequence[Say]:
    if ask.by.id not in ask.group.facilitators:
        raise Refused("group.do-not-lead")
    if not rules.may_end(ask.group, ask.by.id, ask.at.date()):
        raise Refused("group.last-one")
    groups.no_facilitator(tx, ask.group.id, ask.by.id)
    return [say("group.led-until-now", to=GROUP, who=ask.by)]


def who_leads(tx: Tx, ask: Ask) -> Sequence[Say]:
    today = ask.at.date()
    leads = [
        Person(PersonId(who), ask.group.names[who])
        for who, until in ask.group.facilitators.items()
        if today <= until
    ]
    return [_leads(leads)]


def _leads(leads: Sequence[Person]) -> Say:
    if not leads:
        return say("group.nobody-leads")
    return say("group.leads", people=Listed(tuple(leads)))


def switch_on(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Ask the group. Nothing is on until a facilitator says that the group said yes."""
    part = _part(ask)
    if settings.has_part(ask.group, part):
        raise Refused("group.on-already", part=Text(f"part.{part}"))
    yes = Choice(f"group says yes {part}", "group.we-say-yes")
    settings.choose(tx, ask.group.id, settings.part(part), settings.ASKED, ask.at.date())
    return [
        say("group.shall-i", to=GROUP, who=ask.by, part=Text(f"part.{part}"), choices=(yes,)),
    ]


def group_says_yes(tx: Tx, ask: Ask) -> Sequence[Say]:
    """To the part that is named, or to the only thing that the group was asked today."""
    part = _part(ask) if "part" in ask.args else _asked_today(tx, ask)
    if settings.has_part(ask.group, part):  # two who lead press at once
        raise Refused("group.on-already", part=Text(f"part.{part}"))
    if settings.part(part).of(ask.group) != settings.ASKED:
        raise Refused("group.ask-first", part=Text(f"part.{part}"))
    settings.choose(tx, ask.group.id, settings.part(part), settings.ON, ask.at.date())
    tx.moments.append((Moment.SWITCHED, part))
    line = steering.said(tx, ask, settings.part(part), settings.ON, agreed=True)
    return [say("group.is-on", to=GROUP, part=Text(f"part.{part}"), then=line)]


def _asked_today(tx: Tx, ask: Ask) -> str:
    """A yes to something else, or to what was asked long ago, switches nothing on."""
    asked = [part for part in PARTS if settings.part(part).of(ask.group) == settings.ASKED]
    days = {settings.chosen_on(tx, ask.group.id, settings.part(part)) for part in asked}
    other = charter.asks_now(tx, ask.group, times.wall(ask.at, ask.group.zone).date())
    if len(asked) != 1 or days != {ask.at.date()} or other:
        part = Text(f"part.{next(iter(asked), PARTS[0])}")
        raise Refused("group.yes-to-what", part=part)
    return asked[0]


def switch_off(tx: Tx, ask: Ask) -> Sequence[Say]:
    part = _part(ask)
    settings.choose(tx, ask.group.id, settings.part(part), settings.OFF, ask.at.date())
    line = steering.said(tx, ask, settings.part(part), settings.OFF)
    then = (*line, *ledger.falls_silent(tx, ask.group.id, part))
    return [say("group.is-off", to=GROUP, part=Text(f"part.{part}"), then=then)]


def _part(ask: Ask) -> str:
    # Its first word is enough: "questions without a name" is what people are told to type.
    words = fold(str(ask.args["part"])).split()
    part = next((word for word in words if word not in _BEFORE), "")
    if part not in PARTS:
        raise Refused("group.which-part", choices=tuple(_switch(each) for each in PARTS))
    return part


def _switch(part: str) -> Choice:
    return Choice(f"switch on {part}", "group.switch-on", {"part": Text(f"part.{part}")})


def easy_words(tx: Tx, ask: Ask) -> Sequence[Say]:
    settings.choose(tx, ask.group.id, settings.WORDING, "easy", ask.at.date())
    line = steering.said(tx, ask, settings.WORDING, "easy")
    return [say("group.easy-words", to=GROUP, then=line)]


def usual_words(tx: Tx, ask: Ask) -> Sequence[Say]:
    settings.choose(tx, ask.group.id, settings.WORDING, "usual", ask.at.date())
    line = steering.said(tx, ask, settings.WORDING, "usual")
    return [say("group.usual-words", to=GROUP, then=line)]


def language(tx: Tx, ask: Ask) -> Sequence[Say]:
    """The language of the group from now on, by the name it has for itself or its short one."""
    typed = str(ask.args["language"])
    for one in languages():
        if fold(typed) in map(fold, (one.code, *one.names)):
            groups.speak(tx, ask.group.id, one.code)
            return [say("group.now-speaks", to=GROUP, language=one.names[0])]
    choices = tuple(
        Choice(f"language {one.code}", "group.speak", {"language": one.names[0]})
        for one in languages()
    )
    raise Refused("group.which-language", choices=choices, language=typed)


def voice(tx: Tx, ask: Ask) -> Sequence[Say]:
    """The group also speaks in a place of its platform: there, too, hands and turns count."""
    place = str(ask.args["place"])
    if not settings.VOICE.allows(place) or place == settings.OFF:
        raise Refused("needs.voice")
    settings.choose(tx, ask.group.id, settings.VOICE, place, ask.at.date())
    return [say("group.voice-on", to=GROUP)]


def voice_off(tx: Tx, ask: Ask) -> Sequence[Say]:
    settings.choose(tx, ask.group.id, settings.VOICE, settings.OFF, ask.at.date())
    return [say("group.voice-off", to=GROUP)]


def link(tx: Tx, ask: Ask) -> Sequence[Say]:
    """One group over two rooms. Without a code: make one. With one: join this room to it."""
    typed = ask.args.get("code")
    if typed is None:
        if not ask.leads:
            raise Refused("group.only-leads-link")
        code = rules.code(ask.seed)
        store.keep_code(tx, code, LINK, ask.group.id, ask.by, ask.at + rules.CODE_LASTS)
        return [say("group.link-code", code=code)]
    found = store.find_code(tx, str(typed).casefold(), LINK, ask.at)
    if found is None or found.group is None:
        raise Refused("group.no-such-code")
    if ask.room is None:
        raise Refused("group.link-in-room")
    if found.group == ask.group.id:
        raise Refused("group.same-room")
    if not rules.is_empty(ask.group):
        raise Refused("group.not-empty")
    store.use_code(tx, str(typed).casefold())
    others = groups.rooms_of(tx, GroupId(found.group))
    groups.merge(tx, ask.group.id, GroupId(found.group))
    joined = [say("group.room-joined", to=room) for room in others]
    # Here it may have been somebody else until now.
    leads = _leads(store.leads(tx, GroupId(found.group), ask.at.date()))
    return [say("group.linked", to=ask.room, then=(leads,)), *joined]


def i_am_also(tx: Tx, ask: Ask) -> Sequence[Say]:
    """The same human on two platforms: a code from one account, typed by the other."""
    typed = ask.args.get("code")
    if typed is None:
        code = rules.code(ask.seed)
        store.keep_code(tx, code, ALSO, ask.group.id, ask.by, ask.at + rules.CODE_LASTS)
        return [say("group.also-code", code=code)]
    found = store.find_code(tx, str(typed).casefold(), ALSO, ask.at)
    if found is None:
        raise Refused("group.no-such-code")
    if found.person.id in (ask.by.id, ask.account):
        raise Refused("group.same-account")
    store.use_code(tx, str(typed).casefold())
    access.same_person(tx, ask.account, found.person.id)
    store.same_person(tx, ask.account, found.person)
    tx.moments.append(Moment.LEFT)  # a hand or an answer of this account would count twice
    return [say("group.one-person", who=found.person)]


def not_me(tx: Tx, ask: Ask) -> Sequence[Say]:
    if not store.different_person(tx, ask.account, ask.by.id):
        return [say("group.no-other-account")]
    return [say("group.two-people")]


def other_away(tx: Tx, due: Due) -> Sequence[Say]:
    """The people of this group on another platform cannot be reached now."""
    return _other("group.other-away", due)


def other_back(tx: Tx, due: Due) -> Sequence[Say]:
    return _other("group.other-back", due)


def _other(key: str, due: Due) -> list[Say]:
    if due.room is None or due.group.session is None:
        return []
    platform = Text(f"platform.{due.args['platform']}")
    return [say(key, to=due.room, platform=platform)]


# A role that ends soon.


def offers(tx: Tx, why: Ask | Due) -> Sequence[Offer]:
    """For the list of whoever leads: to go on, when their time is nearly over."""
    who = why.by.id if isinstance(why, Ask) else PersonId(str(why.args.get("person", "")))
    until = why.group.facilitators.get(who)
    if until is None or not rules.ends_soon(until, why.at.date()):
        return []
    go_on = Choice("lead on", "group.lead-on", {"day": until})
    return [Offer(ON_THE_LIST, go_on)]


def lead_on(tx: Tx, ask: Ask) -> Sequence[Say]:
    """They have seen what the room reads, and said yes."""
    until = ask.at.date() + groups.TERM
    groups.choose_facilitator(tx, ask.group.id, ask.by, until)
    return [say("group.looks-after", to=GROUP, who=ask.by, day=until)]


def closing(tx: Tx, ask: Ask) -> Sequence[Say]:
    """Before the last meeting in their time, whoever leads hears of it: else nobody could start."""
    session = groups.last_session(tx, ask.group.id)
    until = None if session is None else ask.group.facilitators.get(session.lead.id)
    if session is None or until is None or not rules.ends_soon(until, ask.at.date()):
        return []
    go_on = Choice("lead on", "word.lead-on")
    return [say("group.time-ends", to=session.lead, day=until, choices=(go_on,), unasked=True)]
