import FieldFuzzing
import Glibc

exit(FieldFuzzing.run(Array(CommandLine.arguments.dropFirst())))
