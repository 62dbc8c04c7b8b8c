# reproduction.gp: how many further crashes and resets one crash or reset causes, by generation.
# gnuplot -c reproduction.gp DATA OUT [svg|png|pdf [TITLE]]     (OUT "-": standard output; DATA: see chart.h)
DATA = ARG1
OUT = ARG2
TERM = ARGC >= 3 ? ARG3 : "svg"
TITLE = ARGC >= 4 ? ARG4 : ""
WIDTH = 760
HEIGHT = 380
load system("dirname '".ARG0."'")."/style.gp"

stats DATA using 1 nooutput
LAST = STATS_max
stats DATA using ($2 + $3) nooutput
MOST = STATS_max > 1.2 ? STATS_max : 1.2

if (TITLE ne "") { set title TITLE noenhanced font ",14" }
set xlabel "Generation"
set ylabel "Further ones, a crash or reset"
set xrange [-0.1:(LAST < 4 ? 4 : LAST) + 0.1]
set yrange [0:MOST * 1.08]
if (LAST < 12) { set xtics 1 }
set key top right samplen 4
POINTS = LAST < 40 ? 0.9 : 0.4
plot 1 with lines linecolor rgb "#808080" dashtype 2 title "1: keeps itself up", \
     DATA using 1:($2 + $3) with linespoints linetype 7 linewidth 1.5 pointtype 6 pointsize POINTS title "both", \
     DATA using 1:3 with linespoints linetype 1 linewidth 2 pointtype 7 pointsize POINTS title "resets", \
     DATA using 1:2 with linespoints linetype 2 linewidth 2 pointtype 5 pointsize POINTS title "crashes"
