# presend. The two commands of the README are `make demo` and `make test`.

PREFIX ?= /usr/local
DESTDIR ?=
# Where the programs are built.
BIN ?= .build/release

# Addresses of functions are resolved at the start and are read-only from then on (ld(1): -z relro, -z now). Each sendmail is a
# start, so what a start costs is saved: addresses that only have to be moved are packed (lld does that), the C++ library, libgcc,
# SQLite, libyaml and Nettle are part of the program, no library is looked for beside it, it shows none of its own names
# to others, and what a start calls lies together (scripts/order-functions).
STATIC = $(CURDIR)/.build/static-libraries
SWIFT_BUILD = swift build -c release --static-swift-stdlib --disable-local-rpath \
  -Xswiftc -use-ld=lld -Xswiftc -L$(STATIC) -Xswiftc -Xclang-linker -Xswiftc -static-libgcc \
  -Xlinker --no-export-dynamic -Xlinker -z -Xlinker relro -Xlinker -z -Xlinker now -Xlinker -z -Xlinker pack-relative-relocs \
  -Xlinker --symbol-ordering-file=$(CURDIR)/packaging/start-order.txt -Xlinker --no-warn-symbol-ordering

programs = $(DESTDIR)$(PREFIX)/bin
links = $(DESTDIR)$(PREFIX)/lib/presend
manual = $(DESTDIR)$(PREFIX)/share/man
bash_completions = $(DESTDIR)$(PREFIX)/share/bash-completion/completions
zsh_completions = $(DESTDIR)$(PREFIX)/share/zsh/site-functions
fish_completions = $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d
units = $(DESTDIR)$(PREFIX)/lib/systemd/system

.PHONY: help demo test build install uninstall deb docs bench clean

help:
	@echo 'make demo       build presend and watch it judge, mend, hold and deliver real messages'
	@echo 'make test       all tests: units, then end to end with real servers and callers'
	@echo 'make build      build the programs (release)'
	@echo 'make install    install them; PREFIX=/usr/local, DESTDIR='
	@echo 'make deb        make the Debian packages presend and presend-mta, in .build/deb'
	@echo 'make uninstall  remove what `make install` installed'
	@echo 'make docs       write docs/rules.md from the rule packs, and docs/man from the commands'
	@echo 'make bench      measure sendmail against Postfix and msmtp, and the relay against the same in C'

demo:
	@scripts/demo

test:
	@scripts/test

build:
	@scripts/setup
	@mkdir -p $(STATIC) && for library in stdc++ nettle sqlite3 yaml; do ln -sf "$$(gcc -print-file-name=lib$$library.a)" $(STATIC)/; done
	$(SWIFT_BUILD) --product presend-sendmail
	$(SWIFT_BUILD) --product presend
	$(SWIFT_BUILD) --product presend-relay

# The links sit in a folder of their own: which of them take the place of another mail system's is the
# administrator's decision (README, "Replace sendmail").
install:
	@test -x $(BIN)/presend -a -x $(BIN)/presend-sendmail -a -x $(BIN)/presend-relay || { echo 'run "make build" first'; exit 1; }
	install -d $(programs) $(links) $(units) $(manual)/man1 $(manual)/man5 $(manual)/man8 $(bash_completions) $(zsh_completions) $(fish_completions)
	install -s -m 755 $(BIN)/presend $(BIN)/presend-sendmail $(BIN)/presend-relay $(programs)
	for name in sendmail mailq newaliases; do ln -sfn ../../bin/presend-sendmail $(links)/$$name; done
	install -m 644 docs/man/*.1 $(manual)/man1
	install -m 644 docs/man/*.5 $(manual)/man5
	install -m 644 docs/man/*.8 $(manual)/man8
	$(BIN)/presend completions bash > $(bash_completions)/presend
	$(BIN)/presend completions zsh > $(zsh_completions)/_presend
	$(BIN)/presend completions fish > $(fish_completions)/presend.fish
	sed 's|@PREFIX@|$(PREFIX)|g' scripts/presend-relay.service > $(units)/presend-relay.service

uninstall:
	rm -f $(programs)/presend $(programs)/presend-sendmail $(programs)/presend-relay $(units)/presend-relay.service
	rm -f $(manual)/man1/presend.1 $(manual)/man1/presend-sendmail.1 $(manual)/man5/presend.yml.5 $(manual)/man8/presend-relay.8
	rm -f $(bash_completions)/presend $(zsh_completions)/_presend $(fish_completions)/presend.fish
	rm -f $(links)/sendmail $(links)/mailq $(links)/newaliases
	-rmdir $(links) $(units) 2>/dev/null

deb: build
	scripts/make-deb .build/deb $(BIN)

docs:
	@scripts/setup
	swift run -c release rule-compiler docs --output docs/rules.md rules/*.yml
	scripts/make-manual

bench: build
	@scripts/setup test
	scripts/bench-sendmail
	scripts/bench-relay

clean:
	rm -rf .build
