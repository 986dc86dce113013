### draft: a first try at Welsh by people who are not translators.
### Welsh speakers must check every line before a group uses it. Then this note goes.

# How Alongside says a rule back. Rules themselves are still typed in English.

# $weekday: the name of the day
day-every-week = bob { $weekday }
# $weekday: the name of the day
day-every-second-week = bob yn ail wythnos ar { $weekday }
# $weekday: the name of the day
# $weeks: how many
day-every-weeks = bob { $weeks } wythnos ar { $weekday }
# $weekday: the name of the day
# $nth: which one, as 1, 2, 3, 4 or last
day-every-month =
    { $nth ->
        [1] ar { $weekday } cyntaf y mis
        [2] ar ail { $weekday } y mis
        [3] ar drydydd { $weekday } y mis
        [4] ar bedwerydd { $weekday } y mis
       *[last] ar { $weekday } olaf y mis
    }
# $number: which day of the month, as a number
day-every-month-on = ar ddiwrnod { $number } o’r mis

## When it is not clear

when-not-understood = Ni ddeallais y diwrnod hwnnw. Rhowch gynnig arall arni.
when-past = Mae’r amser hwnnw wedi mynd. Teipiwch un sydd eto i ddod.
when-too-far = Mae hynny’n fwy na blwyddyn i ffwrdd. Dewiswch ddiwrnod o fewn blwyddyn.
when-which-first = Ar ba ddiwrnod mae’r un cyntaf? Teipiwch y cyfan eto, gyda’r diwrnod.
# $day: that day
when-other-weekday = Y diwrnod hwnnw yw { $day }. Teipiwch y diwrnod cywir eto.
when-ends-too-soon = Byddai’n gorffen cyn dechrau. Teipiwch hynny eto.
when-ends-too-late = Mae’n gorffen yn rhy bell i ffwrdd. Dewiswch ddiwedd o fewn blwyddyn.
when-which-time = Ni ddeallais yr amser. Gallwch deipio: 10:30, neu: 14:00.
when-which-length = Ni ddeallais pa mor hir. Gallwch deipio: 90.
