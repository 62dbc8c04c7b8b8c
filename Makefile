# faultline: `make help` says what there is. Everything is built under $(BUILD).

VERSION = 0.1.0
PREFIX = /usr/local
BINDIR = $(PREFIX)/bin
DATADIR = $(PREFIX)/share/faultline
MANDIR = $(PREFIX)/share/man/man1
FUZZ_SECONDS = 60

ifeq ($(origin CC),default)
CC = gcc
endif
OPTIMIZE = -O2
CFLAGS = -g

BUILD = build
HARDEN = -D_FORTIFY_SOURCE=2
ifdef SAN
BUILD = build-san
HARDEN = -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer
endif
ifdef COV
BUILD = build-cov
OPTIMIZE = -O0
HARDEN = --coverage
endif
ifdef FUZZ
BUILD = build-fuzz
HARDEN = -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer
endif

PACKAGES = build-essential pkg-config libglib2.0-dev libigraph-dev libcsv-dev librandom123-dev \
	zlib1g-dev libbz2-dev gnuplot-nox
WARN = -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith -Wvla $(WERROR:%=-Werror)
# Asked when the first file is compiled and not before: `make deps` may have to install pkg-config first.
PKG_CFLAGS = $(eval PKG_CFLAGS := $$(call pkg,--cflags))$(PKG_CFLAGS)
PKG_LIBS = $(eval PKG_LIBS := $$(call pkg,--libs))$(PKG_LIBS)
pkg = $(or $(shell pkg-config $1 glib-2.0 igraph zlib),$(error the libraries are missing: run `make deps` first))
# Without contraction a sum has the same bits on every machine.
COMPILE = $(CC) -std=gnu17 -I. $(WARN) $(OPTIMIZE) -ffp-contract=off $(CFLAGS) $(HARDEN) $(PKG_CFLAGS) $(CPPFLAGS)
# Where a run spends its time.
$(BUILD)/sim/%.o $(BUILD)/models/%.o $(BUILD)/analysis/%.o: private OPTIMIZE := $(OPTIMIZE:-O2=-O3)
LINK = $(CC) $(OPTIMIZE) $(CFLAGS) $(HARDEN) $(LDFLAGS)
LIBS = $(PKG_LIBS) -lcsv -lbz2 -lm $(MPI_LIBS)
# Open MPI, where it is found; MPI= builds without it.
MPI := $(shell pkg-config --exists ompi-c 2>/dev/null && echo ompi-c)
MPI_CFLAGS := $(if $(MPI),$(shell pkg-config --cflags $(MPI)))
MPI_LIBS := $(if $(MPI),$(shell pkg-config --libs $(MPI)))
PLACES = -DFAULTLINE_VERSION='"$(VERSION)"' -DFAULTLINE_DATADIR='"$(DATADIR)"' -DFAULTLINE_SOURCE_DIR='"$(CURDIR)"'

