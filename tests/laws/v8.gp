# v8.gp: gnuplot -c v8.gp v8.csv OUT [svg|png]
DATA = ARG1
OUT = ARG2
TERM = ARGC >= 3 ? ARG3 : "svg"
load system("dirname '".ARG0."'")."/law.gp"

set xlabel "Time from the failure to its detection [s]"
set ylabel "Share of the ends that have noticed"
set xrange [0.5:300]
set logscale x
set yrange [0:1.02]
set key at graph 0.6, 0.8
cases = "'BFD 300 ms x 3' 'H=90 K=30' 'H=180 K=60' 'H=240 K=30'"
of(name, value) = strcol("case") eq name ? value : NaN
plot for [i = 1:4] DATA using (of(word(cases, i), column("seconds"))):"expected" \
       with lines linetype i linewidth 1.5 title word(cases, i).", uniform", \
     for [i = 1:4] DATA using (of(word(cases, i), column("seconds"))):"measured" \
       with points linetype i pointtype 4 + 2 * i pointsize 0.6 title word(cases, i).", measured"
