# News of the month: what was said, and what came of it. As a post, and as a file for outside.

word-news = news
    .also = our news
    .help = Read the newest news of our group.
word-out-of-news = out of news
    .also = take out of news
    .help = Take your own words out of the news.
word-let-news-out = let news out
    .help = Ask the group whether the news may leave it.
word-text-as-word = text as word
    .help = Get this text as a Word file.
word-text-as-plain = text as plain
    .help = Get this text as plain text.
word-group-lets-out = group lets out
    .help = Say that the group said yes.
word-keep-it-here = keep it here
    .help = Say that this text is to stay here for now.

needs-out-of-news = Which point? Type: { word-out-of-news }, and its number.
arg-which = Which one

## What the room reads

# $count: of how many points it tells
news-here = Our news is here, as a file. { $count ->
        [one] It tells what came of one point.
       *[other] It tells what came of { $count } points.
    }
# $day: the first day on which it may leave
news-stays-until = It stays in our group until { $day }, and longer if you like.
    .easy = It stays in our group until { $day }.
# $number: the number of a point
news-how-to-take-out = Your own words can come out. In private, type: { word-out-of-news } { $number }.
    .slash = Your own words can come out. In private: { word-out-of-news } { $number }.
# $kind: news or report
news-shown-anew = { $kind ->
        [news] Our news is here again, as a file.
       *[report] Our report is here again, as a file.
    } This is the text now.
news-nothing-new = There is no change to tell you this month.
    .easy = Nothing has changed this month.
# $count: how many
# $numbers: our text, a list of numbers
news-still-open = { $count ->
        [one] One point is still being worked on: { $numbers }.
       *[other] { $count } points are still being worked on: { $numbers }.
    }
    .easy = { $count ->
        [one] One point is still open: { $numbers }.
       *[other] { $count } points are still open: { $numbers }.
    }
# $day: the day
news-more-on = More news comes on { $day }.

## For whoever asks

# $day: the day they were made
news-once-more = Our news of { $day } is here, as a page.
    .easy = Our news of { $day } is here.
news-other-forms = You can also have it as:
news-as-word = A Word file
news-as-plain = Plain text
news-here-as-word = Here it is, as a Word file in large print.
    .easy = Here it is in Word, in large print.
news-here-as-plain = Here it is, as plain text.
news-none-yet = There is no news yet. It comes on the first Tuesday of a month.
    .easy = There is no news yet. It comes on a first Tuesday.
news-is-changed = Some words came out. First the group reads what is left.
    .easy = It was changed. First the group reads it.
news-is-ready = It can leave our group once we say yes.
    .easy = It can leave once we say yes.
news-is-out = We have said yes: it may be handed on.
    .easy = We said yes: it may be handed on.

## Taking words out

# $number: the number of a point
news-taken-out = The words of point { $number } are out.
# $day: the day
news-days-begin-again = On { $day } the group reads what is left. Then the five working days begin again.
    .easy = On { $day } the group reads the rest. The five days begin again.
news-cannot-call-back = What was handed on before, I cannot call back. I am sorry.
    .easy = What left before, I cannot call back. I am sorry.
# $number: the number of a point
news-not-in-it = Point { $number } is in no text of ours. Nothing was changed.
# $number: the number of a point
news-not-yours = Point { $number } can be taken out by who said it, or by who leads.
    .easy = Whoever said point { $number } can take it out. Whoever leads can, too.

## Letting it out

# $day: the first day on which it may leave
news-not-before = The group has this text until { $day }. You can ask then.
    .easy = The group has it until { $day }. Ask then.
news-not-arrived = This text has not reached every room yet. I show it again. You can ask later.
    .easy = It has not reached every room yet. I show it again.
# $who: the person who asks
# $day: the day they were made
news-may-it-leave = { $who } asks: may our news of { $day } leave our group?
    .easy = { $who } asks: may our news of { $day } leave?
news-no-is-fine = Not yet is a good answer. Nobody has to say why.
# $who: the person who asks
# $number: the number of the text
news-say-yes = When people have said yes, { $who } types: { -sign }{ word-group-lets-out } { $number } all.
    .easy = After a yes, { $who } types: { -sign }{ word-group-lets-out } { $number } all.
# $number: the number of the text
news-say-not-yet = To say it, type: { -sign }{ word-keep-it-here } { $number }.
news-we-say-yes = The group says yes
news-not-yet = Not yet
# $day: the day they were made
news-let-out = Our news of { $day } may be handed on now. You said yes. Here is the file.
    .easy = Our news of { $day } may go out now. Here is the file.
news-kept-here = It stays in our group for now. Somebody would like that.
    .easy = It stays in our group for now.
news-asked-no-more = That is not asked any more. Nothing was changed.
    .easy = That is over. Nothing was changed.

## By e-mail

word-email-text = email text
    .help = Send by e-mail what the group let out.
word-send-text = send text
    .help = Send it to the addresses that you were shown.
word-leave-text = leave text
    .help = Do not send it.
# $addresses: our text, a list of e-mail addresses
news-can-go-to = It can then go to { $addresses }.
news-by-email = Send it by e-mail
# $addresses: our text, a list of e-mail addresses
news-goes-to = This goes to { $addresses }, as plain text. It is what the group let out. Nothing is sent yet.
    .easy = This goes to { $addresses }, as plain text. It is not sent yet.
news-send-it = Send it
news-leave-it = Leave it
# $kind: news or report
# $addresses: our text, a list of e-mail addresses
news-on-its-way = { $kind ->
        [news] Our news goes to { $addresses }.
       *[report] Our report goes to { $addresses }.
    }
news-left = That is fine. Nothing was sent.
news-was-mailed = That was sent already, just as it is.
news-not-mailed = An e-mail with our text was not taken. You can send the file another way.
    .easy = An e-mail was not taken. You can send the file another way.
# $group: the name of the group, or none
news-mail-subject = { $group ->
        [none] News of our group
       *[some] News of { $group }
    }
# $words: our text, all of the news
news-mail-text = { $words }

## In the file itself. Others may read it.

news-file-name = our-news
# The code of this very language, as BCP 47 has it: a page says in which language it is.
news-language = en
news-title = You said, we did
# $group: the name of the group, or none
# $day: the day
# $year: the number of the year
news-dated = { $group ->
        [none] Our group
       *[some] { $group }
    }, { $day } { $year }
news-for-us = This text is for our group alone.
# $day: the first day on which it may leave
news-for-us-until = Until { $day } this text is for our group alone.
    .easy = Until { $day } it is for us alone.
news-came = What came of your words
news-still = Still being worked on
# $number: the number of the point
news-point = Point { $number }
news-you-said = You said:
# $who: a name
news-said-by = Said by { $who }
# $number: the number of the point
# $day: the day
news-is-due = Point { $number }: an answer is due by { $day }.
    .easy = Point { $number }: due by { $day }.
# $number: the number of the point
# $day: the day
news-was-due = Point { $number } is late. It was due on { $day }.
news-foot = This is from what our group keeps. People agreed to their words.
