# v10.gp: gnuplot -c v10.gp v10.csv OUT [svg|png]
DATA = ARG1
OUT = ARG2
TERM = ARGC >= 3 ? ARG3 : "svg"
load system("dirname '".ARG0."'")."/law.gp"

set xlabel "Deletes before the adds"
set ylabel "Share of the cards that are alive"
set xrange [0:2250]
set yrange [0:1.05]
set key bottom left Left reverse
adds = "100 1000 10000"
plot for [i = 1:3] DATA using "deletes":(column("adds") == word(adds, i) ? column("expected") : NaN) \
       with lines linetype i linewidth 1.5 title word(adds, i)." adds, closed form", \
     for [i = 1:3] DATA using "deletes":(column("adds") == word(adds, i) ? column("measured") : NaN) \
       with points linetype i pointtype 4 + 2 * i title word(adds, i)." adds, measured"
