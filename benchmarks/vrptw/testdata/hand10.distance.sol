Route #1: 1 2 3
Route #2: 4 5
Route #3: 6 7 8
Route #4: 9 10
Cost 106.4
