# awol: tools for desertion records. `make help` lists the targets.
.DEFAULT_GOAL := all
SHELL := /bin/bash
.SHELLFLAGS := -o pipefail -ec

VERSION := 0.1.0
# Stands in the man pages; set together with VERSION.
RELEASE_DATE := November 22, 2026
PREFIX ?= /usr/local
DESTDIR ?=
MODE ?= release
BUILD ?= build/$(MODE)
WERROR ?= 1
JOBS ?= $(shell nproc 2>/dev/null || echo 2)

# What building, testing and the demo need, and what the slower checks need besides.
DEPS := build-essential pkg-config libgsl-dev librandom123-dev libjansson-dev libmd-dev libseccomp-dev libxml2-dev libutf8proc-dev \
	libzip-dev zlib1g-dev libcriterion-dev gnuplot-nox fonts-dejavu-core librsvg2-bin mandoc
DEPS_DEV := clang clang-tidy clang-format cppcheck gcovr zsh fish libxml2-utils r-base-core r-cran-survival php-cli emacs-nox

# In `make deps check` the goals run one after the other and, on a fresh machine, there is no
# compiler when this file is read: nothing here asks for one, and pkg-config is asked when a
# compiler line is run. Compiling itself goes through $(SUBMAKE), which may be parallel.
ifneq ($(AWOL_SUBMAKE),1)
.NOTPARALLEL:
endif
SUBMAKE = $(MAKE) --no-print-directory AWOL_SUBMAKE=1 $(if $(findstring -j,$(MAKEFLAGS)),,-j$(JOBS))

PACKAGES := gsl jansson libmd libseccomp libutf8proc libxml-2.0 libzip zlib
PKG_CFLAGS = $(shell pkg-config --cflags $(PACKAGES))

# LATE=1: a tool loads libxml2 and libzip when it reads XML or a spreadsheet (lib/read/late.h).
LATE ?= 1
LATE_PACKAGES := $(if $(filter 1,$(LATE)),libxml-2.0 libzip)
LINKED := $(filter-out $(LATE_PACKAGES),$(PACKAGES))
# LINK=static: all others but the C library from their archives, which take less time to load.
LINK ?= shared
STATIC := $(if $(filter static,$(LINK)),$(filter-out libxml-2.0 libzip,$(LINKED)))
BY_ARCHIVE := -Wl,-Bstatic
BY_FILE := -Wl,-Bdynamic
PKG_LIBS = -Wl,--as-needed $(call libs,$(filter-out $(STATIC),$(LINKED))) \
	$(if $(STATIC),$(BY_ARCHIVE) $(call libs,$(STATIC)) $(BY_FILE)) -lm -lpthread -ldl
# Tests make archives of their own, and one benchmark is libxml2 alone.
TEST_LIBS = $(call libs,$(LATE_PACKAGES)) $(PKG_LIBS)
libs = $(if $(strip $(1)),$(filter-out -lm -lpthread -ldl,$(shell pkg-config --libs $(1))))
# The file of a library, as the linker would write it into a program that is linked with it.
soname = $(shell probe=$$(mktemp) && \
	$(CC) -shared -nostdlib -o $$probe -x c /dev/null -Wl,--no-as-needed $$(pkg-config --libs $(1)) && \
	readelf -d $$probe | sed -n 's/.*(NEEDED).*\[\($(2)[.-].*\)\]$$/\1/p'; rm -f $$probe)

WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes \
	-Wold-style-definition -Wpointer-arith -Wwrite-strings -Wvla -Wformat=2 -Wundef \
	-Wdouble-promotion -Wswitch-enum $(if $(filter 1,$(WERROR)),-Werror)
# clang takes NAN and INFINITY for floats that are promoted.
WARNINGS += $(if $(findstring clang,$(CC)),-Wno-double-promotion)
CPPFLAGS += -Ilib -D_GNU_SOURCE -DAWOL_VERSION='"$(VERSION)"' \
	-DAWOL_RELEASE_DATE='"$(RELEASE_DATE)"'
