# How names and things stand in a row. Two places, used again for each further one.

# $a: the names so far
# $b: the next name
# $last: yes for the final pair
list-and =
    { $last ->
        [yes] { $a } and { $b }
       *[no] { $a }, { $b }
    }

# $a: the names so far
# $b: the next name
list-then = { $a }, then { $b }

# $a: the names so far
# $b: the next name
list-comma = { $a }, { $b }

# $a: the names so far
# $b: the next name
# $last: yes for the final pair
list-or =
    { $last ->
        [yes] { $a } or { $b }
       *[no] { $a }, { $b }
    }

# $a: the lines so far
# $b: the next line, below them
list-rows =
    { $a }
    { $b }

list-nobody = nobody
