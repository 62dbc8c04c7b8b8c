# style.gp: what all pictures share. Loaded by the other scripts; expects TERM, WIDTH and HEIGHT.
# Colours after Okabe and Ito, told apart by colour-blind readers; dash types tell them apart in grey print.
if (TERM eq "svg") {
  set terminal svg size WIDTH, HEIGHT font "DejaVu Sans,13" background "#ffffff" noenhanced
} else { if (TERM eq "png") {
  set terminal pngcairo size WIDTH, HEIGHT font "DejaVu Sans,11" background "#ffffff" noenhanced
} else { if (TERM eq "pdf") {
  set terminal pdfcairo size WIDTH / 100., HEIGHT / 100. font "DejaVu Sans,11" noenhanced
} else {
  set terminal @TERM
} } }
if (OUT ne "-") { set output OUT }

set linetype 1 linecolor rgb "#0072b2" dashtype 1
set linetype 2 linecolor rgb "#d55e00" dashtype (12, 4)
set linetype 3 linecolor rgb "#009e73" dashtype (4, 3)
set linetype 4 linecolor rgb "#cc79a7" dashtype (14, 3, 2, 3)
set linetype 5 linecolor rgb "#e69f00" dashtype (8, 3, 2, 3, 2, 3)
set linetype 6 linecolor rgb "#56b4e9" dashtype (2, 2)
set linetype 7 linecolor rgb "#000000" dashtype (20, 5)
set linetype cycle 7

set encoding utf8
set border 3 linecolor rgb "#404040"
set tics nomirror out textcolor rgb "#404040"
set grid ytics linecolor rgb "#c8c8c8" linewidth 1 dashtype 1
set key noautotitle noenhanced
set decimalsign "."