STANDARD := -std=c17 -include base/banned.h
CFLAGS_COMMON := $(STANDARD) -g -fno-common -ffp-contract=off -ffile-prefix-map=$(CURDIR)=. $(WARNINGS)
CFLAGS_release := -O2 -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2 -fstack-protector-strong
CFLAGS_asan := -O1 -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer
# gcc takes the sanitizers' own branches for the program's.
CFLAGS_asan += -Wno-format-truncation -Wno-maybe-uninitialized -Wno-unknown-warning-option
CFLAGS_fuzz := -O1 -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer
CFLAGS_coverage := -O0 --coverage
LDFLAGS_asan := -fsanitize=address,undefined
LDFLAGS_fuzz := -fsanitize=address,undefined
LDFLAGS_coverage := --coverage
ALL_CFLAGS = $(CFLAGS_COMMON) $(CFLAGS_$(MODE)) $(PKG_CFLAGS) $(CFLAGS)
ALL_LDFLAGS = $(LDFLAGS_$(MODE)) $(LDFLAGS)
# Criterion's macros convert freely.
TEST_CFLAGS := -Itests -Wno-conversion -Wno-sign-conversion -Wno-double-promotion

LIB_SOURCES := $(sort $(wildcard lib/*/*.c))
LIB_HEADERS := $(sort $(wildcard lib/*/*.h))
LIB_OBJECTS := $(LIB_SOURCES:%.c=$(BUILD)/%.o)
TOOL_SOURCES := $(sort $(wildcard bin/*.c))
TOOL_NAMES := $(TOOL_SOURCES:bin/%.c=%)
TOOLS := $(TOOL_NAMES:%=$(BUILD)/bin/%)
MAN_PAGES := $(TOOL_NAMES:%=$(BUILD)/man/man1/%.1) $(BUILD)/man/man5/awol-stream.5
COMPLETIONS := $(TOOL_NAMES:%=$(BUILD)/completions/%)
TEST_SOURCES := $(sort $(wildcard tests/unit/*/*.c tests/reference/*.c tests/recovery/*.c))
TEST_SUPPORT := $(sort $(wildcard tests/support/*.c))
TEST_OBJECTS := $(TEST_SOURCES:%.c=$(BUILD)/%.o) $(TEST_SUPPORT:%.c=$(BUILD)/%.o)
FUZZ_SOURCES := $(sort $(wildcard tests/fuzz/fuzz_*.c))
FUZZ_TARGETS := $(FUZZ_SOURCES:%.c=$(BUILD)/%)
CHECKED := $(LIB_SOURCES) $(TOOL_SOURCES)
TIDY_FLAGS = -Ilib -D_GNU_SOURCE -DAWOL_VERSION=\"\" -DAWOL_RELEASE_DATE=\"\" \
	-DAWOL_LIBXML2=\"libxml2.so\" -DAWOL_LIBZIP=\"libzip.so\" $(STANDARD) $(PKG_CFLAGS)

# V=1 shows each command whole.
Q := $(if $(filter 1,$(V)),,@)
say = $(if $(filter 1,$(V)),,@echo "  $(1)  $(2)")

.PHONY: all binaries help deps deps-dev check unit golden bless examples demo figures check-figures check-direct check-layers check-headers \
	check-docs check-asan fuzz fuzz-repeatable fuzz-binaries fuzz-targets check-memory check-calendars check-datasets checksums simulated recovery bench-read bench-deps intervals calibrated attribution sizes evidence bench-fit bench-simulate check-r tidy cppcheck format format-check \
	coverage docs readme install uninstall dist clean

# ---- building -------------------------------------------------------------------------------------

all: ## build the library and the tools
	@$(SUBMAKE) binaries

binaries: $(BUILD)/libawol.a $(TOOLS)
	@:

$(BUILD)/libawol.a: $(LIB_OBJECTS)
	$(call say,AR,$@)
	@rm -f $@
	$(Q)ar rcsD $@ $^

$(BUILD)/lib/%.o: lib/%.c Makefile
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(Q)$(CC) $(CPPFLAGS) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

ifneq ($(LATE_PACKAGES),)
$(BUILD)/lib/read/xml_sax.o: CPPFLAGS += -DAWOL_LIBXML2='"$(call soname,libxml-2.0,libxml2)"'
$(BUILD)/lib/read/zip_file.o: CPPFLAGS += -DAWOL_LIBZIP='"$(call soname,libzip,libzip)"'
endif

$(BUILD)/bin/%.o: bin/%.c Makefile
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(Q)$(CC) $(CPPFLAGS) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/tests/%.o: tests/%.c Makefile
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(Q)$(CC) $(CPPFLAGS) $(ALL_CFLAGS) $(TEST_CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/bin/%: $(BUILD)/bin/%.o $(BUILD)/libawol.a
	$(call say,LD,$@)
	$(Q)$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(PKG_LIBS)

$(BUILD)/unit-tests: $(TEST_OBJECTS) $(BUILD)/libawol.a
	$(call say,LD,$@)
	$(Q)$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ -lcriterion $(TEST_LIBS)

$(BUILD)/tests/support/programs/%: $(BUILD)/tests/support/programs/%.o $(TEST_SUPPORT:%.c=$(BUILD)/%.o) $(BUILD)/libawol.a
	$(call say,LD,$@)
	$(Q)$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ -lcriterion $(TEST_LIBS)

$(BUILD)/tests/bench/%: $(BUILD)/tests/bench/%.o $(BUILD)/libawol.a
	$(call say,LD,$@)
	$(Q)$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(TEST_LIBS)

$(BUILD)/man/man1/%.1: $(BUILD)/bin/%
	@mkdir -p $(@D)
	$(Q)$< --print=man > $@.new && mv $@.new $@

$(BUILD)/man/man5/awol-stream.5: $(BUILD)/bin/awol
	@mkdir -p $(@D)
	$(Q)$< --print=stream > $@.new && mv $@.new $@

$(BUILD)/completions/%: $(BUILD)/bin/%
	@mkdir -p $(@D)
	$(Q)for shell in bash zsh fish; do $< --print=$$shell > $@.$$shell; done
	@touch $@

docs: $(MAN_PAGES) $(COMPLETIONS)
	@:

# ---- what the machine needs -------------------------------------------------------------------------

deps: ## install what building, testing and the demo need and what is missing
	@tests/support/deps $(DEPS)

deps-dev: ## install what the slower checks need besides
	@tests/support/deps $(DEPS) $(DEPS_DEV)

# ---- checks ------------------------------------------------------------------------------------------

check: unit golden examples check-layers check-headers check-docs check-direct check-datasets ## build and run every test that needs only `make deps`
	@echo "make check: everything passed"

unit: ## build and run the unit tests
	@$(SUBMAKE) $(BUILD)/unit-tests
	$(BUILD)/unit-tests --short-filename -j$(JOBS)

golden: all ## run the tools on the cases of tests/golden and compare
	tests/support/golden $(BUILD)/bin

bless: all ## rewrite what the golden cases expect, and show the difference
	tests/support/golden --bless $(BUILD)/bin
	@git --no-pager diff --stat -p -- tests/golden

examples: all ## run every example that --help prints
	tests/support/check-examples $(BUILD)/bin

check-direct: all ## awol-count FILE says what awol-read FILE | awol-count says, for made-up tables
	tests/support/check-direct $(BUILD)/bin

check-layers: ## includes go only downwards, and only cli and bin print or exit
	tests/support/check-layers .

check-headers: ## each header compiles alone
	@for header in $(LIB_HEADERS); do \
		echo "#include \"$${header#lib/}\"" | $(CC) $(CPPFLAGS) $(STANDARD) $(WARNINGS) $(PKG_CFLAGS) \
			-fsyntax-only -x c - || { echo "$$header does not compile alone" >&2; exit 1; }; \
	done; echo "check-headers: $(words $(LIB_HEADERS)) headers compile alone"

check-docs: all ## man pages and completions are sound, README tells what the tools tell
	@$(SUBMAKE) docs
	tests/support/check-docs $(BUILD) $(TOOL_NAMES)
	tests/support/check-readme $(BUILD)/bin README.md

# A leak does not fail a unit test by itself: reports go to files, and any file is a failure.
check-asan: ## unit tests and golden cases under AddressSanitizer and UBSan, leaks included
	@$(SUBMAKE) MODE=asan binaries build/asan/unit-tests
	tests/support/check-asan build/asan

$(BUILD)/mutate: tests/fuzz/mutate.c Makefile
	@mkdir -p $(@D)
	$(call say,LD,$@)
	$(Q)$(CC) -std=c17 -O2 -g $(WARNINGS) -D_POSIX_C_SOURCE=200809L -o $@ $<

$(BUILD)/tests/fuzz/fuzz_%: $(BUILD)/tests/fuzz/fuzz_%.o $(BUILD)/tests/fuzz/fuzz.o $(BUILD)/libawol.a
	$(call say,LD,$@)
	$(Q)$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -fsanitize=fuzzer -o $@ $^ $(TEST_LIBS)

fuzz-targets: $(FUZZ_TARGETS)
	@:

# Another SEED is other damage. The targets of libFuzzer need clang.
FUZZ_SECONDS ?= 60
SEED ?= 1776
fuzz: fuzz-binaries ## a minute for each target of libFuzzer, and damaged inputs for the tools; under sanitizers
	tests/fuzz/run-targets build/fuzz $(FUZZ_SECONDS) $(SEED) $(JOBS)
	tests/fuzz/fuzz build/asan $(FUZZ_SECONDS) $(SEED)

fuzz-repeatable: fuzz-binaries ## the same by a number of runs and not by the clock: twice the same
	tests/fuzz/run-targets build/fuzz repeatable $(SEED) $(JOBS)
	tests/fuzz/fuzz build/asan 1200x $(SEED)

fuzz-binaries:
	@$(SUBMAKE) MODE=fuzz CC=clang fuzz-targets
	@$(SUBMAKE) MODE=asan binaries build/asan/mutate

check-memory: all ## let each allocation of a run fail in turn: a message and exit 5, never a crash
	tests/support/check-memory $(BUILD) $(CC)

# Folders of datasets/ that are campaigns: the others are made up.
CAMPAIGNS = $(filter-out datasets/simulated datasets/scenarios,$(patsubst %/datapackage.json,%,$(wildcard datasets/*/datapackage.json)))
check-datasets: ## sources, pages, dates, overlaps, sums and checksums of the datasets
	@$(SUBMAKE) $(BUILD)/tests/support/programs/datasets
	$(BUILD)/tests/support/programs/datasets $(CAMPAIGNS)
	@cd datasets && sha256sum --quiet --check SHA256SUMS && \
		diff <(cut -c 67- SHA256SUMS) <(find $(notdir $(CAMPAIGNS)) -type f | LC_ALL=C sort) && \
		echo "check-datasets: the checksums are those of SHA256SUMS"

