"""The features, written out, in the order in which they speak and stand in the help."""

from bot.features import checkin, group, hands, sessions, welcome
from bot.help import with_help

FEATURES = with_help(
    (welcome.FEATURE, hands.FEATURE, checkin.FEATURE, sessions.FEATURE, group.FEATURE)
)
