# map.gp: a map of the Internet: rings, links, ASes, names, legend.
# gnuplot -c map.gp DATA OUT [svg|png|pdf]     (OUT "-": standard output; DATA: see topologies/picture/picture.h,
# written by faultline topology plot -o FILE.dat). The unit is a 1400th of the width, the origin the middle of the disc.
DATA = ARG1
OUT = ARG2
TERM = ARGC >= 3 ? ARG3 : "svg"
WIDTH = 1400
HEIGHT = 1420
load system("dirname '".ARG0."'")."/style.gp"

# The same letters and points in all terminals, measured: an inch is 72, 96 or 100 units.
LETTER = TERM eq "svg" ? 1 : TERM eq "png" ? 0.75 : 1.105
POINT = TERM eq "svg" ? 1 / 5.4 : TERM eq "png" ? 1 / 3.1 : 1 / 4.25
font(size) = sprintf(",%.2f", size * LETTER)

LEFT = -700
TOP = 690
BOTTOM = TOP - HEIGHT
set lmargin at screen 0
set rmargin at screen 1
set bmargin at screen 0
set tmargin at screen 1
set xrange [LEFT:LEFT + WIDTH]
set yrange [BOTTOM:TOP]
unset border
unset tics
unset grid
unset key
set style fill solid 1 noborder

INK = 0x202020
PALE = 0x707070
array shift_x[8] = [-1.4, 0, 1.4, -1.4, 1.4, -1.4, 0, 1.4]
array shift_y[8] = [-1.4, -1.4, -1.4, 0, 0, 1.4, 1.4, 1.4]

set multiplot
# Rings, links, ASes.
plot DATA index "rings" using (0):(0):1 with circles linecolor rgb "#d0d0d0" linewidth 1 fillstyle empty border
plot DATA index "links" using 1:2:3:4:5 with vectors nohead linecolor rgb variable linewidth 0.8
plot DATA index "peers" using 1:2:3:4:5 with vectors nohead linecolor rgb variable linewidth 1.5 dashtype (8, 5)
plot DATA index "arrows" using 1:2:3:4:5 \
     with vectors head size first 11, 18, 60 filled linecolor rgb variable linewidth 1.3
plot DATA index "dots" using 1:2:($3 * POINT):4 with points pointtype 7 pointsize variable linecolor rgb variable
plot DATA index "discs" using 1:2:($3 * POINT):4 with points pointtype 7 pointsize variable linecolor rgb variable

# Words, with a white seam.
plot for [i = 1:8] DATA index "labels" using ($1 + shift_x[i]):($2 + shift_y[i]):3 \
       with labels font font(12) textcolor rgb "#ffffff", \
     DATA index "labels" using 1:2:3 with labels font font(12) textcolor rgb INK
plot for [i = 1:8] DATA index "heads" using ($1 + shift_x[i]):($2 + shift_y[i]):3 \
       with labels font font(15) textcolor rgb "#ffffff", \
     DATA index "heads" using 1:2:3 with labels font font(15) textcolor rgb 0
plot for [i = 1:8] DATA index "rings" using (shift_x[i]):($1 + shift_y[i]):2 \
       with labels font font(12) textcolor rgb "#ffffff", \
     DATA index "rings" using (0):1:2 with labels font font(12) textcolor rgb PALE
plot DATA index "marks" using 1:2:4:3 with labels rotate variable font font(14) textcolor rgb PALE

# Title, notes, legend: in the corners, which the disc leaves free.
plot DATA index "title" every ::0::0 using (LEFT + 30):(TOP - 34):1 with labels left font font(26) textcolor rgb INK, \
     DATA index "title" every ::1::1 using (LEFT + 30):(TOP - 66):1 with labels left font font(16) textcolor rgb PALE
plot DATA index "notes" using (LEFT + 30):(BOTTOM + 42 - 20 * $0):1 with labels left font font(12) textcolor rgb PALE
plot DATA index "colours" using (LEFT + 40):1:(7 * POINT):2 \
       with points pointtype 7 pointsize variable linecolor rgb variable, \
     DATA index "colours" using (LEFT + 56):1:3 with labels left font font(13) textcolor rgb INK
RIGHT = LEFT + WIDTH - 30
plot DATA index "kinds" using (RIGHT - 40):($3 == 0 ? $1 : NaN):(40):(0):2 \
       with vectors nohead linecolor rgb variable linewidth 2, \
     DATA index "kinds" using (RIGHT - 40):($3 == 1 ? $1 : NaN):(40):(0):2 \
       with vectors nohead linecolor rgb variable linewidth 1.5 dashtype (8, 5), \
     DATA index "kinds" using (RIGHT - 40):($3 == 2 ? $1 : NaN):(40):(0):2 \
       with vectors head size first 11, 18, 60 filled linecolor rgb variable linewidth 1.3, \
     DATA index "kinds" using (RIGHT - 50):1:4 with labels right font font(13) textcolor rgb INK
plot DATA index "sizes" using (RIGHT - 20):1:($2 * POINT) \
       with points pointtype 7 pointsize variable linecolor rgb "#b0b0b0", \
     DATA index "sizes" using (RIGHT - 54):1:3 with labels right font font(13) textcolor rgb INK
unset multiplot
