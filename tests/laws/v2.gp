# v2.gp: gnuplot -c v2.gp v2.csv OUT [svg|png]
DATA = ARG1
OUT = ARG2
TERM = ARGC >= 3 ? ARG3 : "svg"
HEIGHT = 440
load system("dirname '".ARG0."'")."/law.gp"

set xlabel "MRAI, s"
set ylabel "Last message after the withdrawal, s"
set y2label "Messages among the 15 routers"
set xrange [-2:62]
set logscale y 10
set logscale y2 10
set yrange [50:20000]
set y2range [500:2000000]
set ytics nomirror
set y2tics
set key top right
of(paced, name) = column("withdrawals_paced") == paced ? column(name) : NaN
plot DATA using "mrai_s":(of(0, "time_s")) with linespoints linetype 1 pointtype 7 title "time", \
     DATA using "mrai_s":(of(1, "time_s")) with linespoints linetype 2 pointtype 5 \
       title "time, withdrawals paced too", \
     DATA using "mrai_s":(of(0, "messages")) axes x1y2 with linespoints linetype 3 pointtype 6 title "messages (right)"
