# v11.gp: gnuplot -c v11.gp v11.csv OUT [svg|png]
DATA = ARG1
OUT = ARG2
TERM = ARGC >= 3 ? ARG3 : "svg"
load system("dirname '".ARG0."'")."/law.gp"

set xlabel "Routers in the clique"
set ylabel "Work per lost or new session, of the hold time"
set xrange [3:25]
set yrange [0.01:1.2]
set logscale y 10
set key top right
fate(gone) = (column("lost_lately") > 0) == gone ? column("w_over_h") : NaN
plot DATA using "n":(fate(0)) with points linetype 1 pointtype 7 title "all sessions come back", \
     DATA using "n":(fate(1)) with points linetype 2 pointtype 2 title "hold timers expire for ever", \
     DATA using "n":"threshold" with points linetype 3 pointtype 6 pointsize 1.6 title "threshold, measured", \
     1 / (x - 1) with lines linetype 3 title "1 / (n - 1)"
