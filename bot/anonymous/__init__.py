"""The other road: what nobody is to be linked to. No Ask, no inbox, no log, no metric.

Held here: the cards (`cards`), and the floor under the logs (`floor`). An anonymous act is a
`bot.feature.Card`: it has no author, no event, no room and no time. Whether somebody may act
is answered from the copy of the household in memory, so that asking leaves no trace. Nothing
in this package logs.
"""
