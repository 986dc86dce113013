### draft: a first try at Welsh by people who are not translators.
### Welsh speakers must check every line before a group uses it. Then this note goes.

# Starting and ending a meeting.

word-start = dechrau
    .also = dechrau’r cyfarfod
word-end = gorffen
    .also = gorffen y cyfarfod
word-send-alongside-away = anfon alongside i ffwrdd

sessions-good-morning = Bore da.
sessions-good-afternoon = Prynhawn da.
sessions-good-evening = Noswaith dda.
# $greeting: good morning, or another greeting
# $who: the person who leads
sessions-opening = { $greeting } Alongside ydw i, rhaglen. { $who } sy’n arwain heddiw.
# $greeting: good morning, or another greeting
sessions-greeting = { $greeting }
sessions-introduction = Alongside ydw i, rhaglen.
# $who: the person who leads
sessions-leads-today = { $who } sy’n arwain heddiw.
# $aim: somebody’s own words
sessions-aim = Rydym am adael gyda: “{ $aim }”.
# $can: somebody’s own words
sessions-can = Gallwn newid: “{ $can }”.
# $cannot: somebody’s own words
# $because: somebody’s own words
sessions-cannot = Ni allwn newid: “{ $cannot }”. Pam: “{ $because }”.
# $decides: somebody’s own words
# $by: somebody’s own words
sessions-decides = Pwy sy’n penderfynu: “{ $decides }”. Erbyn pryd: “{ $by }”.
sessions-closing = Diolch, bawb. Mae’r cyfarfod wedi gorffen. Rwyf wedi anghofio’r rhestr o ddwylo.
# $day: the day
# $time: the time
sessions-meet-again = Byddwn yn cwrdd eto { $day } am { $time }.
    .easy = Byddwn yn cwrdd eto { $day } am { $time }.
sessions-may-i-stay = Rydym wedi cwrdd ddwywaith gyda mi yma. A ddylwn i aros? Siaradwch am hyn gyda’ch gilydd. Os na, gall pwy sy’n arwain fy anfon. Yn breifat, teipiwch: { word-send-alongside-away }.
    .slash = Rydym wedi cwrdd ddwywaith gyda mi yma. A ddylwn i aros? Siaradwch am hyn gyda’ch gilydd. Os na, gall pwy sy’n arwain deipio: { word-send-alongside-away }.
sessions-already-on = Mae’r cyfarfod eisoes wedi dechrau. I’w orffen, teipiwch: { word-end }.
sessions-still-on = Mae’r cyfarfod ymlaen ers pedair awr. A yw ar ben? Yna teipiwch: { word-end }.
# $day: the day on which it began
sessions-still-open = Mae cyfarfod yn dal ar agor, ers { $day }. A yw ar ben? Yna teipiwch: { word-end }.
    .easy = Mae cyfarfod ar agor ers { $day }. A yw ar ben? Yna teipiwch: { word-end }.
sessions-really-go = Byddwn yn ffarwelio yn yr ystafell. Yna byddwn yn anghofio’r grŵp hwn. Ni ellir ei ddadwneud. Ydych chi am hynny?
sessions-goodbye = Hwyl fawr, a diolch am fy nghael. Rwyf wedi anghofio’r grŵp hwn. Gallwch fy nhynnu o’r ystafell nawr.
sessions-gone = Mae wedi’i wneud. Rwyf wedi anghofio’r grŵp.

sessions-quiet-first = Mae’n dawel nawr. I orffen beth bynnag, teipiwch: { word-carry-on }. Yna teipiwch: { word-end }.
