# awol: tools for desertion records. `make help` lists the targets.
.NOTPARALLEL: deps deps-dev demo check
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
CC ?= gcc
WERROR ?= 1

# pkg-config is asked when a recipe or a compiler line needs it, so that `make deps …` can install
# it first.
PACKAGES := gsl jansson libmd zlib
PKG_CFLAGS = $(shell pkg-config --cflags $(PACKAGES) 2>/dev/null)
PKG_LIBS = $(shell pkg-config --libs $(PACKAGES) 2>/dev/null) -lm -lpthread

WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes \
	-Wold-style-definition -Wpointer-arith -Wwrite-strings -Wvla -Wformat=2 -Wundef \
	-Wdouble-promotion -Wswitch-enum $(if $(filter 1,$(WERROR)),-Werror)
CPPFLAGS += -Ilib -D_POSIX_C_SOURCE=200809L -D_DEFAULT_SOURCE -DAWOL_VERSION='"$(VERSION)"' \
	-DAWOL_RELEASE_DATE='"$(RELEASE_DATE)"'
CFLAGS_COMMON := -std=c17 -g -fno-common -ffp-contract=off -include base/banned.h $(WARNINGS)
CFLAGS_release := -O2 -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2 -fstack-protector-strong
CFLAGS_asan := -O1 -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer
CFLAGS_coverage := -O0 --coverage
LDFLAGS_asan := -fsanitize=address,undefined
LDFLAGS_coverage := --coverage
ALL_CFLAGS = $(CFLAGS_COMMON) $(CFLAGS_$(MODE)) $(PKG_CFLAGS) $(CFLAGS)
ALL_LDFLAGS = $(LDFLAGS_$(MODE)) $(LDFLAGS)

LIB_SOURCES := $(sort $(wildcard lib/*/*.c))
LIB_OBJECTS := $(LIB_SOURCES:%.c=$(BUILD)/%.o)
TOOL_SOURCES := $(sort $(wildcard bin/*.c))
TOOLS := $(TOOL_SOURCES:bin/%.c=$(BUILD)/bin/%)
TEST_SOURCES := $(sort $(wildcard tests/unit/*/*.c tests/reference/*.c tests/recovery/*.c))
TEST_SUPPORT := $(sort $(wildcard tests/support/*.c))
TEST_OBJECTS := $(TEST_SOURCES:%.c=$(BUILD)/%.o) $(TEST_SUPPORT:%.c=$(BUILD)/%.o)

.PHONY: all help unit clean

all: $(TOOLS) ## build the library and the tools

$(BUILD)/libawol.a: $(LIB_OBJECTS)
	@rm -f $@
	ar rcsD $@ $^

$(BUILD)/lib/%.o: lib/%.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/bin/%.o: bin/%.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

# Criterion's macros convert freely.
$(BUILD)/tests/%.o: tests/%.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) -Itests $(ALL_CFLAGS) -Wno-conversion -Wno-sign-conversion -Wno-double-promotion -MMD -MP -c -o $@ $<

$(BUILD)/bin/%: $(BUILD)/bin/%.o $(BUILD)/libawol.a
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(PKG_LIBS)

$(BUILD)/unit-tests: $(TEST_OBJECTS) $(BUILD)/libawol.a
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ -lcriterion $(PKG_LIBS)

unit: $(BUILD)/unit-tests ## build and run the unit tests
	$(BUILD)/unit-tests --short-filename -j2

clean: ## remove everything that was built
	rm -rf build

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z][a-z-]*:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

-include $(LIB_OBJECTS:.o=.d) $(TOOL_SOURCES:bin/%.c=$(BUILD)/bin/%.d) $(TEST_OBJECTS:.o=.d)
.SECONDARY:
