# How days and times are said.

# $weekday: the name of the day
# $day: the number of the day
# $month: the name of the month
day-date = { $weekday } { $day } { $month }

# $hour: the number of the hour, 0 to 23
# $minute: the minutes, always two digits
day-time = { $hour }:{ $minute }

day-monday = Monday
    .also = mon
day-tuesday = Tuesday
    .also = tue | tues
day-wednesday = Wednesday
    .also = wed | weds
day-thursday = Thursday
    .also = thu | thur | thurs
day-friday = Friday
    .also = fri
day-saturday = Saturday
    .also = sat
day-sunday = Sunday
    .also = sun

month-january = January
month-february = February
month-march = March
month-april = April
month-may = May
month-june = June
month-july = July
month-august = August
month-september = September
month-october = October
month-november = November
month-december = December
