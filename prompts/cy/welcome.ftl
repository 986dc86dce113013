### draft: a first try at Welsh by people who are not translators.
### Welsh speakers must check every line before a group uses it. Then this note goes.

# First words, membership, practising, what is kept.

word-say-hello = dweud helo
    .also = shwmae
word-practise = ymarfer
word-what-is-kept = beth sy’n cael ei gadw
    .also = beth ydych chi’n ei gadw
word-stop = stopio
word-back = yn ôl
word-leave = gadael y grŵp

welcome-arrival = Helo. Alongside sydd yma. Rhaglen ydw i, nid person. Rwy’n cadw’r rhestr o bwy sy’n siarad nesaf. Nid oes dim arall ymlaen. Ar ôl dau gyfarfod, chi sy’n penderfynu.
    .easy = Helo. Alongside sydd yma. Rhaglen ydw i, nid person. Rwy’n cadw’r rhestr o bwy sy’n siarad nesaf. Chi sy’n penderfynu os arhosaf.
# $who: the person
welcome-looked-after = { $who } sy’n gofalu amdanaf.
welcome-to-see-words = I weld fy ngeiriau, teipiwch: { -sign }{ word-help }.
welcome-please-say-hello = Dwedwch helo wrthyf unwaith. Teipiwch: { -sign }{ word-say-hello }. Yna cawn sgwrs breifat, dim ond chi a fi.
    .easy = Dwedwch helo wrthyf. Teipiwch: { -sign }{ word-say-hello }. Yna cawn sgwrs breifat.
    .slash = Dwedwch helo wrthyf unwaith. Dewiswch y botwm, neu teipiwch: { word-say-hello }. Dim ond chi sy’n gweld fy ateb.
welcome-offer = Newydd yma? Gallwch ddweud helo wrthyf. Mae pawb yma’n gwneud hynny unwaith. Ni ofynnir dim gennych.
# $who: the person
welcome-hello = Helo, { $who }. Mae’n dda eich bod chi yma. Gallwch wylio yn gyntaf. Ni fydd neb yn eich galw. Am fwy, teipiwch: { word-menu }.
# $who: the person
welcome-known-already = Helo eto, { $who }. Rydym yn adnabod ein gilydd yn barod.
welcome-no-member = Nid ydych wedi dweud helo eto. Nid oes dim i’w adael.
welcome-really-leave = Byddwn yn anghofio eich enw a’ch lle. Byddwn yn anghofio eich atebion hefyd. Ni ddywedir wrth neb. Ydych chi am hynny?
welcome-left = Rwyf wedi anghofio eich enw. Mae croeso ’nôl i chi unrhyw bryd. Cymerwch ofal.
welcome-stopped = Mae hynny’n iawn. Rwyf wedi stopio.
welcome-nothing-to-stop = Mae hynny’n iawn. Nid oes dim ar agor nawr. Am fy ngeiriau, teipiwch: { word-help }.

practise-hand = Beth am ymarfer. Nid oes neb arall yn gweld hyn. Teipiwch: { word-hand-up }.
practise-card = Da iawn. Nawr cerdyn, pan fydd y siarad yn gyflym. Teipiwch: { word-slow }.
practise-pass = Da iawn. Ar eich tro, gallwch basio bob amser. Teipiwch: { word-pass }.
practise-done = Dyna’r cyfan sydd ei angen. Ni welodd neb hyn. Ni chaiff ei gadw.

# $day: the day the person said hello
kept-member = Rwy’n cadw eich enw. Rwy’n cadw’r diwrnod y dwedoch helo: { $day }. I gael eich anghofio, teipiwch: { word-leave }.
    .easy = Rwy’n cadw eich enw. Dwedoch helo ar { $day }.
kept-nothing = Nid wyf yn cadw dim amdanoch yma.
# $day: until that day
kept-facilitator = Rwy’n cadw eich bod yn arwain tan { $day }.
    .easy = Rwy’n cadw eich bod yn arwain tan { $day }.

practise-later = Mae cyfarfod ymlaen, felly mae geiriau’n cyfrif. Gallwch ymarfer wedyn.

# $who: the person who leads
welcome-to-begin = I ddechrau cyfarfod, mae { $who } yn teipio: { word-start }. I weld fy ngeiriau, teipiwch: { -sign }{ word-help }.
    .easy = I ddechrau, mae { $who } yn teipio: { word-start }. I weld fy ngeiriau, teipiwch: { -sign }{ word-help }.

word-again = unwaith eto
    .also = dangos fy ateb
word-private-chat = sgwrs breifat
    .also = agor sgwrs breifat
welcome-chat = Yma dim ond chi a fi sydd. Rwy’n cadw at eich cais. I weld beth gallwn ei wneud, teipiwch: { word-menu }.
    .easy = Yma dim ond chi a fi sydd. I weld mwy, teipiwch: { word-menu }.
welcome-chat-comes = Rwy’n ysgrifennu atoch nawr. Os na ddaw dim, mae hynny’n iawn. Mae popeth yn gweithio yma hefyd.
welcome-answer-waits = Mae ateb yma i rywun a ofynnodd. Dim ond nhw all ei ddarllen.
welcome-show-answer = Dangos fy ateb
welcome-nothing-again = Nid oes gennyf ddim mwy i chi nawr.