checksums: ## write datasets/SHA256SUMS anew, after a change that was meant
	cd datasets && find $(notdir $(CAMPAIGNS)) -type f | LC_ALL=C sort | xargs sha256sum > SHA256SUMS

check-calendars: ## the calendars of php and emacs still say what the tests say
	tests/support/calendar-tables --check tests/unit/date/test_calendar_tables.c

MOST ?= 1e7
bench-fit: all ## how fast models are fitted, beside whatever peers are installed (MOST departures)
	@$(SUBMAKE) $(BUILD)/tests/bench/fit $(BUILD)/tests/bench/measure
	@tests/bench/run-fit $(BUILD) $(MOST)

TURNS ?= 5
MEN ?= 1e7
bench-simulate: all ## how fast campaigns and cascades are drawn, beside the installed of numba, igraph and networkx (TURNS, MEN)
	@$(SUBMAKE) $(BUILD)/tests/bench/simulate
	@tests/bench/run-simulate $(BUILD) $(TURNS) $(MEN)

ROWS ?= 10000000
REPETITIONS ?= 3
bench-read: all ## how fast records are counted, beside whatever peers are installed (ROWS, REPETITIONS)
	@$(SUBMAKE) $(BUILD)/tests/bench/records $(BUILD)/tests/bench/sax2 $(BUILD)/tests/bench/measure
	@tests/bench/run $(BUILD) $(ROWS) $(REPETITIONS)

