# adoption.gp: what it brings that some adopt tolerance: resets and lost prefix-minutes against the share that did.
# gnuplot -c adoption.gp DATA OUT [svg|png|pdf [TITLE]]     (OUT "-": standard output; DATA: see chart.h)
DATA = ARG1
OUT = ARG2
TERM = ARGC >= 3 ? ARG3 : "svg"
TITLE = ARGC >= 4 ? ARG4 : ""
WIDTH = 1000
HEIGHT = 760
load system("dirname '".ARG0."'")."/style.gp"

stats DATA using 1 nooutput
CURVES = STATS_blocks - 1
array most[2]
do for [panel = 1:2] {
  stats DATA using 3 * panel + 1 nooutput
  most[panel] = STATS_max
}

TOP = 1 - (32. + (TITLE eq "" ? 0 : 30) + 20 * CURVES) / HEIGHT
BOTTOM = 62. / HEIGHT
EACH = (TOP - BOTTOM) / 2
top(i) = TOP - EACH * i
bottom(i) = TOP - EACH * (i + 1) + 30. / HEIGHT

set lmargin at screen 0.12
set rmargin at screen 0.97
set xrange [-3:103]
set xtics 0, 25, 100
set format x ""
set errorbars 0.8
# No whisker without an interval.
whisker(i) = column(i + 1) < column(i + 2) ? column(i) : NaN
set multiplot
if (TITLE ne "") { set label 1 TITLE at screen 0.5, 1 - 22. / HEIGHT center font ",15" noenhanced }

set key at screen 0.54, TOP + (12. + 20 * CURVES) / HEIGHT \
  center top horizontal Left reverse maxcols 1 samplen 4 noenhanced
do for [panel = 0:1] {
  mean = 2 + 3 * panel
  set tmargin at screen top(panel)
  set bmargin at screen bottom(panel)
  set yrange [0:most[panel + 1] > 0 ? most[panel + 1] * 1.08 : 1]
  set ylabel panel == 0 ? "Session resets" : "Lost prefix-minutes" offset 0.5, 0
  if (panel == 1) { set format x "%g %%"; set xlabel "Share that adopted tolerance" }
  plot for [i = 0:CURVES - 1] DATA index i using 1:(whisker(mean)):mean + 1:mean + 2 \
         with yerrorbars linetype i + 1 dashtype 1 linewidth 1.5 pointtype 0 notitle, \
       for [i = 0:CURVES - 1] DATA index i using 1:mean \
         with linespoints linetype i + 1 linewidth 2 pointtype 7 pointsize 0.9 title columnheader(1)
  unset key
  unset label 1
}
unset multiplot
