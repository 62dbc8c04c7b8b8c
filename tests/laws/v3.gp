# v3.gp: gnuplot -c v3.gp v3.csv OUT [svg|png]
DATA = ARG1
OUT = ARG2
TERM = ARGC >= 3 ? ARG3 : "svg"
HEIGHT = 440
load system("dirname '".ARG0."'")."/law.gp"

set xlabel "Routers in the clique"
set ylabel "Outage at the observer, min"
set xrange [3.5:15.5]
set yrange [-1:56]
set key top left
sets = "cisco juniper rfc7196"
names = "'Cisco (2000)' 'Juniper (3000)' 'RFC 7196 (6000)'"
at(name, column_name) = strcol("set") eq name ? column(column_name) / 60 : NaN
plot for [i = 1:3] DATA using (column("n") + 0.12 * (i - 2)):(at(word(sets, i), "median_s")): \
       (at(word(sets, i), "low_s")):(at(word(sets, i), "high_s")) with yerrorbars linetype i pointtype 4 + 2 * i \
       dashtype 1 title word(names, i).": median, 20 to 80 %", \
     for [i = 1:3] DATA using (column("n") + 0.12 * (i - 2)):(at(word(sets, i), "published_s")) \
       with points linetype i pointtype 2 pointsize 1.6 title i == 3 ? "crosses: published medians of 20 seeds" : ""
