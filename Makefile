PREFIX ?= /usr/local

.PHONY: build test demo install clean

build:
	scripts/require-swift
	scripts/install-system-libraries
	swift build -c release --static-swift-stdlib --product dsdoctor

test:
	scripts/test

demo:
	scripts/demo

# The second name lets kubectl find it: `kubectl dsdoctor …`.
install: build
	install -d "$(DESTDIR)$(PREFIX)/bin"
	install -m 755 .build/release/dsdoctor "$(DESTDIR)$(PREFIX)/bin/dsdoctor"
	ln -sf dsdoctor "$(DESTDIR)$(PREFIX)/bin/kubectl-dsdoctor"

clean:
	swift package clean
