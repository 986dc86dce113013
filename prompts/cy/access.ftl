### draft: a first try at Welsh by people who are not translators.
### Welsh speakers must check every line before a group uses it. Then this note goes.

# What helps me take part: chosen in private, read by whoever plans with no names and no numbers.

word-what-helps-me = beth sy’n fy helpu
word-may-alongside-ask-me = gaiff alongside ofyn i mi
word-planning-help = help gyda chynllunio

arg-answer = Ie neu na

## What can be chosen. Whoever plans reads the same words, in a list.

access-mornings = dechrau ar ôl 10:30
access-evenings = gorffen erbyn 7 yr hwyr
access-some-days = ddim ar rai dyddiau
access-monday = ddim ar ddydd Llun
access-tuesday = ddim ar ddydd Mawrth
access-wednesday = ddim ar ddydd Mercher
access-thursday = ddim ar ddydd Iau
access-friday = ddim ar ddydd Gwener
access-saturday = ddim ar ddydd Sadwrn
access-sunday = ddim ar ddydd Sul
access-large-print = print bras
access-easy-words = papurau mewn geiriau hawdd
access-plain-text = testun plaen i ddarllenydd sgrin
access-call-before = galwad ffôn cyn y cyfarfod
access-more-time = mwy o amser ar eich tro
access-breaks = egwyl bob 30 munud
access-company = dod â rhywun gyda chi
access-captions = capsiynau yn yr alwad
# $words: somebody’s own words
access-own = “{ $words }”

## The questions

access-begin = Beth sy’n eich helpu i gymryd rhan? Gallwch basio pob cwestiwn. Nid wyf byth yn gofyn pam.
access-begin-again = Beth am ddewis eto. Tan y diwedd, rwy’n cadw’r hyn a ddwedoch.
access-which-times = Pa amseroedd sy’n gweithio i chi? Gallwch ddewis sawl un, fel hyn: 1 2.
    .slash = Pa amseroedd sy’n gweithio i chi? Gallwch ddewis sawl un, fesul un.
access-which-days = Pa ddyddiau nad ydynt yn gweithio? Gallwch ddewis sawl un, fel hyn: 1 2.
    .slash = Pa ddyddiau nad ydynt yn gweithio? Gallwch ddewis sawl un, fesul un.
access-which-papers = Sut ddylai papurau ddod atoch? Gallwch ddewis sawl un, fel hyn: 1 2.
    .slash = Sut ddylai papurau ddod atoch? Gallwch ddewis sawl un, fesul un.
access-which-meeting = Beth sy’n eich helpu mewn cyfarfod? Mae camera wedi’i ddiffodd yn iawn bob amser. Gallwch ddewis sawl un.
access-own-line = Un llinell arall i bwy sy’n cynllunio? Dwedwch beth i’w wneud, nid pam. Mae pasio’n iawn.
# $seen: our text, what whoever plans would see
access-preview = Byddai pwy sy’n cynllunio’n gweld: { $seen } Nid oes enw arno. Gydag ychydig o atebion, gallent ddyfalu pwy.
    .easy = Byddai pwy sy’n cynllunio’n gweld: { $seen } Nid oes enw arno. Efallai y gallent ddyfalu pwy.
# $helps: our text, what was chosen
access-seen-ours = { $helps }.
# $words: somebody’s own words
access-seen-own = “{ $words }”. Dim ond os dewiswch hynny y caiff ei dangos.
    .easy = “{ $words }”. Dim ond os dewiswch hynny y caiff ei dangos.
# $helps: our text, what was chosen
# $words: somebody’s own words
access-seen-both = { $helps }. Hefyd: “{ $words }”. Dim ond os dewiswch hynny y caiff eich llinell ei dangos.
    .easy = { $helps }. Hefyd: “{ $words }”. Caiff eich llinell ei dangos os dewiswch hynny.
access-show-it = Ei ddangos
access-keep-for-now = Ei gadw nes i dri ateb
access-start-again = Dechrau eto
access-leave-it = Ei adael
access-without-names = Efallai fod enw yn eich llinell. Gallai ddangos pwy. Dwedwch hynny heb enwau.

## What came of it

access-kept-shown = Diolch. Mae pwy sy’n cynllunio yn ei weld nawr. I’w newid, teipiwch: { word-what-helps-me }.
# $own: yes when there is a line of their own
access-kept-held =
    { $own ->
        [yes] Diolch. Rwy’n ei gadw. Caiff ei ddangos pan fydd tri wedi ateb. Ni chaiff eich llinell ei dangos i neb. I’w newid, teipiwch: { word-what-helps-me }.
       *[no] Diolch. Rwy’n ei gadw. Caiff ei ddangos pan fydd tri wedi ateb. I’w newid, teipiwch: { word-what-helps-me }.
    }
    .easy =
    { $own ->
        [yes] Diolch. Rwy’n ei gadw. Caiff ei ddangos pan fydd tri wedi ateb. Ni chaiff eich llinell ei dangos i neb. I’w newid, teipiwch: { word-what-helps-me }.
       *[no] Diolch. Rwy’n ei gadw. Caiff ei ddangos pan fydd tri wedi ateb. I’w newid, teipiwch: { word-what-helps-me }.
    }
access-time-now = Mae gennych fwy o amser ar eich tro nawr.
    .easy = Mae gennych fwy o amser ar eich tro nawr.
