# v12.gp: gnuplot -c v12.gp v12.csv OUT [svg|png]
DATA = ARG1
OUT = ARG2
TERM = ARGC >= 3 ? ARG3 : "svg"
load system("dirname '".ARG0."'")."/law.gp"

set xlabel "MRAI, s (leftmost: none)"
set ylabel "Last message after the failure, s"
set logscale x 2
set logscale y 10
set xrange [0.055:18]
set yrange [0.2:1000]
set xtics ("0" 0.0625, "0.125" 0.125, "0.25" 0.25, "0.5" 0.5, "1" 1, "2" 2, "4" 4, "8" 8, "16" 16)
set key bottom right
shares = "0.01 0.05 0.1 0.2"
at(x) = x > 0 ? x : 0.0625
plot for [i = 1:4] DATA using (at(column("mrai_s"))): \
       (column("failed") == word(shares, i) ? column("time_s") : NaN) with linespoints linetype i pointtype 4 + 2 * i \
       title sprintf("%g %% of the sessions fail", 100 * word(shares, i))
