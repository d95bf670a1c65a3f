SOLUTION
0 n003w2
ASSIGNMENTS = 10
ann Mon Late Head
ann Thu Early Head
ann Fri Early Head
ann Sat Late Head
bea Wed Early Care
bea Fri Late Care
bea Sat Late Care
bea Sun Late Care
cal Tue Early Care
cal Wed Early Care
SOLUTION
1 n003w2
ASSIGNMENTS = 9
ann Tue Early Head
ann Wed Early Care
ann Thu Early Head
ann Fri Early Head
ann Sun Late Head
bea Mon Late Care
bea Tue Late Care
cal Sat Late Care
cal Sun Late Care
