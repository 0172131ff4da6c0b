// bare numbers in this file: bits of a status.
import KubernetesModel

/// Exit codes of programs on Windows: an NTSTATUS where the system ended the program.
enum WindowsStatus {
    /// The meaning of the code; nil for codes that aren't known as Windows'.
    static func meaning(of exitCode: WholeNumber) -> String? { meanings[bits(exitCode)] }

    /// The code as Windows' documentation writes it.
    static func name(of exitCode: WholeNumber) -> String {
        "0x" + String(bits(exitCode), radix: 16, uppercase: true)
    }

    private static func bits(_ exitCode: WholeNumber) -> UInt32 { UInt32(truncatingIfNeeded: exitCode.int64) }

    private static let meanings: [UInt32: String] = [
        0xC000_0005: "an access violation: the program broke off by a fault of its own memory",
        0xC000_0017: "a lack of memory",
        0xC000_001D: "an illegal instruction: the program was built for another processor",
        0xC000_007B: "a program or DLL of another architecture",
        0xC000_00FD: "a stack overflow",
        0xC000_0135: "a missing DLL: the image lacks a library that the program needs",
        0xC000_0138: "a DLL without the function that the program needs",
        0xC000_0139: "a DLL without the entry point that the program needs",
        0xC000_013A: "a program that was asked to end (Ctrl+C)",
        0xC000_0142: "a DLL that couldn't be initialized",
        0xC000_0374: "a damaged heap",
        0xC000_0409: "a stack overrun that the program itself noticed",
        0xC000_026B: "a DLL that couldn't be initialized while the system was ending",
        0xE043_4352: "an unhandled .NET exception",
        0xC06D_007E: "a missing module",
        0x4000_0015: "a fatal exit of the program",
    ]
}
