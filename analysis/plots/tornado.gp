# tornado.gp: how far the main figures move when a parameter is halved or doubled, a panel a figure.
# gnuplot -c tornado.gp DATA OUT [svg|png|pdf [TITLE]]     (OUT "-": standard output; DATA: see its first line)
DATA = ARG1
OUT = ARG2
TERM = ARGC >= 3 ? ARG3 : "svg"
TITLE = ARGC >= 4 ? ARG4 : ""
stats DATA using 1 nooutput
ROWS = STATS_max
WIDTH = 1400
HEIGHT = 150 + 34 * ROWS
load system("dirname '".ARG0."'")."/style.gp"

PANELS = 5
array head[PANELS] = ["Lost prefix-minutes", "Peak unreachable", "Card crashes", "Session resets", "Focus recovery"]
array least[PANELS]
array most[PANELS]
do for [p = 1:PANELS] {
  stats DATA using 2 * p + 1 nooutput
  low = STATS_records ? STATS_min : 0
  high = STATS_records ? STATS_max : 0
  stats DATA using 2 * p + 2 nooutput
  if (STATS_records && STATS_min < low) { low = STATS_min }
  if (STATS_records && STATS_max > high) { high = STATS_max }
  least[p] = low < -1 ? low : -1
  most[p] = high > 1 ? high : 1
}

LEFT = 0.27
EACH = (0.985 - LEFT) / PANELS
set tmargin at screen 1 - (TITLE eq "" ? 56. : 92.) / HEIGHT
set bmargin at screen 56. / HEIGHT
set yrange [0.4:ROWS + 0.6]
set ytics scale 0
unset grid
set grid xtics linecolor rgb "#d8d8d8" linewidth 1 dashtype 1
set border 1
set style fill solid 0.85 noborder
set format x "%+g"
set xtics scale 0.5 font ",10"
set multiplot

# The names, once, and then the bars without.
set lmargin at screen LEFT + 0.012
set rmargin at screen LEFT + EACH - 0.008
set xrange [-1:1]
set format x " "
unset border
plot DATA using (0):1:yticlabel(2) with points pointtype 7 linecolor rgb "#ffffff" notitle
set border 1
set format x "%+g"
set format y ""
if (TITLE ne "") { set label 1 TITLE at screen 0.5, 1 - 20. / HEIGHT center font ",15" noenhanced }
set label 2 "percent" at screen 0.99, 14. / HEIGHT right font ",11"
set key at screen 0.13, 1 - 40. / HEIGHT center horizontal samplen 2
do for [p = 1:PANELS] {
  set lmargin at screen LEFT + EACH * (p - 1) + 0.012
  set rmargin at screen LEFT + EACH * p - 0.008
  room = (most[p] - least[p]) * 0.06
  set xrange [least[p] - room:most[p] + room]
  set xtics autofreq
  step = (most[p] - least[p]) > 1000 ? 500 : (most[p] - least[p]) > 400 ? 200 : (most[p] - least[p]) > 160 ? 100 : \
         (most[p] - least[p]) > 80 ? 50 : (most[p] - least[p]) > 30 ? 20 : (most[p] - least[p]) > 8 ? 5 : 1
  set xtics step
  set title head[p] font ",12" noenhanced offset 0, -0.5
  set arrow 1 from 0, graph 0 to 0, graph 1 nohead linecolor rgb "#404040"
  plot DATA using (0):($1 + 0.18):(0):2 * p + 1:($1 + 0.02):($1 + 0.34) \
         with boxxyerror linetype 2 dashtype 1 title "halved", \
       DATA using (0):($1 - 0.18):(0):2 * p + 2:($1 - 0.34):($1 - 0.02) \
         with boxxyerror linetype 1 dashtype 1 title "doubled"
  unset label 1
  unset label 2
  unset key
}
unset multiplot
