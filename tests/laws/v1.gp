# v1.gp: gnuplot -c v1.gp v1.csv OUT [svg|png]
DATA = ARG1
OUT = ARG2
TERM = ARGC >= 3 ? ARG3 : "svg"
HEIGHT = 440
load system("dirname '".ARG0."'")."/law.gp"

behinds = "one all all one"
checks = "no no yes yes"
names = "'origin behind one' 'behind all' 'behind all, sender-side check' 'behind one, check, median'"
at(i) = strcol("origin_behind") eq word(behinds, i) && strcol("sender_check") eq word(checks, i)
of(i, name) = at(i) ? column(name) : NaN
set xlabel "Routers in the clique"
set xrange [2.5:12.5]
set xtics 3, 3
set tmargin at screen 0.97
set bmargin at screen 0.14
set multiplot
set key top left Left reverse samplen 2
set yrange [0:420]
set lmargin at screen 0.09
set rmargin at screen 0.49
set ylabel "Last change of a best path (s)" offset 1, 0
plot for [i = 1:3] DATA using "n":(of(i, "expected_s")) with lines linetype i linewidth 1.5 notitle, \
     for [i = 1:4] DATA using "n":(of(i, "measured_s")) with points linetype i dashtype 1 pointtype 4 + 2 * i \
       title word(names, i)
unset key
set yrange [0:*]
set lmargin at screen 0.62
set rmargin at screen 0.98
set ylabel "UPDATEs among the n"
plot for [i = 1:3] DATA using "n":(of(i, "expected_messages")) with lines linetype i linewidth 1.5, \
     for [i = 1:3] DATA using "n":(of(i, "messages")) with points linetype i dashtype 1 pointtype 4 + 2 * i
unset multiplot
