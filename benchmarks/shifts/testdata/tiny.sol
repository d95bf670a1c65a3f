ann D D N - - D D
bob - D D N - - -
cat N N - - D D -
