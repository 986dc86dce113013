### draft: a first try at Welsh by people who are not translators.
### Welsh speakers must check every line before a group uses it. Then this note goes.

# Planning meetings: what is asked, the posts about them, reminders.

word-plan = cynllunio
    .also = cynllunio cyfarfod | cyfarfod newydd
word-move-meeting = symud cyfarfod
word-cancel-meeting = canslo cyfarfod
word-when = pryd
    .also = pryd rydym yn cwrdd | y cyfarfod nesaf
word-quiet-hours = oriau tawel

needs-quiet-hours = Pryd mae’n dawel? Teipiwch: { -sign }{ word-quiet-hours } 20:00 to 8:00.
arg-hours = O pryd tan pryd

## Questions

planning-aim = Beth hoffem adael gydag ef? Mae un llinell fer yn ddigon.
planning-can = Beth gallwn ei newid gyda’n gilydd?
planning-by = Erbyn pryd y caiff ei benderfynu? Er enghraifft: 1 Mehefin.
planning-time = Faint o’r gloch? Gallwch deipio: 10:30, neu: 14:00.
planning-minutes = Pa mor hir yw’r cyfarfod? Gallwch deipio: 90.
# $minutes: how many minutes
planning-so-long = { $minutes } munud
planning-ways = Sut arall gall pobl ymuno? Teipiwch y ddolen, neu’r rhif ffôn.
planning-note = Oes un rhan yn anodd? Teipiwch am beth mae’n sôn. Rwy’n dweud wrth bobl cyn y cyfarfod.
planning-nothing = Gall popeth newid
planning-only-here = Dim ond yma
planning-none = Dim rhan anodd
# $most: a number
planning-shorter = Mae hynny’n hir i’w ddarllen. Dwedwch hynny mewn { $most } gair ar y mwyaf.
    .easy = Mae hynny braidd yn hir. Defnyddiwch { $most } gair ar y mwyaf.

## The post of a plan

planning-post-it = Ei bostio
planning-change-it = Ei newid
planning-leave-it = Ei adael
planning-left-it = Mae hynny’n iawn. Ni phostiais ddim, ac nid wyf yn cadw dim.
    .easy = Mae hynny’n iawn. Ni phostiais ddim.
planning-draft-gone = Nid yw’r neges honno’n gyfredol nawr. Ni phostiwyd dim. I ddechrau eto, teipiwch: { word-plan }.
planning-too-late-now = Mae’r amser hwnnw wedi mynd. Ni phostiwyd dim. Gallwch ei newid.
planning-which-part = Beth ddylwn ei ofyn eto? Mae’r gweddill yn aros.
planning-part-aim = Beth hoffem adael gydag ef
planning-part-can = Beth all newid
planning-part-cannot = Beth na all newid
planning-part-decides = Pwy sy’n penderfynu, ac erbyn pryd
planning-part-when = Pryd rydym yn cwrdd
planning-part-minutes = Pa mor hir
planning-part-ways = Sut gall pobl ymuno
planning-part-note = Y rhan anodd

# $who: the person
planning-planned-by = Cyfarfod, wedi’i gynllunio gan { $who }.
# $day: the day
# $time: the time
planning-we-meet = Rydym yn cwrdd { $day } am { $time }.
# $days: our text, a list of days
planning-next-three = Y tri nesaf: { $days }.
# $day: the day of the last one
planning-last-one = Mae’r un olaf { $day }.
# $minutes: how many minutes
planning-long = Mae’n para { $minutes } munud.
# $aim: somebody’s own words
planning-we-leave-with = Rydym am adael gyda: “{ $aim }”.
# $can: somebody’s own words
planning-we-can = Gallwn newid: “{ $can }”.
# $cannot: somebody’s own words
# $because: somebody’s own words
planning-we-cannot = Ni allwn newid: “{ $cannot }”. Pam: “{ $because }”.
# $decides: somebody’s own words
# $by: somebody’s own words
planning-who-decides = Pwy sy’n penderfynu: “{ $decides }”. Erbyn pryd: “{ $by }”.
# $ways: somebody’s own words
planning-ways-in = Ffyrdd i mewn: yr ystafell hon, “{ $ways }”.
planning-ways-only-here = Rydym yn cwrdd yn yr ystafell hon.
# $note: somebody’s own words
planning-hard-part = Mae un rhan am: “{ $note }”. Gall beri gofid i rai ohonom. Gallwch gamu allan unrhyw bryd.
planning-question-it = Gallwch gwestiynu unrhyw ran o hyn.