bench-deps: ## install the peers of the benches; polars and DuckDB into build/peers
	@tests/support/deps mawk miller gretl r-base-core r-recommended r-cran-surveillance r-cran-data.table \
		python3-numba python3-igraph python3-networkx python3-scipy python3-statsmodels
	@command -v npm > /dev/null || tests/support/deps nodejs npm
	@mkdir -p build/peers && cd build/peers && { [ -f package.json ] || echo '{}' > package.json; } && \
		npm install --no-audit --no-fund --ignore-scripts nodejs-polars nodejs-polars-linux-x64-gnu @duckdb/node-api

check-r: all ## run the R code of the README
	tests/support/check-r $(BUILD)/bin

tidy: ## clang-tidy: analyzer, bugprone, portability
	@printf '%s\n' $(CHECKED) | xargs -P $(JOBS) -n 4 bash -c 'clang-tidy --quiet "$$@" -- $(TIDY_FLAGS) \
		2> >(grep -v "warnings\? generated\|warnings treated" >&2)' clang-tidy
	@echo "tidy: $(words $(CHECKED)) files are clean"

cppcheck: ## cppcheck: warning, portability, performance
	@cppcheck --quiet -j $(JOBS) --std=c11 --enable=warning,portability,performance --inline-suppr \
		--error-exitcode=1 --suppress=missingIncludeSystem -Ilib -DAWOL_VERSION='""' \
		-DAWOL_RELEASE_DATE='""' $(CHECKED)

