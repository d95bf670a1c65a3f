# Only Go and make are needed. Tools that lint live in tools/go.mod, so that users of the
# library never download them. TAGS=assert turns the debug ladder on (docs/ARCHITECTURE.md).

GO    ?= go
TOOL   = $(GO) tool -modfile=tools/go.mod
OUT   ?= out
TEST   = $(GO) test -tags assert -timeout 20m ./...
FUZZ  ?= 20s
BENCH ?= .
DATA  ?= ../shared/benchmarks
SUITE ?=
COUNT ?= 6

.DEFAULT_GOAL := help
.PHONY: help run test race fuzz mutation lint fmt bench benchcmp suite suite-short suite-shifts rules continuity golden docs sizes cover tidy-check ci

help: ## print this
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: ## solve examples/bala with the default budget and print the summary; files go to out/
	$(GO) run ./cmd/milltir solve examples/bala -o $(OUT)

test: ## every test, with the assertions of the search on
	$(TEST)

race: ## every short test under the race detector
	$(GO) test -race -short ./...

fuzz: ## every fuzz target for FUZZ=20s each
	@set -e; for pkg in $$(grep -rl --include='*_test.go' '^func Fuzz' . | xargs -n1 dirname | sort -u); do \
	  for f in $$(grep -rhoE --include='*_test.go' '^func Fuzz[A-Za-z0-9_]*' $$pkg/*_test.go | cut -d' ' -f2); do \
	    echo "$$pkg $$f"; $(GO) test $$pkg -run '^$$' -fuzz "^$$f\$$" -fuzztime $(FUZZ) -fuzzminimizetime 20x; done; done

mutation: ## plant 100 faults in the rules; every one must be caught (about 3 minutes)
	$(GO) test -tags mutation -run 'HundredFaults|EquivalentsStand' -v -timeout 20m ./solver/internal/constraint

lint: ## gofumpt, go vet, staticcheck, and the ceilings of length
	@out=$$($(TOOL) gofumpt -l .); if [ -n "$$out" ]; then echo "gofumpt would change:"; echo "$$out"; exit 1; fi
	$(GO) vet ./...
	$(GO) vet -tags assert ./...
	$(TOOL) staticcheck ./...
	$(GO) run ./internal/sizes -check

fmt: ## rewrite the sources as gofumpt likes them
	$(TOOL) gofumpt -w .

bench: ## benchmarks into out/bench.new; the one before becomes out/bench.old (BENCH=regexp COUNT=6)
	@mkdir -p out; if [ -f out/bench.new ]; then mv out/bench.new out/bench.old; fi
	$(GO) test -run '^$$' -bench '$(BENCH)' -benchmem -count $(COUNT) ./... | tee out/bench.new

benchcmp: ## compare out/bench.old with out/bench.new
	$(TOOL) benchstat out/bench.old out/bench.new

suite: ## the whole protocol on the published sets, 14 hours; goes on where it was ended (DATA=folder SUITE='--tag x')
	$(GO) run ./benchmarks/suite/milltir-suite full --data $(DATA) $(SUITE)

suite-short: ## a fixed part of it, seven minutes, for ablations and comparisons (SUITE='--label x --without swap')
	$(GO) run ./benchmarks/suite/milltir-suite short --data $(DATA) $(SUITE)

suite-shifts: ## examples/tywyn, whose shifts are not given, for ablations of what moves them, a minute and a half (SUITE='--without turn')
	$(GO) run ./benchmarks/suite/milltir-suite shifts --data $(DATA) $(SUITE)

rules: ## what each rule about people changes: its workspace without and with it (RULES='short lone')
	$(GO) run ./examples/rules $(RULES)

continuity: ## what continuity costs in travel, on Bala: curve as CSV and PNG, about four minutes
	$(GO) run ./benchmarks/continuity

golden: ## rewrite every golden file; read the difference before you commit it
	UPDATE_SCRIPTS=1 $(GO) test ./cmd/milltir -run 'TestScripts|TestReadme'
	$(GO) test ./cmd/milltir -run TestFollowOneVisit -update-docs
	@for pkg in $$(grep -rlE --include='*_test.go' 'flag\.Bool\("(update|rewrite)"' . | xargs -n1 dirname | sort -u); do \
	  flag=$$(grep -hoE 'flag\.Bool\("(update|rewrite)"' $$pkg/*_test.go | head -1 | cut -d'"' -f2); \
	  echo "$$pkg -$$flag"; $(GO) test $$pkg -$$flag || exit 1; done

docs: ## make the generated documents again: FILES, ERRORS, CONSTRAINTS, the schemas
	$(GO) generate ./...
	$(GO) test ./model -run 'TestDocs|TestSchema' -update
	@git status --short docs

sizes: ## the longest functions and files
	@$(GO) run ./internal/sizes

cover: ## test coverage by package
	$(GO) test -cover ./... | awk '/coverage:/'

tidy-check: ## fail if go.mod is not tidy, or the sources are not verified
	$(GO) mod verify
	$(GO) mod tidy -diff

ci: ## what the server runs
	./.ci/run
