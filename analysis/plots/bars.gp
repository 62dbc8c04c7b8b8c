# bars.gp: session resets, card crashes and lost prefix-minutes, a bar a strategy, in groups by variant.
# gnuplot -c bars.gp DATA OUT [svg|png|pdf [TITLE]]     (OUT "-": standard output; DATA: see chart.h)
DATA = ARG1
OUT = ARG2
TERM = ARGC >= 3 ? ARG3 : "svg"
TITLE = ARGC >= 4 ? ARG4 : ""
WIDTH = 1000
HEIGHT = 900
load system("dirname '".ARG0."'")."/style.gp"

stats DATA using 1 nooutput
COLOURS = STATS_blocks - 1
GROUPS = STATS_max + 1
array most[3]
do for [panel = 1:3] {
  stats DATA using 4 * panel + 1 nooutput
  most[panel] = STATS_max
}

PANELS = 3
ROWS = (COLOURS + 2) / 3
TOP = 1 - (32. + (TITLE eq "" ? 0 : 30) + 22 * ROWS) / HEIGHT
BOTTOM = 40. / HEIGHT
EACH = (TOP - BOTTOM) / PANELS
top(i) = TOP - EACH * i
bottom(i) = TOP - EACH * (i + 1) + 34. / HEIGHT

# A group is as wide as 0.84 of the step from one variant to the next.
WIDE = 0.84 / COLOURS
left(i) = -0.42 + WIDE * (i + 0.5)
CROWDED = GROUPS * COLOURS > 10
PLACE = CROWDED ? "left rotate by 60" : "center"

set lmargin at screen 0.11
set rmargin at screen 0.97
set xrange [-0.6:GROUPS - 0.4]
set xtics scale 0
set style fill solid 0.85 border linecolor rgb "#404040"
# No whisker without an interval.
height(i) = column(i + 1) - column(i)
whisker(i) = height(i) > 0 ? column(i) : NaN
set boxwidth WIDE * 0.9
set multiplot
if (TITLE ne "") { set label 1 TITLE at screen 0.5, 1 - 22. / HEIGHT center font ",15" noenhanced }

set key at screen 0.54, TOP + (12. + 22 * ROWS) / HEIGHT \
  center top horizontal Left reverse maxcols 3 samplen 2 noenhanced
do for [panel = 0:2] {
  mean = 3 + 4 * panel
  set tmargin at screen top(panel)
  set bmargin at screen bottom(panel)
  set yrange [0:most[panel + 1] > 0 ? most[panel + 1] * (CROWDED ? 1.45 : 1.18) : 1]
  set ylabel panel == 0 ? "Session resets" : panel == 1 ? "Card crashes" : "Lost prefix-minutes" offset 0.5, 0
  plot for [i = 0:COLOURS - 1] DATA index i using ($1 + left(i)):mean \
         with boxes linetype i + 1 dashtype 1 title columnheader(1), \
       for [i = 0:COLOURS - 1] DATA index i using ($1 + left(i)):(whisker(mean + 1)):(0):(height(mean + 1)) \
         with vectors heads size screen 0.005, 90 linecolor rgb "#000000" linewidth 1.2 dashtype 1 notitle, \
       for [i = 0:COLOURS - 1] DATA index i using ($1 + left(i)):mean + 2:mean + 3 \
         with labels @PLACE offset 0, 0.7 font ",9" notitle, \
       DATA index 0 using 1:(0):xticlabel(2) with points pointtype 0 notitle
  unset key
  unset label 1
}
unset multiplot
