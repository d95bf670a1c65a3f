Route #1: 1 2 3
Route #2: 4 5
Route #3: 7 6 8
Route #4: 9 10
Cost 107.53775875593318
