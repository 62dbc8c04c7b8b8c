# v10.gp: gnuplot -c v10.gp v10.csv OUT [svg|png]
DATA = ARG1
OUT = ARG2
TERM = ARGC >= 3 ? ARG3 : "svg"
HEIGHT = 500
load system("dirname '".ARG0."'")."/law.gp"

set xlabel "Adds"
set ylabel "Cards that are alive (share)"
set logscale x
set xrange [80:16000]
set yrange [0:1.05]
set samples 400
set key outside bottom center horizontal maxcols 2
p = 0.001
q = 0.0005
alive(d, a) = (1 - p + p * (1 - q) ** a) ** d
of(name, d) = strcol("order") eq name && column("deletes") == d ? column("measured") : NaN
plot for [i = 0:3] alive(250 * 2 ** i, x) with lines linetype i + 1 linewidth 1.5 notitle, \
     for [i = 0:3] DATA using "adds":(of("deletes-first", 250 * 2 ** i)):"three_sigma" with yerrorbars linetype i + 1 \
       pointtype 6 title sprintf("%d deletes first; line: closed form", 250 * 2 ** i), \
     DATA using "adds":(of("adds-first", 1000)) with points linecolor "black" pointtype 2 \
       title "adds first, 1000 deletes after them, odds of 1"
