# v6.gp: gnuplot -c v6.gp v6.csv OUT [svg|png]
DATA = ARG1
OUT = ARG2
TERM = ARGC >= 3 ? ARG3 : "svg"
load system("dirname '".ARG0."'")."/law.gp"

set xlabel "Sessions that the oracle expects to be reset"
set ylabel "Sessions that were reset"
set logscale xy
set xrange [0.7:*]
set yrange [0.7:*]
set key top left
at(is) = is && column("resets") > 0 ? column("resets") : NaN
plot x with lines linewidth 1 title "as expected", \
     DATA using "resets_expected":(at(column("corrupt") < 0.15)) \
       with points pointtype 6 title "random graphs, fewer than 15 % damage the attribute", \
     DATA using "resets_expected":(at(column("corrupt") >= 0.15)) \
       with points pointtype 2 title "... 15 % and more do"