## In time

planning-late = Mae’r neges hon yn hwyr. Roeddwn wedi fy niffodd.
planning-held = Mae’r neges hon yn hwyr. Roedd yn dawel.
# $today: yes, if it is on the same day
# $day: the day
# $time: the time
# $ways: somebody’s own words, or none
planning-soon =
    { $today ->
        [yes] Rydym yn cwrdd heddiw am { $time }.
       *[no] Rydym yn cwrdd { $day } am { $time }.
    } { $ways ->
        [none] Rydym yn cwrdd yn yr ystafell hon.
       *[some] Ffyrdd i mewn: yr ystafell hon, “{ $ways }”.
    } Mae camera wedi’i ddiffodd yn iawn.
# $today: yes, if it is on the same day
# $day: the day
# $time: the time
# $aim: somebody’s own words
# $ways: somebody’s own words, or none
planning-before =
    { $today ->
        [yes] Rydym yn cwrdd heddiw am { $time }.
       *[no] Rydym yn cwrdd { $day } am { $time }.
    } Rydym am adael gyda: “{ $aim }”. { $ways ->
        [none] Rydym yn cwrdd yn yr ystafell hon.
       *[some] Ffyrdd i mewn: yr ystafell hon, “{ $ways }”.
    }

## One of them is moved or called off

planning-nothing-planned = Nid oes cyfarfod wedi’i gynllunio nawr. Gall pwy sy’n arwain deipio: { word-plan }.
planning-move-which = Pa gyfarfod ddylwn ei symud?
planning-cancel-which = Pa gyfarfod ddylwn ei ganslo?
# $day: the day
# $time: the time
planning-that-one = { $day } am { $time }
planning-no-such-meeting = Mae’r cyfarfod hwnnw wedi bod, neu wedi’i ganslo. I weld y nesaf, teipiwch: { word-when }.
planning-how-many = Dim ond hwn, neu’r rhai wedyn hefyd?
planning-only-this = Dim ond hwn
planning-this-and-after = Hwn a phob un wedyn
# $day: the day it was
# $time: the time it was
planning-moved = Mae ein cyfarfod { $day } am { $time } wedi symud.
    .easy = Symudodd ein cyfarfod { $day } am { $time }.
# $day: the new day
# $time: the new time
planning-now-at = Mae nawr { $day } am { $time }.
# $aim: somebody’s own words
planning-aim-stays = Rydym yn dal am adael gyda: “{ $aim }”.
# $day: the day
# $time: the time
planning-cancelled = Nid ydym yn cwrdd { $day } am { $time }.
    .easy = Nid ydym yn cwrdd { $day } am { $time }.
# $day: the day
planning-ended = O { $day }, mae’r cyfarfodydd hyn ar ben.
    .easy = O { $day }, mae’r cyfarfodydd hyn ar ben.
# $aim: somebody’s own words
planning-was-about = Roedd am: “{ $aim }”.
# $day: the day
# $time: the time
planning-next-is = Mae’r cyfarfod nesaf { $day } am { $time }.
# $days: our text, a list of days
planning-after-that = Wedi hynny: { $days }.
# $day: the day
# $time: the time
planning-day-and-time = { $day } am { $time }
# $begins: the time
# $ends: the time
planning-quiet-hours = O { $begins } i { $ends } nid wyf yn postio dim fy hun. Ond rwy’n dweud 15 munud cyn cyfarfod.
    .easy = O { $begins } i { $ends } nid wyf yn postio. Ond rwy’n dweud 15 munud cyn cyfarfod.
