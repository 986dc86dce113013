"""Questions that are open in private: what opens them, and what counts as their answer.

One open form for each person and private chat (`bot.forms`), kept over a restart. Everything
here that changes one runs in the transaction of what was said.
"""

from __future__ import annotations

from dataclasses import replace

from bot import forms
from bot.adapter import ShownField, ShownForm
from bot.aside import DRAFT_KEPT
from bot.core import Core
from bot.db import Tx
from bot.door import Done, heard_before
from bot.ears import Ears
from bot.feature import Command, Field
from bot.model import Ask, Group, Heard, PersonId, Refused, Say, platform_of
from bot.parse import Understood, arg_key, word_key
from bot.settings import WORDING, has_part
from bot.words import Plain


class Questions:
    """Begun, answered and shown. Remembers in memory only who may have one open."""

    def __init__(self, core: Core, ears: Ears) -> None:
        self._core = core
        self._ears = ears
        self._asking: set[PersonId] = set()
        """Others are never looked up when they show a card."""
        self._resumed: set[PersonId] = set()
        """Whose form is older than this process, and who has typed nothing since."""
        self._began = core.clock.now()
        self._there = frozenset(group.id for group in core.groups)
        """Groups that are older than this process: a talk in one of them may have been lost."""
        core.told.append(self._written)

    async def resume(self) -> None:
        """At start: know again who was in the middle of a form."""
        self._asking = set(await self._core.db.read(forms.people))
        self._resumed = set(self._asking)

    async def restored(self) -> None:
        """Another database was put in place: no talk belongs to it."""
        self._began = self._core.clock.now()
        self._there = frozenset(group.id for group in self._core.groups)
        await self.resume()

    def _written(self, done: Done) -> None:
        self._asking.update(PersonId(person) for person in done.asked)

    def may_be_open(self, person: PersonId) -> bool:
        return person in self._asking

    def may_be_of_a_talk(self, heard: Heard, group: Group) -> bool:
        """May this line have been meant for a talk without a name that a restart has ended?

        Such a talk lies over an open form, and no mark of it may outlive the program: so the first
        words of one's own after a restart are taken for no answer, where both are typed.
        """
        first = heard.by.id in self._resumed
        self._resumed.discard(heard.by.id)
        return first and len(heard.text.split()) > 1 and self._typed_in_talks(heard, group)

    def may_be_lost(self, heard: Heard, group: Group) -> bool:
        """The same where no form is open: for as long as such a talk would have been held.

        The same for everybody: whether one was going on is known to nobody.
        """
        lately = self._core.clock.now() < self._began + DRAFT_KEPT
        there = group.id in self._there and heard.room is None
        return lately and there and self._typed_in_talks(heard, group)

    def _typed_in_talks(self, heard: Heard, group: Group) -> bool:
        platform = self._core.adapters[platform_of(heard.by.id)]
        if heard.pressed or platform.abilities.keeps_typed:
            return False
        parts = (c.part or f.part for f in self._core.features for c in f.commands if c.aside)
        return any(part is not None and has_part(group, part) for part in parts)

    async def is_open(self, heard: Heard) -> bool:
        """Is the question that this button stands under still open?"""
        return await self._core.db.read(lambda tx: self._is_open(tx, heard))

    def _is_open(self, tx: Tx, heard: Heard) -> bool:
        form = forms.opened(tx, heard.by.id)
        if form is None or forms.mark(form) != heard.of:
            return False
        group = self._core.groups.get(form.group)
        command = self._ears.parser(group).commands.get(form.command)
        meeting = group is not None and group.session is not None
        return command is not None and not (command.practice and meeting)

    def begin(self, tx: Tx, heard: Heard, command: Command, ask: Ask) -> Done:
        """Ask the first question, if this person may give the command."""
        if heard_before(tx, heard.event):
            return Done("again")
        before = tx.changes
        try:
            self._core.door.allow(command, ask)
        except Refused as no:
            assert tx.changes == before
            return self._core.door.answer(tx, heard.event, ask, [no.say()])
        answers = forms.sent(command, heard.fields or {}, self._ears.matcher(ask.group))
        said = forms.begin(tx, ask.account, ask.group.id, command, ask.at, answers)
        if isinstance(said, Say) and command.first is not None:
            said = forms.after(command.first(tx, ask), said)
        return self._goes_on(tx, heard, command, ask, said)

    def take(self, tx: Tx, heard: Heard, group: Group) -> Done | str | None:
        """Take a line as an answer; or what a number in it types; or None: it is neither."""
        if heard_before(tx, heard.event):  # read again: by now another question is open
            return Done("again")
        matcher = self._ears.matcher(group)
        form = forms.opened(tx, heard.by.id)
        types = forms.choose(tx, heard.by.id, heard.text, matcher)
        if form is None or (types is not None and not forms.is_newest(tx, heard.by.id, form)):
            return types
        own = self._core.groups.get(form.group) or group
        command = self._ears.parser(own).commands.get(form.command)
        if command is None or command.form is None:
            forms.stop(tx, heard.by.id)
            return types
        if forms.is_longer(command, form, heard.text, matcher):
            return None
        ask = self._core.ask(heard, own, command.word)
        said = forms.answer(tx, heard.by.id, command, form, heard.text, ask.at, matcher)
        return self._goes_on(tx, heard, command, ask, said)

    def open_now(self, tx: Tx, heard: Heard, group: Group) -> tuple[str, bool] | None:
        """The question that these words may be an answer to: its mark, and whether it asks for
        words of one's own, and these may be some. None: they are one of its choices, or no question
        is open.
        """
        form = forms.opened(tx, heard.by.id)
        own = group if form is None else self._core.groups.get(form.group) or group
        command = self._ears.parser(own).commands.get(form.command) if form else None
        if form is None or command is None or command.form is None or command.practice:
            return None
        if forms.asks_for(command, form, heard.text, self._ears.matcher(own)):
            return None
        now = self._core.clock.now()
        return forms.mark(form), forms.takes_own(tx, command, form, heard.text, now)

    def claim(self, tx: Tx, heard: Heard, group: Group, said: Command) -> Done | None:
        """Is a known word meant for the form that is open here? None: it is not.

        `back` and `help` are, and in practice every word but `stop`: nothing there is real.
        """
        if not heard.private or not self.may_be_open(heard.by.id):
            return None
        if heard_before(tx, heard.event):
            return Done("again")
        form = forms.opened(tx, heard.by.id)
        command = self._ears.parser(group).commands.get(form.command) if form else None
        if form is None or command is None or command.form is None:
            return None
        if command.practice and group.session is not None:
            # From now on words are real. Nothing is written: this may be a card (law 2).
            return None
        matcher = self._ears.matcher(group)
        ask = self._core.ask(heard, group, command.word)
        answer: Say | forms.Complete
        if said.word == forms.BACK:
            answer = forms.back(tx, heard.by.id, command, form, ask.at)
        elif said.word == forms.WRITE and heard.fields is not None:
            fields = heard.fields
            answer = forms.filled(tx, heard.by.id, command, form, fields, ask.at, matcher)
        elif said.word == forms.WRITE:
            answer = forms.asked_again(tx, heard.by.id, command, form, ask.at)
        elif said.word == "help" and group.session is None:
            answer = forms.helped(tx, heard.by.id, command, form, ask.at)
        elif said.word != forms.STOP and (
            command.practice
            or (not heard.pressed and forms.asks_for(command, form, heard.text, matcher))
        ):
            answer = forms.answer(tx, heard.by.id, command, form, heard.text, ask.at, matcher)
        else:
            return None
        return self._goes_on(tx, heard, command, ask, answer)

    def _goes_on(
        self, tx: Tx, heard: Heard, command: Command, ask: Ask, said: Say | forms.Complete
    ) -> Done:
        if isinstance(said, forms.Complete):
            return self._core.door.act(tx, heard.event, command, replace(ask, args=said.answers))
        return self._core.door.answer(tx, heard.event, ask, [said])

    # As one form, where a platform has forms.

    async def shown(self, heard: Heard, group: Group | None) -> ShownForm | None:
        """The form that these words open."""
        parser = self._ears.parser(group)
        parsed = parser.private(heard.text, group)
        if group is None or not isinstance(parsed, Understood) or parsed.args or heard.fields:
            return None
        command, language = parsed.command, self._core.language_of(group)
        if command.word == forms.WRITE:
            form = await self._core.db.read(lambda tx: forms.opened(tx, heard.by.id))
            about = parser.commands.get(form.command) if form else None
            if form is None or about is None:
                return None
            fields = self._fields(about, form, group)
            shown = self._form(command.word, about, fields, language)
            return shown and replace(shown, of=forms.mark(form))
        if not self._may(heard, group, command):
            return None  # the words themselves get the refusal
        if command.form is not None:
            nothing = forms.Open(command.word, group.id, 0, {}, 0)
            fields = self._fields(command, nothing, group)
        else:
            fields = self._args(command, language)
        shown = self._form(command.word, command, fields, language)
        return shown and replace(shown, begins=await self._begins(heard, command, group))

    async def _begins(self, heard: Heard, command: Command, group: Group) -> str:
        """What is said above a form."""
        begins = None if command.form is None else command.form.begins
        if begins is None:
            return ""
        told = await self._core.db.read(lambda tx: begins(tx, group.id))
        platform = platform_of(heard.by.id)
        said = (self._core.render(one, group, platform, numbered=False) for one in told)
        return " ".join(one.text for one in said)

    def _may(self, heard: Heard, group: Group, command: Command) -> bool:
        """Would this command run now for this person, once it has what it needs?"""
        given = dict.fromkeys((arg.name for arg in command.args), "")
        try:
            self._core.door.allow(command, self._core.ask(heard, group, command.word, given))
        except Refused:
            return False
        return True

    def _form(
        self, sends: str, about: Command, fields: tuple[ShownField, ...], language: str
    ) -> ShownForm | None:
        title = self._core.words.word(word_key(about), language)
        return ShownForm(command=sends, title=title, fields=fields) if fields else None

    def _args(self, command: Command, language: str) -> tuple[ShownField, ...]:
        """What must follow a word, asked for as a form."""
        if not any(arg.needed for arg in command.args):
            return ()
        return tuple(
            ShownField(
                name=arg.name,
                label=self._core.words.word(arg_key(arg), language),
                limit=arg.limit,
                choices=self._core.buttons(arg.choices, language),
                needed=arg.needed,
            )
            for arg in command.args
        )

    def _fields(self, command: Command, form: forms.Open, group: Group) -> tuple[ShownField, ...]:
        return tuple(self._field(one, form, group) for one in forms.left(command, form))

    def _field(self, field: Field, form: forms.Open, group: Group) -> ShownField:
        language = self._core.language_of(group)
        # No form has a list of which several can be chosen: there, they are written in a row.
        listed = () if field.several else field.choices
        also = (*field.choices, forms.PASS) if field.several else field.also
        return ShownField(
            name=field.name,
            label=self._text(forms.question(field, form), group),
            limit=field.limit,
            choices=self._core.buttons(listed, language),
            also=self._core.buttons(also, language),
        )

    def _text(self, one: Say, group: Group) -> str:
        """Plain words, for a form: nothing there is escaped, and nobody pinged."""
        words = self._core.words.message(
            one,
            language=self._core.language_of(group),
            easy=WORDING.of(group) == "easy",
            speaker=Plain(),
            numbered=False,
        )
        return words.text
