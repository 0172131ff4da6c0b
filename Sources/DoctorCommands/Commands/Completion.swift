import ArgumentParser
import Wording

/// `dsdoctor completion`: the script that makes a shell complete command lines.
struct Completion: ContextualCommand {
    static let configuration = CommandConfiguration(
        commandName: "completion",
        abstract: "Print the completion script for bash, zsh or fish.",
        usage: "dsdoctor completion <shell>",
        discussion: """
            EXAMPLES
              source <(dsdoctor completion bash)
              dsdoctor completion zsh > "${fpath[1]}/_dsdoctor"
              dsdoctor completion fish > ~/.config/fish/completions/dsdoctor.fish
              dsdoctor completion kubectl > /usr/local/bin/kubectl_complete-dsdoctor

            Completes options, codes, playbook ids, and the DaemonSets, nodes and namespaces
            of the snapshot on the line. Never asks a live cluster.

            EXIT CODES
              0   printed
              2   output not written
              64  usage error
            """)

    @Argument(help: ArgumentHelp("The shell, or kubectl for its plugin completion.", valueName: "shell"))
    var shell: CompletionShellName

    func run(in context: CommandContext) throws -> ExitStatus {
        try context.printing { try $0(Array(shell.script.utf8)) }
    }
}

/// The shells, and kubectl, that have a completion script.
enum CompletionShellName: String, ChoiceArgument {
    case bash
    case zsh
    case fish
    case kubectl

    /// Each asks the hidden command `__complete`, so that scripts need no change with the options.
    var script: String {
        switch self {
        case .bash:
            return #"""
                # bash completion for dsdoctor
                _dsdoctor() {
                    local line word words=("${COMP_WORDS[@]:1:COMP_CWORD}")
                    COMPREPLY=()
                    # bash takes = for a word of its own.
                    word=${COMP_WORDS[COMP_CWORD]}
                    [ "$word" = "=" ] && word=
                    while IFS= read -r line; do
                        case $line in
                        :files)
                            COMPREPLY+=($(compgen -f -- "$word"))
                            compopt -o filenames 2> /dev/null
                            ;;
                        :*) ;;
                        *) COMPREPLY+=("${line%%$'\t'*}") ;;
                        esac
                    done < <(dsdoctor __complete -- "${words[@]}" 2> /dev/null)
                }
                complete -F _dsdoctor dsdoctor

                """#
        case .zsh:
            return #"""
                #compdef dsdoctor
                _dsdoctor() {
                    local line files=0
                    local -a found
                    for line in "${(@f)$(dsdoctor __complete -- "${(@)words[2,CURRENT]}" 2> /dev/null)}"; do
                        case $line in
                            :files) files=1 ;;
                            :*|"") ;;
                            *$'\t'*) found+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}") ;;
                            *) found+=("${line//:/\\:}") ;;
                        esac
                    done
                    (( ${#found} )) && _describe -t values value found
                    (( files )) && _files
                    return 0
                }
                if [ "$funcstack[1]" = "_dsdoctor" ]; then _dsdoctor "$@"; else compdef _dsdoctor dsdoctor; fi

                """#
        case .fish:
            return #"""
                # fish completion for dsdoctor
                function __dsdoctor_complete
                    set -l words (commandline -opc)[2..-1] (commandline -ct)
                    dsdoctor __complete -- $words 2> /dev/null | while read -l line
                        if test "$line" = ":files"
                            __fish_complete_path (commandline -ct)
                        else if not string match -q ":*" -- $line
                            echo $line
                        end
                    end
                end
                complete -c dsdoctor -f -a "(__dsdoctor_complete)"

                """#
        case .kubectl:
            return #"""
                #!/bin/sh
                # kubectl runs this to complete `kubectl dsdoctor`, and reads words and a directive (4: no file names).
                directive=:4
                out=$(kubectl-dsdoctor __complete -- "$@" 2> /dev/null)
                case $out in *:files*) directive=:0 ;; esac
                printf '%s\n' "$out" | grep -v '^:'
                printf '%s\n' "$directive"

                """#
        }
    }
}

/// `dsdoctor __complete -- WORD...`: what the last of the words may be, a line each, for completion scripts.
struct CompleteWords: ContextualCommand {
    static let configuration = CommandConfiguration(
        commandName: "__complete", abstract: "Print completions of a command line.", shouldDisplay: false)

    @Argument(parsing: .captureForPassthrough)
    var words: [String] = []

    func run(in context: CommandContext) throws -> ExitStatus {
        let line = Array(words.drop { $0 == "--" })
        let candidates = CompletionCandidates(for: line.isEmpty ? [""] : line, in: context)
        var text = ""
        for (word, about) in candidates.words where TerminalText.isPrintable(word) {
            text += about.isEmpty ? "\(word)\n" : "\(word)\t\(TerminalText.escaped(about))\n"
        }
        text += candidates.includesFiles ? ":files\n" : ":none\n"
        return try context.printing { try $0(Array(text.utf8)) }
    }
}
