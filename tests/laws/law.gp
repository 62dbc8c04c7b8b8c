# law.gp: what the pictures of the laws share: size, colours (analysis/plots/style.gp), and how their tables are read.
# A script defines OUT and TERM, then loads this. Columns go by name: using "n":"seconds". A row that is not of a curve
# gives NaN there, and the line goes on without it.
WIDTH = 720
HEIGHT = exists("HEIGHT") ? HEIGHT : 420
HERE = system("dirname '".ARG0."'")
load HERE."/../../analysis/plots/style.gp"
set datafile separator comma missing NaN
set key top right
