PREFIX ?= /usr/local

.PHONY: build test demo sbom install clean

build:
	scripts/build-release

test:
	scripts/test

demo:
	scripts/demo

# What the binary consists of, for whoever has to know (CycloneDX).
sbom: build
	scripts/sbom > .build/release/dsdoctor.cdx.json
	@echo ".build/release/dsdoctor.cdx.json"

# Without symbols and debug information, which are 2/5 of the file. The second name lets kubectl find it: `kubectl dsdoctor …`.
install: build
	install -d "$(DESTDIR)$(PREFIX)/bin"
	install -m 755 .build/release/dsdoctor "$(DESTDIR)$(PREFIX)/bin/dsdoctor"
	strip "$(DESTDIR)$(PREFIX)/bin/dsdoctor"
	ln -sf dsdoctor "$(DESTDIR)$(PREFIX)/bin/kubectl-dsdoctor"

clean:
	swift package clean
