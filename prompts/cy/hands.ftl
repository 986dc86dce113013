### draft: a first try at Welsh by people who are not translators.
### Welsh speakers must check every line before a group uses it. Then this note goes.

# The list of hands, cards and quiet. Names of people stay as they are after every word.

word-hand-up = llaw i fyny
    .also = codi llaw | codi fy llaw | hoffwn siarad
word-hand-down = llaw i lawr
    .also = gostwng fy llaw
word-pass = pasio
    .also = hoffwn basio
word-not-yet = ddim eto
    .also = nes ymlaen
word-slow = arafach
    .also = yn arafach | rhy gyflym
word-send-slow = anfon arafach
word-explain = esbonio
    .also = esboniwch | dwedwch hynny eto | dw i ddim yn deall
word-send-explain = anfon esbonio
word-pause = saib
    .also = seibiant byr
word-send-pause = anfon saib
word-send-nothing = anfon dim
word-check = gwirio
    .also = gwirio gyda phawb
word-quiet = tawelwch
    .also = distawrwydd
word-carry-on = mynd ymlaen
    .also = cario ymlaen
word-question-this = cwestiynu hyn
    .also = cwestiwn am hyn
word-who-is-next = pwy sydd nesaf
    .also = pwy nesaf
word-step-out = camu allan
word-give-me-time = rhowch amser i mi
    .also = mwy o amser
word-next = nesaf
    .also = person nesaf
word-raise = llaw i fyny dros
word-hand-down-for = llaw i lawr dros
word-by-phone = ar y ffôn
    .also = ar y ffon
word-order = trefn
word-time-hint = nodyn amser

# $place: the place on the list
hands-up =
    { $place ->
        [1] Mae eich llaw i fyny. Chi sydd gyntaf.
        [2] Mae eich llaw i fyny. Chi sydd yn ail.
        [3] Mae eich llaw i fyny. Chi sydd yn drydydd.
       *[other] Mae eich llaw i fyny. Chi sydd yn rhif { $place }.
    }
hands-why-in-room = Teipiwch eich geiriau yn yr ystafell. Nid wyf wedi eu dangos.
hands-down = Mae eich llaw i lawr.
hands-question-up = Bydd eich cwestiwn yn mynd yn gyntaf.
hands-place-kept = Mae eich lle yn saff. Dewch yn ôl pan fyddwch yn barod.
hands-passed = Mae hynny’n iawn.
hands-stepped-out = Nid ydych ar y rhestr nawr. Ni ddywedwyd wrth neb.
hands-take-your-time = Cymerwch eich amser. Ni fydd neb yn eich brysio heddiw.

# $who: the person
# $place: the place on the list
hands-up-for = { $who } sydd yn rhif { $place } ar y rhestr.
# $who: the person
hands-down-for = Nid yw { $who } ar y rhestr nawr.
# $who: the person
hands-phone-added = Mae { $who } ar y ffôn. Gallwch siarad dros { $who } yma.
# $who: the person
hands-raise-them = Codi llaw { $who }

# $hands: the names in order
hands-list = Dwylo: { $hands }.
hands-list-empty = Nid oes neb yn aros.
# $who: the person who speaks
hands-speaking = Mae { $who } yn siarad.
# $who: the person whose turn it is
hands-your-turn = { $who }, eich tro chi yw hi.
# $who: the next person
hands-following = Nesaf: { $who }.
# $who: the person who is asked
hands-can-you-answer = { $who }, allwch chi ateb hynny nawr, neu erbyn diwrnod?
    .easy = { $who }, allwch chi ateb nawr, neu erbyn diwrnod?
hands-who-can-answer = Pwy all ateb hynny nawr, neu erbyn diwrnod?
    .easy = Pwy all ateb nawr, neu erbyn diwrnod?
hands-nobody-follows = Nid oes neb yn aros.
hands-nobody-next = Nid oes neb yn aros. I siarad, teipiwch: { word-hand-up }.
# $who: the person
hands-on-phone = { $who } ar y ffôn
# $who: the person
hands-with-question = { $who } gyda chwestiwn
hands-how-to-speak = I siarad, teipiwch: { word-hand-up }. Gallwch gwestiynu unrhyw beth. Teipiwch: { word-question-this }.
hands-next-button = Person nesaf
hands-board-closed = Mae’r cyfarfod wedi gorffen. Mae’r rhestr yn wag.
hands-board-stops = Ni fydd y neges hon yn newid mwy. Bydd llinellau newydd yn dweud pwy sydd nesaf.

