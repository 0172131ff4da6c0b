import Glibc

/// The authorities that the system trusts, for servers whose configuration names none.
enum SystemAuthorities {
    /// Where distributions keep them in one file, in the order in which Go's crypto/x509 looks (root_linux.go), so that
    /// the answer is kubectl's. libcurl knows only the place of the system that it was built for, which is not
    /// always this one: the archive of dsdoctor brings a libcurl along.
    static let places = [
        "/etc/ssl/certs/ca-certificates.crt",  // Debian, Ubuntu, Arch, Alpine
        "/etc/pki/tls/certs/ca-bundle.crt",  // Fedora, RHEL 6 and later
        "/etc/ssl/ca-bundle.pem",  // openSUSE
        "/etc/pki/tls/cacert.pem",  // OpenELEC
        "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",  // RHEL 7 and later
        "/etc/ssl/cert.pem",  // Alpine
    ]

    /// The first of the places that is there; `nil` leaves libcurl to its own.
    static let file = firstFile { access($0, R_OK) == 0 }

    static func firstFile(where isReadable: (String) -> Bool) -> String? { places.first(where: isReadable) }
}
