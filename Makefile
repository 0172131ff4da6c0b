PREFIX ?= /usr/local
BIN = $(DESTDIR)$(PREFIX)/bin
SHARE = $(DESTDIR)$(PREFIX)/share

.PHONY: build test demo sbom install uninstall clean

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
	install -d "$(BIN)" "$(SHARE)/bash-completion/completions" "$(SHARE)/zsh/site-functions" \
		"$(SHARE)/fish/vendor_completions.d" "$(SHARE)/man/man1"
	install -m 755 .build/release/dsdoctor "$(BIN)/dsdoctor"
	strip "$(BIN)/dsdoctor"
	ln -sf dsdoctor "$(BIN)/kubectl-dsdoctor"
	"$(BIN)/dsdoctor" completion kubectl > "$(BIN)/kubectl_complete-dsdoctor"
	chmod 755 "$(BIN)/kubectl_complete-dsdoctor"
	"$(BIN)/dsdoctor" completion bash > "$(SHARE)/bash-completion/completions/dsdoctor"
	"$(BIN)/dsdoctor" completion zsh > "$(SHARE)/zsh/site-functions/_dsdoctor"
	"$(BIN)/dsdoctor" completion fish > "$(SHARE)/fish/vendor_completions.d/dsdoctor.fish"
	scripts/manual "$(BIN)/dsdoctor" > "$(SHARE)/man/man1/dsdoctor.1"

uninstall:
	rm -f "$(BIN)/dsdoctor" "$(BIN)/kubectl-dsdoctor" "$(BIN)/kubectl_complete-dsdoctor" \
		"$(SHARE)/bash-completion/completions/dsdoctor" "$(SHARE)/zsh/site-functions/_dsdoctor" \
		"$(SHARE)/fish/vendor_completions.d/dsdoctor.fish" "$(SHARE)/man/man1/dsdoctor.1"

clean:
	swift package clean

# Packages of the release build, in .build/dist: docs/install.md tells how they are installed.
.PHONY: dist deb image krew
dist: build
	scripts/dist

deb: build
	scripts/deb

image: dist
	scripts/image

# make krew RELEASE_URL=https://…/v1.2.3 HOMEPAGE=https://…: the manifest by both names.
krew: dist
	@mkdir -p .build/dist/krew
	packaging/krew-manifest dsdoctor "$(RELEASE_URL)" "$(HOMEPAGE)" > .build/dist/krew/dsdoctor.yaml
	packaging/krew-manifest daemonset-doctor "$(RELEASE_URL)" "$(HOMEPAGE)" > .build/dist/krew/daemonset-doctor.yaml
