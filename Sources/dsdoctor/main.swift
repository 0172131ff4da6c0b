import DoctorCommands

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

exit(DoctorProgram.run(Array(CommandLine.arguments.dropFirst()), in: .ofProcess()))
