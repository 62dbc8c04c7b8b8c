# v4.gp: gnuplot -c v4.gp v4.csv OUT [svg|png]
DATA = ARG1
OUT = ARG2
TERM = ARGC >= 3 ? ARG3 : "svg"
load system("dirname '".ARG0."'")."/law.gp"

set xlabel "Eccentricity of the origin (hops)"
set ylabel "Until the last router has the route (ms)"
set xrange [-0.3:]
set yrange [0:]
set key top left Left reverse
costs = "0 3 50"
at(i) = column("hop_ms") == 7 + word(costs, i) ? column("measured_ms") : NaN
plot for [i = 1:3] (7 + word(costs, i)) * x with lines linetype i linewidth 1.5 notitle, \
     for [i = 1:3] DATA using "eccentricity":(at(i)) with points linetype i pointtype 4 + 2 * i \
       title "link 7 ms, UPDATE ".word(costs, i)." ms"