format: ## lay out every source by .clang-format
	clang-format -i $(CHECKED) $(LIB_HEADERS) $(TEST_SOURCES) $(wildcard tests/support/*.[ch] tests/fuzz/fuzz*.[ch])

format-check: ## fail where a source is not laid out by .clang-format
	@clang-format --dry-run -Werror $(CHECKED) $(LIB_HEADERS) $(TEST_SOURCES) $(wildcard tests/support/*.[ch] tests/fuzz/fuzz*.[ch])

coverage: ## how much of the library the tests run
	@$(SUBMAKE) MODE=coverage binaries build/coverage/unit-tests
	find build/coverage -name '*.gcda' -delete
	build/coverage/unit-tests --short-filename -j$(JOBS) > /dev/null
	tests/support/golden build/coverage/bin > /dev/null
	gcovr --root . --filter lib/ --filter bin/ build/coverage

simulated: all ## draw datasets/simulated/series.csv anew
	PATH="$(CURDIR)/$(BUILD)/bin:$$PATH" datasets/simulated/draw > $(BUILD)/simulated.csv
	mv $(BUILD)/simulated.csv datasets/simulated/series.csv

# Put the lines of a file between two marks of another: $(call between,MARK,FILE,OF)
between = awk -v table=$(2) '/^<!-- $(1) -->/ { print; while ((getline line < table) > 0) print line; skip = 1 } \
	/^<!-- end of $(1) -->/ { skip = 0 } !skip' $(3) > $(BUILD)/between && mv $(BUILD)/between $(3)

RECOVERY_SERIES ?= 100
recovery: ## simulate and fit many campaigns, and write the table of tests/recovery/README.md (minutes)
	@$(SUBMAKE) $(BUILD)/tests/support/programs/recovery
	$(BUILD)/tests/support/programs/recovery estimates $(RECOVERY_SERIES) > $(BUILD)/estimates.md
	$(call between,estimates,$(BUILD)/estimates.md,tests/recovery/README.md)

intervals: ## how often the intervals of simulated campaigns hold the truth, into the same README (minutes)
	@$(SUBMAKE) $(BUILD)/tests/support/programs/recovery
	$(BUILD)/tests/support/programs/recovery intervals $(RECOVERY_SERIES) > $(BUILD)/intervals.md
	$(call between,intervals,$(BUILD)/intervals.md,tests/recovery/README.md)

calibrated: ## how often the calibrated limits of simulated campaigns hold the truth, into the same README (a quarter of an hour)
	@$(SUBMAKE) $(BUILD)/tests/support/programs/recovery
	$(BUILD)/tests/support/programs/recovery calibrated $(RECOVERY_SERIES) > $(BUILD)/calibrated.md
	$(call between,calibrated,$(BUILD)/calibrated.md,tests/recovery/README.md)

attribution: ## attribute simulated campaigns to their offers, and write the table of ATTRIBUTION.md there (minutes)
	@$(SUBMAKE) $(BUILD)/tests/support/programs/attribution
	$(BUILD)/tests/support/programs/attribution $(RECOVERY_SERIES) > $(BUILD)/attribution.md
	$(call between,attribution,$(BUILD)/attribution.md,tests/recovery/ATTRIBUTION.md)

sizes: ## test simulated records with and without effects, and write the second table there (minutes)
	@$(SUBMAKE) $(BUILD)/tests/support/programs/sizes
	$(BUILD)/tests/support/programs/sizes $(RECOVERY_SERIES) > $(BUILD)/sizes.md
	$(call between,sizes,$(BUILD)/sizes.md,tests/recovery/README.md)

evidence: ## how often records with and without contagion speak for it between units, into the same README (a minute)
	@$(SUBMAKE) $(BUILD)/tests/support/programs/evidence
	$(BUILD)/tests/support/programs/evidence $(EVIDENCE_SERIES) > $(BUILD)/evidence.md
	$(call between,evidence,$(BUILD)/evidence.md,tests/recovery/README.md)
EVIDENCE_SERIES ?= 400

# ---- for users ---------------------------------------------------------------------------------------

figures: all ## draw every figure of plots anew
	@AWOL="$(CURDIR)/$(BUILD)/bin" plots/draw

check-figures: all ## the figures kept in plots are what their pipelines draw
	@AWOL="$(CURDIR)/$(BUILD)/bin" plots/draw --check

demo: all ## draw plots/hessian-timeline.svg and plots/petersburg-timeline.svg and say what was found
	@PATH="$(CURDIR)/$(BUILD)/bin:$$PATH" plots/demo

readme: all ## write the table of tools into README.md
	tests/support/readme --write $(BUILD)/bin README.md

BINDIR = $(DESTDIR)$(PREFIX)/bin
LIBDIR = $(DESTDIR)$(PREFIX)/lib
INCLUDEDIR = $(DESTDIR)$(PREFIX)/include/awol
SHAREDIR = $(DESTDIR)$(PREFIX)/share

$(BUILD)/awol.pc: Makefile
	@mkdir -p $(@D)
	@printf '%s\n' 'prefix=$(PREFIX)' 'includedir=$${prefix}/include/awol' 'libdir=$${prefix}/lib' '' \
		'Name: awol' 'Description: counts and cascade models for desertion records' \
		'Version: $(VERSION)' 'Requires: gsl' 'Requires.private: $(filter-out gsl,$(LINKED))' \
		'Cflags: -I$${includedir}' 'Libs: -L$${libdir} -lawol' 'Libs.private: -lm -lpthread -ldl' > $@

install: all ## install tools, library, man pages, completions and datasets (PREFIX, DESTDIR)
	@$(SUBMAKE) docs $(BUILD)/awol.pc
	install -d $(BINDIR) $(LIBDIR)/pkgconfig $(SHAREDIR)/man/man1 $(SHAREDIR)/man/man5
	install -m 755 $(TOOLS) $(BINDIR)
	install -m 644 $(BUILD)/libawol.a $(LIBDIR)
	install -m 644 $(BUILD)/awol.pc $(LIBDIR)/pkgconfig
	install -m 644 $(BUILD)/man/man1/*.1 $(SHAREDIR)/man/man1
	install -m 644 $(BUILD)/man/man5/*.5 $(SHAREDIR)/man/man5
	for header in $(LIB_HEADERS:lib/%=%); do install -D -m 644 lib/$$header $(INCLUDEDIR)/$$header; done
	for tool in $(TOOL_NAMES); do \
		install -D -m 644 $(BUILD)/completions/$$tool.bash $(SHAREDIR)/bash-completion/completions/$$tool; \
		install -D -m 644 $(BUILD)/completions/$$tool.zsh $(SHAREDIR)/zsh/site-functions/_$$tool; \
		install -D -m 644 $(BUILD)/completions/$$tool.fish $(SHAREDIR)/fish/vendor_completions.d/$$tool.fish; \
	done
	if [ -d datasets ]; then install -d $(SHAREDIR)/awol; cp -R datasets $(SHAREDIR)/awol/; fi

uninstall: ## remove what install put there
	rm -f $(TOOL_NAMES:%=$(BINDIR)/%) $(LIBDIR)/libawol.a $(LIBDIR)/pkgconfig/awol.pc
	rm -f $(TOOL_NAMES:%=$(SHAREDIR)/man/man1/%.1) $(SHAREDIR)/man/man5/awol-stream.5
	rm -f $(TOOL_NAMES:%=$(SHAREDIR)/bash-completion/completions/%)
	rm -f $(TOOL_NAMES:%=$(SHAREDIR)/zsh/site-functions/_%)
	rm -f $(TOOL_NAMES:%=$(SHAREDIR)/fish/vendor_completions.d/%.fish)
	rm -rf $(INCLUDEDIR) $(SHAREDIR)/awol

dist: ## build/awol-VERSION.tar.gz of the last commit
	@mkdir -p build
	git archive --format=tar --prefix=awol-$(VERSION)/ HEAD | gzip -n9 > build/awol-$(VERSION).tar.gz
	@echo build/awol-$(VERSION).tar.gz

clean: ## remove everything that was built
	rm -rf build

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z][a-z-]*:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

-include $(LIB_OBJECTS:.o=.d) $(TOOL_SOURCES:bin/%.c=$(BUILD)/bin/%.d) $(TEST_OBJECTS:.o=.d) $(FUZZ_SOURCES:%.c=$(BUILD)/%.d)
.SECONDARY:
.DELETE_ON_ERROR:
