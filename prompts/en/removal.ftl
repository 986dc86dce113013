# Taking somebody out quietly: illness, or a death. Nobody is told.

word-remove-quietly = remove quietly
    .help = Take somebody out of the group without a word.
word-really-remove-quietly = really remove quietly
    .help = Say yes to that, after you were asked.
word-undo-removal = undo removal
    .help = Undo the last one, within a day.
needs-remove-quietly = Who is it about? Type: { word-remove-quietly }, and the name.
    .easy = Who is it? Type: { word-remove-quietly }, and the name.

# $who: the name of the person
removal-really = I would take { $who } out of this group. I tell nobody. No message of mine carries this name again. I delete the hand, the waiting answers and the choices. Where the name stands in words I still keep, I take it out. What was said in the room stays. You can undo it within a day, but not what was deleted. Shall I?
    .easy = I would take { $who } out of this group. I tell nobody. No message of mine says this name again. I delete the hand, answers and choices. I take the name out of words I keep. What was said in the room stays. You can undo it for a day. What is deleted stays deleted. Shall I?
removal-done = I am sorry. No message will carry this name again. What they said stays until you decide together.
    .easy = I am sorry. No message will say this name again. What they said stays.
removal-people = If you would like to talk, Samaritans listen day and night, on 116 123.
    .easy = To talk to somebody, ring Samaritans on 116 123.
removal-mistake = If it was a mistake, you can undo it within a day.
    .easy = Was it a mistake? You can undo it for a day.
removal-undo = Undo it
removal-nobody = nobody
# $name: the name as it was typed
removal-who-is-that = I do not know “{ $name }” in this group. Nothing was changed.
    .easy = I do not know “{ $name }” here. Nothing was changed.
removal-yourself = That is your own name. To leave the group, type: { word-leave }.
    .easy = That is you. To leave the group, type: { word-leave }.
removal-not-here = That person is not in this group now. Nothing was changed.
    .easy = That person is not here now. Nothing was changed.
removal-nothing-to-undo = There is nothing to undo. It works for a day.
# $who: the person
removal-undone = { $who } is in the group again. Nobody was told. What was deleted has to be said again.
    .easy = { $who } is in the group again. Nobody was told. What was deleted stays deleted.