access-chose-nothing = Mae hynny’n iawn. Nid wyf yn cadw dim amdano.
access-chose-nothing-now = Ni ddewisoch ddim. Rwy’n cadw’r hyn a ddwedoch o’r blaen. Ydy hynny’n iawn?
# $month: the month in which they said it
# $helps: our text, what was chosen
access-said = Ym mis { $month } dwedoch beth sy’n helpu: { $helps }. Ydy hynny’n iawn o hyd?
    .easy = Ym mis { $month } dwedoch: { $helps }. Ydy hynny’n iawn o hyd?
access-still-right = Ydy
access-change-it = Ei newid
access-forget-it = Ei anghofio
access-kept-on = Diolch. Rwy’n cadw ato.
access-forgotten = Rwyf wedi’i anghofio. Ni ddywedir wrth neb.
access-nothing-kept = Nid wyf yn cadw dim am hynny. I ddechrau, teipiwch: { word-what-helps-me }.

## Asked in private, of people who agreed

access-may-i-ask = Gaf i ofyn pethau i chi yma weithiau? Mae’r ddau ateb yn iawn.
access-will-ask = Diolch. Rwy’n gofyn yn anaml, a dim ond yma. I newid hynny, teipiwch: { word-may-alongside-ask-me }.
    .easy = Diolch. Rwy’n gofyn yn anaml. I newid hynny, teipiwch: { word-may-alongside-ask-me }.
access-will-not-ask = Mae hynny’n iawn. Ni fyddaf yn gofyn. I newid hynny, teipiwch: { word-may-alongside-ask-me }.
    .easy = Mae hynny’n iawn. Ni fyddaf yn gofyn. I newid hynny: { word-may-alongside-ask-me }.
# $month: the month in which they said it
# $helps: our text, what was chosen
access-is-it-right = Neges gan Alongside. Dwedoch y caf ofyn. Ym mis { $month } dwedoch beth sy’n helpu: { $helps }. Ydy hynny’n iawn o hyd? Nes i chi ateb, rwy’n cadw ato.
    .easy = Neges gan Alongside. Dwedoch y caf ofyn. Ym mis { $month } dwedoch: { $helps }. Ydy hynny’n iawn o hyd? Nes i chi ateb, rwy’n cadw ato.
access-ask-later = Gofyn eto wedyn
access-never-ask = Peidio â gofyn pethau o’r fath
access-later = Mae hynny’n iawn. Gofynnaf eto ymhen mis. Tan hynny rwy’n cadw ato.

## For whoever plans

# $helps: our text, what helps people in this group
access-planning = Beth sy’n helpu yn y grŵp hwn: { $helps }.
# $words: somebody’s own words
access-planning-own = Yng ngeiriau rhywun: “{ $words }”.
access-no-names = Nid wyf yn dweud enwau na rhifau. Peidiwch â cheisio dyfalu pwy.
access-no-instructions = Nid oes gennyf ddim i’w ddangos nawr. Gall pobl ddweud wrthyf beth sy’n helpu. Yn breifat, maent yn teipio: { word-what-helps-me }. Gall rhai aros os oes ychydig o atebion.
    .easy = Nid oes gennyf ddim i’w ddangos nawr. Gall pobl ddweud beth sy’n helpu. Yn breifat, maent yn teipio: { word-what-helps-me }.

## What is kept about me

# $day: the day on which they said it
# $helps: our text, what was chosen
access-keep = Ar { $day } dwedoch beth sy’n helpu: { $helps }. I’w newid, teipiwch: { word-what-helps-me }.
    .easy = Ar { $day } dwedoch beth sy’n helpu: { $helps }. I’w newid, teipiwch: { word-what-helps-me }.
access-seen-now = Mae pwy sy’n cynllunio’n ei weld, heb enw.
# $own: yes when there is a line of their own
access-seen-later =
    { $own ->
        [yes] Caiff ei ddangos pan fydd tri wedi ateb. Nid oes enw arno. Ni chaiff eich llinell ei dangos i neb.
       *[no] Caiff ei ddangos pan fydd tri wedi ateb. Nid oes enw arno.
    }
    .easy =
    { $own ->
        [yes] Caiff ei ddangos pan fydd tri wedi ateb. Nid oes enw arno. Ni chaiff eich llinell ei dangos i neb.
       *[no] Caiff ei ddangos pan fydd tri wedi ateb. Nid oes enw arno.
    }
# $says: yes, no, or asked and not answered
access-keep-asking =
    { $says ->
        [yes] Dwedoch y caf ofyn pethau i chi. I newid hynny, teipiwch: { word-may-alongside-ask-me }.
        [no] Dwedoch na chaf ofyn pethau i chi. I newid hynny, teipiwch: { word-may-alongside-ask-me }.
       *[asked] Gofynnais unwaith, ac nid ydych wedi dweud. Felly nid wyf yn gofyn. I newid hynny, teipiwch: { word-may-alongside-ask-me }.
    }
    .easy =
    { $says ->
        [yes] Dwedoch y caf ofyn pethau i chi. I newid hynny: { word-may-alongside-ask-me }.
        [no] Dwedoch na chaf ofyn pethau i chi. I newid hynny: { word-may-alongside-ask-me }.
       *[asked] Gofynnais unwaith, ac nid ydych wedi dweud. I newid hynny: { word-may-alongside-ask-me }.
    }
