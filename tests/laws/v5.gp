# v5.gp: gnuplot -c v5.gp v5.csv OUT [svg|png]
DATA = ARG1
OUT = ARG2
TERM = ARGC >= 3 ? ARG3 : "svg"
load system("dirname '".ARG0."'")."/law.gp"

set xlabel "DISAGREE with exact clocks: delay from 0 to 1 minus delay from 0 to 2 (ms)"
set ylabel "Delay between 1 and 2 (ms)"
set xrange [-100:100]
set yrange [0:55]
set key outside top horizontal
exact(is) = stringcolumn("gadget") eq "DISAGREE" && stringcolumn("clock") eq "exact" && is
at(is) = exact(is) ? column("delay_12_ms") : NaN
across = "delay_01_ms"
rests(state) = stringcolumn("end") eq "rest" && column("state") == state
plot DATA using (column(across) - column("delay_02_ms")):(at(rests(0))) \
       with points pointtype 5 title "one stable state", \
     DATA using (column(across) - column("delay_02_ms")):(at(rests(1))) \
       with points pointtype 9 title "the other", \
     DATA using (column(across) - column("delay_02_ms")):(at(stringcolumn("end") eq "cycle")) \
       with points pointtype 6 title "lock-step", \
     abs(x) with lines linewidth 1.5 title "as foretold"