# Cards. They show no name, so each must make sense by itself.
hands-card-slow = Cerdyn: arafach. Ewch ychydig yn arafach, os gwelwch yn dda.
hands-card-explain = Cerdyn: esbonio. Dwedwch hynny eto mewn geiriau eraill. Mae pawb yn cadw eu lle.
# $who: the person who leads today
hands-card-pause = Cerdyn: saib. { $who }, gawn ni seibiant byr?
hands-card-up = Mae eich cerdyn i fyny. Ni ddangosir enw.
hands-card-promise = Nid wyf yn dweud nac yn cadw pwy. Gall pobl sy’n eich gweld ddyfalu.
# $few: how many people
# $who: the person who leads today
hands-card-few =
    { $few ->
        [0] Dim ond chi allai fod wedi anfon hwn. Byddent yn gwybod. Beth hoffech chi?
        [1] Dim ond dau allai fod wedi anfon hwn. Gallent ddyfalu. Beth hoffech chi?
       *[other] Dim ond { $few } allai fod wedi anfon hwn. Gallent ddyfalu. Beth hoffech chi?
    }
hands-send-it = Anfon
# $who: the person who leads today
hands-let-lead-check = Gadael i { $who } wirio gyda phawb
hands-leave-it = Gadael
hands-nothing-sent = Mae hynny’n iawn. Ni ddangoswyd dim i neb.
hands-card-in-quiet = Mae’n dawel nawr. Ni ddangosir cerdyn. Gallwch ei anfon eto wedyn.
hands-check-asked = Gofynnais am wirio gyda phawb. Ni roddwyd enw.
hands-check = Gofynnwch i bawb: ydy hyn yn glir?

hands-quiet = Mae Alongside yn dawel nawr. Nid oes brys. Pan fyddwch yn barod, teipiwch: { word-carry-on }.
hands-quiet-already = Mae’n dawel yn barod. Pan fyddwch yn barod, teipiwch: { word-carry-on }.
hands-quiet-now = Mae’n dawel nawr. Ni fyddaf yn galw neb. I fynd ymlaen, teipiwch: { word-carry-on }.
hands-quiet-long = Mae wedi bod yn dawel am 20 munud. Nid oes brys. I fynd ymlaen, teipiwch: { word-carry-on }.
hands-not-quiet = Nid yw’n dawel nawr. Gallwch fynd ymlaen.
hands-carry-on = Awn ymlaen. Nid oes neb yn aros. I siarad, teipiwch: { word-hand-up }.
# $hands: the names in order
hands-carry-on-places = Awn ymlaen. Mae’r lleoedd yn saff: { $hands }.

hands-back = Croeso ’nôl.
hands-back-late = Roeddwn i ffwrdd. Mae’r egwyl ar ben.
# $number: how many people
# $hands: the names in order
hands-places-kept =
    { $number ->
        [1] Mae un lle yn saff: { $hands }.
       *[other] Mae’r lleoedd yn saff: { $hands }.
    }
# $time: when the break is over
hands-break-goes-on = Mae’r egwyl yn para tan { $time }. Gall rhywun sy’n arwain ei gorffen nawr.
# $time: when the break is over
hands-break-after-quiet = Mae’r tawelwch ar ben. Mae’r egwyl yn para tan { $time }.

hands-no-session = Nid oes cyfarfod nawr. Mae’r gair hwn yn gweithio mewn cyfarfod.
hands-not-up = Nid yw eich llaw i fyny. I’w chodi, teipiwch: { word-hand-up }.
hands-not-your-turn = Nid eich tro chi yw hi nawr. Mae hynny’n iawn.
hands-nobody-waiting = Nid oes neb yn aros. I siarad, teipiwch: { word-hand-up }.
# $who: the person who speaks
hands-just-started = Mae { $who } newydd ddechrau.
hands-just-moved = Mae’r rhestr newydd symud ymlaen.
hands-list-full = Mae’r rhestr yn llawn nawr. Rhowch gynnig arall cyn hir.
# $who: the person
hands-own-hand = Gall { $who } wneud hynny. Gall rhywun sy’n arwain ei wneud hefyd.
# $name: the name as it was typed
hands-who-is-that = Nid wyf yn adnabod “{ $name }” yma. Ai rhywun ar y ffôn? Gall rhywun sy’n arwain eu hychwanegu.
# $name: the name as it was typed
hands-add-by-phone = Ychwanegu “{ $name }” ar y ffôn
# $name: the name as it was typed
hands-name-taken = Mae “{ $name }” yma yn barod. Ychwanegwch lythyren neu air.
hands-which-order = Ym mha drefn y dylid galw dwylo?
hands-new-voices = Lleisiau newydd yn gyntaf
hands-first-come = Y llaw gyntaf yn gyntaf
hands-order-new-voices = O hyn ymlaen, lleisiau newydd sy’n mynd gyntaf.
hands-order-first-come = Nawr y llaw gyntaf sy’n mynd gyntaf.
# $minutes: how many minutes
hands-hint-set =
    { $minutes ->
        [1] Dywedaf wrthych chi ar ôl munud. Neb arall.
       *[other] Dywedaf wrthych chi ar ôl { $minutes } munud. Neb arall.
    }
