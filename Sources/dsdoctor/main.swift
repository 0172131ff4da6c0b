import DoctorCommands

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

#if os(Linux)
    // In a bare chroot. Swift takes the arguments from there, and its threads end the process without it.
    if access("/proc/self/stat", R_OK) != 0 {
        "dsdoctor: /proc is not mounted, and dsdoctor needs it: mount -t proc proc /proc\n".withCString {
            _ = write(STDERR_FILENO, $0, strlen($0))
        }
        exit(2)
    }
#endif

exit(DoctorProgram.run(Array(CommandLine.arguments.dropFirst()), in: .ofProcess()))
