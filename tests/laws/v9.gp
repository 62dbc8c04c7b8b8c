# v9.gp: gnuplot -c v9.gp v9.csv OUT [svg|png]
DATA = ARG1
OUT = ARG2
TERM = ARGC >= 3 ? ARG3 : "svg"
load system("dirname '".ARG0."'")."/law.gp"

set xlabel "Withdrawals, 0.1 s apart"
set ylabel "Suppression after the last one, min"
set xrange [0:31]
set yrange [0:66]
set key bottom right
sets = "cisco juniper rfc7196"
names = "'Cisco' 'Juniper' 'RFC 7196'"
at(name, column_name) = strcol("set") eq name && column(column_name) >= 0 ? column(column_name) / 60 : NaN
plot for [i = 1:3] DATA using "withdrawals":(at(word(sets, i), "expected_s")) with lines linetype i linewidth 1.5 \
       title word(names, i).", closed form", \
     for [i = 1:3] DATA using "withdrawals":(at(word(sets, i), "measured_s")) with points \
       linetype i pointtype 4 + 2 * i \
       title word(names, i).", in the world"