planning-kept = Rwy’n cadw neges am gyfarfod nad ydych wedi’i phostio.
    .easy = Rwy’n cadw neges am gyfarfod nad yw wedi’i phostio.

## More questions, papers, and what goes into the posts

# $day: the day
# $time: the time
planning-for-that-time = Mae hyn ar gyfer { $day } am { $time }. Rwy’n gofyn am y gweddill.
    .easy = Mae hyn ar gyfer { $day } am { $time }. Rwy’n gofyn am y gweddill.
planning-cannot = Beth na allwn ei newid, a pham? Teipiwch pam ar ôl: because.
planning-because = Oherwydd beth? Mae’r grŵp yn darllen y rheswm hefyd.
planning-decides = Pwy sy’n penderfynu? Er enghraifft: pob un ohonom.
planning-when = Pryd rydym yn cwrdd? Er enghraifft: dydd Mawrth 12 Mai 10:30.
planning-new-time = Pryd mae nawr? Er enghraifft: dydd Iau 14 Mai 10:30.
# $helps: our text, what helps people here
planning-why-then = Beth sy’n helpu yma: { $helps }. Mae’r amser hwn yn mynd yn groes i hynny. Pam yr amser hwn? Mae’r ystafell yn darllen eich rheswm.
    .easy = Beth sy’n helpu yma: { $helps }. Nid yw’r amser hwn yn ffitio. Pam yr amser hwn? Mae’r ystafell yn darllen eich rheswm.
planning-other-time = Dewis amser arall
planning-papers = Oes papurau i’w darllen cyn y cyfarfod? Teipiwch pa rai.
planning-no-papers = Dim papurau
planning-due = Sawl diwrnod cyn y cyfarfod daw’r papurau? Er enghraifft: 7.
planning-which-days = Ni ddeallais sawl diwrnod. Gallwch deipio: 7.
# $formats: our text, formats of papers
planning-formats-agreed = Mae ar bobl yma angen: { $formats }.
planning-no-room = Mae hynny’n fyr, heb amser i egwyl. Gallwch ei wneud yn hirach.
planning-does-not-fit = Nid yw’r amser hwnnw’n ffitio mwyach. Ni phostiwyd dim. Gallwch ei newid.
planning-part-papers = Papurau, ac erbyn pryd
planning-post-with-file = Ei bostio gyda ffeil calendr
# $group: the name of the group, or none
planning-draft =
    { $group ->
        [none] Mae hwn yn mynd i’ch grŵp. Nid yw wedi’i bostio eto. Mae’n dweud:
       *[other] Mae hwn yn mynd i { $group }. Nid yw wedi’i bostio eto. Mae’n dweud:
    }
# $day: the day of the first one
# $time: the time
# $rule: our text, how often
planning-we-meet-then = Rydym yn cwrdd { $day } am { $time }, ac yna { $rule }.
    .easy = Rydym yn cwrdd { $day } am { $time }, yna { $rule }.
# $day: the day
# $jumps: the time at which it jumps
# $time: the time of the meeting then
planning-clock-jumps = Ar { $day } mae’r cloc yn neidio am { $jumps }. Rydym yn cwrdd am { $time }.
    .easy = Ar { $day } mae’r cloc yn neidio am { $jumps }. Rydym yn cwrdd am { $time }.
# $day: the day
# $time: the time of the meeting
planning-comes-twice = Ar { $day }, daw { $time } ddwywaith. Rydym yn cwrdd y tro cyntaf.
# $times: our text, the time of the break
planning-break = Egwyl am { $times }.
# $times: our text, the times of the breaks
planning-breaks = Egwyliau am { $times }.
# $time: a time
planning-at-time = { $time }
# $minutes: how many minutes
planning-open-end = Mae’r { $minutes } munud olaf ar agor.