hands-hint-soon = Byddai hynny’n brysio pobl. Gallaf ddweud wrthych ar ôl 2 funud neu fwy. I’w stopio, teipiwch: { word-time-hint } 0.
    .easy = Byddai hynny’n brysio pobl. Gall fod yn 2 funud neu fwy. I’w stopio, teipiwch: { word-time-hint } 0.
hands-hint-late = Gallaf ddweud wrthych ar ôl 60 munud ar y mwyaf. I’w stopio, teipiwch: { word-time-hint } 0.
    .easy = Gall fod yn 60 munud ar y mwyaf. I’w stopio, teipiwch: { word-time-hint } 0.
# $minutes: how many minutes
hands-hint-off = Ni ddywedaf ddim mwy am droeon hir.
# $who: the person who speaks
# $minutes: how many minutes
hands-long =
    { $minutes ->
        [1] Mae { $who } wedi siarad am funud. Chi sy’n penderfynu beth sy’n garedig.
       *[other] Mae { $who } wedi siarad am { $minutes } munud. Chi sy’n penderfynu beth sy’n garedig.
    }
hands-sum-up = Mae pump o bobl wedi siarad. Gallech aros, clywed rhywbeth newydd, bod yn dawel, neu grynhoi.
    .easy = Mae pump o bobl wedi siarad. Gallech grynhoi, neu fynd ymlaen.

late-hand-up = Roeddwn i ffwrdd. Nid yw eich llaw i fyny. Dwedwch hynny eto.
late-hand-down = Roeddwn i ffwrdd. Efallai fod eich llaw i fyny. Dwedwch hynny eto.
late-pass = Roeddwn i ffwrdd. Collais eich gair. Mae hynny’n iawn.
late-not-yet = Roeddwn i ffwrdd. Dwedwch hynny eto.
late-slow = Roeddwn i ffwrdd. Ni ddangoswyd eich cerdyn. Dwedwch hynny eto.
late-explain = Roeddwn i ffwrdd. Ni ddangoswyd eich cerdyn. Dwedwch hynny eto.
late-pause = Roeddwn i ffwrdd. Ni ddangoswyd eich cerdyn. Dwedwch hynny eto.
late-check = Roeddwn i ffwrdd. Nid wyf wedi gofyn am wirio. Dwedwch hynny eto.
late-quiet = Roeddwn i ffwrdd. Ydy tawelwch yn helpu o hyd? Dwedwch hynny eto.
late-question-this = Roeddwn i ffwrdd. Collais eich cwestiwn. Gofynnwch eto.
late-who-is-next = Roeddwn i ffwrdd. Gofynnwch eto.
late-step-out = Roeddwn i ffwrdd. Efallai eich bod ar y rhestr. Dwedwch hynny eto.
late-next = Roeddwn i ffwrdd. Ni alwais neb. Dwedwch hynny eto.
late-raise = Roeddwn i ffwrdd. Nid yw’r llaw honno i fyny. Dwedwch hynny eto.
late-hand-down-for = Roeddwn i ffwrdd. Efallai fod y llaw i fyny. Dwedwch hynny eto.

needs-raise = Llaw pwy? Teipiwch: { word-raise }, a’r enw.
needs-hand-down-for = Llaw pwy? Teipiwch: { word-hand-down-for }, a’r enw.
needs-by-phone = Pwy sydd ar y ffôn? Teipiwch: { word-by-phone }, a’r enw.
needs-time-hint = Ar ôl sawl munud, o 2 i 60? Teipiwch: { word-time-hint } 5. I’w stopio, teipiwch: { word-time-hint } 0.

hands-kept = Mewn cyfarfod rwy’n cadw’r rhestr o ddwylo. Ar y diwedd rwy’n ei hanghofio.
    .easy = Rwy’n cadw’r rhestr o ddwylo. Wedyn rwy’n ei hanghofio.
hands-kept-cards = Nid wyf byth yn nodi pwy anfonodd gerdyn heb enw.
    .easy = Nid wyf byth yn cadw pwy anfonodd gerdyn.
# $why: their own words, typed in the room
hands-about = Am: “{ $why }”.
hands-phone-name = Pwy sydd ar y ffôn? Teipiwch yr enw.
# $name: the name as it was typed
hands-phone-preview = Bydd yr ystafell yn darllen: “{ $name } ar y ffôn”. A gaf i?
    .easy = Bydd yr ystafell yn darllen: “{ $name }”. A gaf i?

# $who: y person
hands-not-up-for = Nid yw { $who } ar y rhestr.
