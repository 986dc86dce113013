"""The features, written out, in the order in which they speak and stand in the help."""

from bot.features import (
    access,
    answering,
    breaks,
    calendar,
    care,
    challenge,
    charter,
    checkin,
    ending,
    events,
    findtime,
    group,
    hands,
    ladder,
    news,
    planning,
    points,
    pulse,
    recall,
    record,
    removal,
    sessions,
    smallgroups,
    welcome,
)
from bot.features.mylist import with_list
from bot.help import with_help

FEATURES = with_help(
    with_list(
        (
            pulse.FEATURE,
            ladder.FEATURE,
            challenge.FEATURE,
            answering.FEATURE,
            recall.FEATURE,
            points.FEATURE,
            charter.FEATURE,
            news.FEATURE,
            care.FEATURE,
            access.FEATURE,
            welcome.FEATURE,
            hands.FEATURE,
            breaks.FEATURE,
            record.FEATURE,
            checkin.FEATURE,
            sessions.FEATURE,
            smallgroups.FEATURE,
            planning.FEATURE,
            findtime.FEATURE,
            calendar.FEATURE,
            events.FEATURE,
            ending.FEATURE,
            removal.FEATURE,
            group.FEATURE,
        )
    )
)
