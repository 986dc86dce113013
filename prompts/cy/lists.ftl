### draft: a first try at Welsh by people who are not translators.
### Welsh speakers must check every line before a group uses it. Then this note goes.

# How names and things stand in a row. “a hefyd” stands before any letter, “a” does not.

# $a: the names so far
# $b: the next name
# $last: yes for the final pair
list-and =
    { $last ->
        [yes] { $a }, a hefyd { $b }
       *[no] { $a }, { $b }
    }

# $a: the names so far
# $b: the next name
list-then = { $a }, wedyn { $b }

# $a: the names so far
# $b: the next name
list-comma = { $a }, { $b }

# $a: the names so far
# $b: the next name
# $last: yes for the final pair
list-or =
    { $last ->
        [yes] { $a } neu { $b }
       *[no] { $a }, { $b }
    }

# $a: the lines so far
# $b: the next line, below them
list-rows =
    { $a }
    { $b }

list-nobody = neb