EVERY_SOURCE = $(sort $(wildcard sim/*.c topologies/*/*.c models/*/*.c analysis/*/*.c scenarios/*.c scenarios/*/*.c))
SOURCES = $(filter-out scenarios/run/mail$(if $(MPI),_none).c,$(EVERY_SOURCE))
OBJECTS = $(SOURCES:%.c=$(BUILD)/%.o)
ROOMS = $(filter-out %/scenarios/main.o,$(OBJECTS))
TESTS = $(patsubst %.c,$(BUILD)/%,$(sort $(wildcard tests/test_*.c)))
BENCHES = $(patsubst %.c,$(BUILD)/%,$(sort $(wildcard tests/bench_*.c)))
FUZZERS = $(patsubst %.c,$(BUILD)/%,$(filter-out tests/fuzz_replay.c,$(sort $(wildcard tests/fuzz_*.c))))
# What several tests share: every other file there, and the laws (tests/laws/law.h).
KIT_SOURCES = $(filter-out tests/test_%.c tests/bench_%.c tests/fuzz_%.c %/main.c, \
	$(sort $(wildcard tests/*.c tests/laws/*.c)))
TEST_KIT = $(KIT_SOURCES:%.c=$(BUILD)/%.o)
DEMO = scenarios/level3-2011.ini scenarios/level3-2011-malformed.ini

Q = $(if $(V),,@)
say = $(if $(V),,@printf '  %-5s %s\n' $1 $2)
PARALLEL = $(if $(findstring jobserver,$(MAKEFLAGS)),,-j$(shell nproc))
AGAIN = +@$(MAKE) --no-print-directory $(PARALLEL)

.PHONY: all programs tests benches fuzzers demo check check-daemons laws settle deps bench fuzz lint format table \
	install uninstall clean help FORCE
.DELETE_ON_ERROR:
.SECONDARY:

all: $(BUILD)/faultline
tests: $(BUILD)/faultline $(TESTS) $(FUZZERS) $(BUILD)/tests/laws/main $(BUILD)/tests/daemons/play \
	$(BUILD)/tests/daemons/inject $(BUILD)/tests/daemons/converge $(BUILD)/tests/daemons/cases.csv
benches: $(BUILD)/faultline $(BENCHES)
fuzzers: $(FUZZERS)

help:
	@echo 'all        the program: $(BUILD)/faultline'
	@echo 'demo       installs what is missing, builds, replays Level 3 2011, leaves the results in out/'
	@echo 'check      installs what is missing, builds and runs every test'
	@echo 'check-daemons  DAEMONS="frr bird openbgpd gobgp" CASES=REGEX: the platform tables against real ones'
	@echo 'laws       LAWS="v2 v3": the experiments with known answers in full, their tables, plots and page in out/laws/'
	@echo 'settle     the converged starting state against the event kernel, for 1,000 origins (minutes)'
	@echo 'deps       installs the Debian packages that are missing'
	@echo 'bench      builds and runs tests/bench_*'
	@echo 'fuzz       FUZZ_SECONDS ($(FUZZ_SECONDS)) of each tests/fuzz_* (clang)'
	@echo 'lint       floors, names and sizes; format: clang-format on everything'
	@echo 'table      MAPS="YEAR=FILE ...": real maps beside generated ones, into topologies/README.md'
	@echo 'install    under $$(DESTDIR)$$(PREFIX) ($(PREFIX)); uninstall takes it away'
	@echo 'clean      removes build*/ (out/ stays)'
	@echo 'Switches: SAN=1 (address and undefined behaviour sanitizers, in build-san), COV=1 (gcov, in build-cov),'
	@echo '          CC=clang, WERROR=1, V=1 (show the commands), MPI= (without Open MPI)'

# Packages

deps:
	@missing=; command -v dpkg-query >/dev/null || { echo 'deps: not a Debian; needed: $(PACKAGES)'; exit 0; }; \
	for p in $(PACKAGES); do \
	  dpkg-query -W -f '$${db:Status-Status}\n' $$p 2>/dev/null | grep -qx installed || missing="$$missing $$p"; \
	done; \
	if [ -z "$$missing" ]; then echo 'deps: nothing is missing'; exit 0; fi; \
	if [ "$$(id -u)" = 0 ]; then as=; elif command -v sudo >/dev/null; then as=sudo; else \
	  echo "deps: missing:$$missing; install them as root" >&2; exit 1; fi; \
	echo "deps: installing$$missing with apt-get$${as:+, through sudo}; this takes a minute"; \
	$$as apt-get -qq update </dev/null; \
	$$as env DEBIAN_FRONTEND=noninteractive apt-get -qqy -o Dpkg::Use-Pty=0 install --no-install-recommends \
	  $$missing </dev/null >/dev/null

# Building. A stamp changes when the command does, and what was made with another is made again.

define stamp
	@mkdir -p $(@D); printf '%s\n' '$(subst ','\'',$1)' | cmp -s - $@ || printf '%s\n' '$(subst ','\'',$1)' >$@
endef

$(BUILD)/compile.stamp: FORCE
	$(call stamp,$(COMPILE))
$(BUILD)/places.stamp: FORCE
	$(call stamp,$(PLACES))
$(BUILD)/link.stamp: FORCE
	$(call stamp,$(LINK) $(OBJECTS) $(TEST_KIT) $(LIBS))

$(BUILD)/%.o: %.c $(BUILD)/compile.stamp
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(Q)$(COMPILE) $(EXTRA) -MMD -MP -c -o $@ $<

$(filter $(BUILD)/scenarios/%,$(OBJECTS)): $(BUILD)/places.stamp
$(BUILD)/scenarios/%.o: private EXTRA = $(PLACES)
$(BUILD)/tests/%.o: private EXTRA = $(PLACES)
$(BUILD)/scenarios/run/mail.o: private EXTRA = $(MPI_CFLAGS)

$(BUILD)/faultline: $(OBJECTS) $(BUILD)/link.stamp
	$(call say,LINK,$@)
	$(Q)$(LINK) -o $@ $(OBJECTS) $(LIBS)

$(BUILD)/rooms.a: $(ROOMS) $(TEST_KIT) $(BUILD)/link.stamp
	$(Q)rm -f $@; ar rcs $@ $(ROOMS) $(TEST_KIT)

$(TESTS) $(BENCHES): %: %.o $(BUILD)/rooms.a
	$(call say,LINK,$@)
	$(Q)$(LINK) -o $@ $< $(BUILD)/rooms.a $(LIBS)

$(BUILD)/tests/laws/main: %: %.o $(BUILD)/rooms.a
	$(call say,LINK,$@)
	$(Q)$(LINK) -o $@ $< $(BUILD)/rooms.a $(LIBS)

# The player and the messages of tests/daemons.
PLAYER = $(patsubst %.c,$(BUILD)/%.o,$(filter-out %/cases.c %/inject.c %/converge.c,$(wildcard tests/daemons/*.c)))
$(BUILD)/tests/daemons/play: $(PLAYER) $(BUILD)/rooms.a
	$(call say,LINK,$@)
	$(Q)$(LINK) -o $@ $(PLAYER) $(BUILD)/rooms.a $(LIBS)
$(BUILD)/tests/daemons/inject: %: %.o $(BUILD)/tests/daemons/peer.o $(BUILD)/rooms.a
	$(call say,LINK,$@)
	$(Q)$(LINK) -o $@ $(filter %.o %.a,$^) $(LIBS)
$(BUILD)/tests/daemons/cases $(BUILD)/tests/daemons/converge: %: %.o $(BUILD)/rooms.a
	$(call say,LINK,$@)
	$(Q)$(LINK) -o $@ $< $(BUILD)/rooms.a $(LIBS)
$(BUILD)/tests/daemons/cases.csv: $(BUILD)/tests/daemons/cases
	$(Q)$< >$@

$(FUZZERS): %: %.o $(if $(FUZZ),,$(BUILD)/tests/fuzz_replay.o) $(BUILD)/rooms.a
	$(call say,LINK,$@)
	$(Q)$(LINK) $(if $(FUZZ),-fsanitize=fuzzer) -o $@ $(filter %.o %.a,$^) $(LIBS)

-include $(OBJECTS:.o=.d) $(TEST_KIT:.o=.d) $(PLAYER:.o=.d) $(BUILD)/tests/laws/main.d \
	$(BUILD)/tests/daemons/inject.d $(BUILD)/tests/daemons/converge.d $(BUILD)/tests/daemons/cases.d
-include $(TESTS:=.d) $(BENCHES:=.d) $(FUZZERS:=.d)

# Using

demo: deps
	$(AGAIN) all
	$(BUILD)/faultline run $(DEMO) --out out
	@echo "The tables, plots and reports are in $(CURDIR)/out/:"; ls -d out/*/report.md

check: deps
	$(AGAIN) tests
	@tests/check.sh $(BUILD) $(TESTS) $(FUZZERS)
ifdef COV
	@cd $(BUILD) && gcov -r -s $(CURDIR) $(ROOMS:$(BUILD)/%=%) 2>/dev/null | \
	  awk -F"'" '/^File/ {f = $$2} /^Lines/ && f ~ /\.c$$/ {sub(/.*:/, "", $$0); printf "%-32s %s\n", f, $$0; f = ""}'
endif

check-daemons:
	$(AGAIN) all $(BUILD)/tests/daemons/play $(BUILD)/tests/daemons/inject $(BUILD)/tests/daemons/cases.csv
	@CASES='$(CASES)' tests/daemons/check.sh $(BUILD) $(DAEMONS)

laws: deps
	$(AGAIN) $(BUILD)/tests/laws/main
	@tests/laws/laws.sh $(BUILD) $(LAWS)

settle:
	$(AGAIN) $(BUILD)/tests/test_settle
	$(BUILD)/tests/test_settle -m slow

bench:
	$(AGAIN) benches
	@for b in $(BENCHES); do echo "$$(basename $$b)"; $$b || exit; done

fuzz:
	$(AGAIN) FUZZ=1 CC=clang fuzzers
	@for f in $(notdir $(FUZZERS)); do name=$${f#fuzz_}; mkdir -p build-fuzz/corpus/$$name tests/corpus/$$name; \
	  echo "$$f: $(FUZZ_SECONDS) s"; \
	  build-fuzz/tests/$$f -max_total_time=$(FUZZ_SECONDS) -print_final_stats=1 \
	    -artifact_prefix=build-fuzz/$$name- build-fuzz/corpus/$$name tests/corpus/$$name 2>build-fuzz/$$name.log || \
	    { tail -40 build-fuzz/$$name.log; exit 1; }; \
	  grep -E 'stat::(number_of_executed_units|new_units_added)' build-fuzz/$$name.log; done

lint:
	@tests/lint.sh

format:
	clang-format -i $(wildcard */*.[ch] topologies/*/*.[ch] models/*/*.[ch] analysis/*/*.[ch] scenarios/*/*.[ch] \
	  tests/daemons/*.[ch] tests/laws/*.[ch])

table: all
	@topologies/table.sh $(BUILD)/faultline topologies/README.md $(MAPS)

install: all
	install -d $(DESTDIR)$(BINDIR)
	install $(BUILD)/faultline $(DESTDIR)$(BINDIR)/faultline
	@set -e; put() { to=$(DESTDIR)$$1; shift; for f; do [ -e "$$f" ] || continue; \
	  install -d $$to; echo "install -m 644 $$f $$to"; install -m 644 $$f $$to; done; }; \
	put $(DATADIR)/strategies models/strategies/*.csv; \
	put $(DATADIR)/platforms models/platforms/*.ini models/platforms/*.csv; \
	put $(DATADIR)/insides topologies/inside/*.csv; \
	put $(DATADIR)/scenarios scenarios/*.ini scenarios/*.sbatch; \
	put $(DATADIR)/gnuplot analysis/plots/*.gp; put $(MANDIR) scenarios/*.1

uninstall:
	rm -f $(DESTDIR)$(BINDIR)/faultline $(patsubst scenarios/%,$(DESTDIR)$(MANDIR)/%,$(wildcard scenarios/*.1))
	rm -rf $(DESTDIR)$(DATADIR)

clean:
	rm -rf build build-san build-cov build-fuzz
