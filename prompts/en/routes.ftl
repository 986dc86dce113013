# Other ways to take something, as the organisation wrote them down.

# $name: what it is called
# $how: how to reach it: an address, a number or a place
routes-one = { $name }: { $how }.
# $name: what it is called
# $how: how to reach it: an address, a number or a place
# $about: what it is for, in the words of the organisation
routes-one-about = { $name }: { $how }. { $about }
