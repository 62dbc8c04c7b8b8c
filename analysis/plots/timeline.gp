# timeline.gp: sessions down, cards down, unreachable share and updates a second against time, a line a strategy.
# gnuplot -c timeline.gp DATA OUT [svg|png|pdf [TITLE]]     (OUT "-": standard output; DATA: see chart.h)
DATA = ARG1
OUT = ARG2
TERM = ARGC >= 3 ? ARG3 : "svg"
TITLE = ARGC >= 4 ? ARG4 : ""
WIDTH = 1000
stats DATA using 1 nooutput
CURVES = STATS_blocks - 1
HEIGHT = 1060 + 20 * CURVES
load system("dirname '".ARG0."'")."/style.gp"

FIRST = STATS_min
LAST = STATS_max
array most[4] # before any range is set, as stats looks only inside
do for [panel = 1:4] {
  stats DATA using 3 * panel + 1 nooutput
  most[panel] = STATS_max
}
set xrange [FIRST:LAST]

# Four panels under each other, the legend above them all, a line an entry as names can be long.
PANELS = 4
TOP = 1 - (32. + (TITLE eq "" ? 0 : 30) + 20 * CURVES) / HEIGHT
BOTTOM = 58. / HEIGHT
EACH = (TOP - BOTTOM) / PANELS
top(i) = TOP - EACH * i
bottom(i) = TOP - EACH * (i + 1) + 30. / HEIGHT

# Room for a curve that is zero throughout.
FLOOR = 0.25 # where a logarithmic axis shows 0
ceiling(y) = y > 0 ? y * 1.06 : 1

set lmargin at screen 0.11
set rmargin at screen 0.97
set format x ""
set style fill transparent solid 0.18 noborder
set multiplot
if (TITLE ne "") { set label 1 TITLE at screen 0.5, 1 - 22. / HEIGHT center font ",15" noenhanced }

set key at screen 0.54, TOP + (12. + 20 * CURVES) / HEIGHT \
  center top horizontal Left reverse maxcols 1 samplen 4 noenhanced
do for [panel = 0:3] {
  mean = 2 + 3 * panel
  set tmargin at screen top(panel)
  set bmargin at screen bottom(panel)
  set ylabel word("Sessions Cards Unreachable Updates", panel + 1).\
    (panel == 2 ? " (%)" : panel == 3 ? " per second" : " down") offset 0.5, 0
  if (panel == 3 && most[4] > 1000) {
    # Bursts over a calm: logarithmic, with 0 drawn on the floor.
    set logscale y
    set yrange [FLOOR:most[4] * 2]
    set format y "%.0s%c"
    set ytics add ("0" FLOOR)
    drawn(y) = y < FLOOR ? FLOOR : y
  } else {
    set yrange [0:ceiling(most[panel + 1])]
    drawn(y) = y
  }
  if (panel == 3) { set format x "%g"; set xlabel "Minutes since the trigger" }
  plot for [i = 0:CURVES - 1] DATA index i using 1:(drawn(column(mean + 1))):(drawn(column(mean + 2))) \
         with filledcurves linetype i + 1 dashtype 1 notitle, \
       for [i = 0:CURVES - 1] DATA index i using 1:(drawn(column(mean))) \
         with lines linetype i + 1 linewidth 2 title columnheader(1)
  unset key
  unset label 1
}
unset multiplot
