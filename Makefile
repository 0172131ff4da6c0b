PREFIX ?= /usr/local

.PHONY: build test demo install clean

build:
	scripts/build-release

test:
	scripts/test

demo:
	scripts/demo

# Without symbols and debug information, which are 2/5 of the file. The second name lets kubectl find it: `kubectl dsdoctor …`.
install: build
	install -d "$(DESTDIR)$(PREFIX)/bin"
	install -m 755 .build/release/dsdoctor "$(DESTDIR)$(PREFIX)/bin/dsdoctor"
	strip "$(DESTDIR)$(PREFIX)/bin/dsdoctor"
	ln -sf dsdoctor "$(DESTDIR)$(PREFIX)/bin/kubectl-dsdoctor"

clean:
	swift package clean
