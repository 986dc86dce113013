### draft: a first try at Welsh by people who are not translators.
### Welsh speakers must check every line before a group uses it. Then this note goes.

# $weekday: the name of the day
# $day: the number of the day
# $month: the name of the month
day-date = { $weekday } { $day } { $month }

# $hour: the number of the hour, 0 to 23
# $minute: the minutes, always two digits
day-time = { $hour }:{ $minute }

day-monday = dydd Llun
day-tuesday = dydd Mawrth
day-wednesday = dydd Mercher
day-thursday = dydd Iau
day-friday = dydd Gwener
day-saturday = dydd Sadwrn
day-sunday = dydd Sul

month-january = Ionawr
month-february = Chwefror
month-march = Mawrth
month-april = Ebrill
month-may = Mai
month-june = Mehefin
month-july = Gorffennaf
month-august = Awst
month-september = Medi
month-october = Hydref
month-november = Tachwedd
month-december = Rhagfyr
