# v7.gp: gnuplot -c v7.gp v7.csv OUT [svg|png]
DATA = ARG1
OUT = ARG2
TERM = ARGC >= 3 ? ARG3 : "svg"
load system("dirname '".ARG0."'")."/law.gp"

set multiplot layout 1, 2
platforms = "frr bird openbgpd gobgp-3.10 ios junos"
set title "Both ends run the same platform"
set xlabel "Turn of the loop"
set ylabel "Period [s]"
set logscale y
set xrange [0.5:10.5]
set yrange [0.5:100000]
set key top left
of(name, value) = strcol("case") eq name ? value : NaN
plot for [i = 1:6] DATA using (of(word(platforms, i)."-".word(platforms, i), column("turn"))):"period_s" \
       with linespoints linetype i pointtype i linewidth 1.5 title word(platforms, i)

set title "Innocent prefixes"
set xlabel "Place in the table transfer [s]"
set ylabel "Share of the time that it is there"
unset logscale y
set autoscale x
set yrange [0:1.05]
set key right center
plot for [i = 1:2] DATA using (of("innocent ".word("4271 8538", i), column("place_s"))):"share" \
       with points linetype i pointtype 5 + 2 * i pointsize 0.8 title "RFC ".word("4271 8538", i)
unset multiplot
