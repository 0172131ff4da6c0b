#pragma once

#include <stdbool.h>
#include <sys/types.h>

/// What is to be started.
typedef struct {
    const char *file;
    /// Both end with null.
    char *const *arguments;
    char *const *environment;
    /// Whether it gets this process' standard input; else an empty one.
    bool takes_input;
    /// Whether it stays in this process' group, which may use the terminal; else it gets a group of its own.
    bool joins_group;
    /// The descriptor that its standard output goes to.
    int output;
    /// The descriptor that its standard error goes to; negative for this process' own.
    int errors;
} cgp_order;

/// A program that was started, and its guardian.
typedef struct {
    pid_t guardian;
    /// A socket on which the guardian tells what happens. When it is closed, by this process' end too, everything ends.
    int control;
    /// The program's own group, once the guardian has told of it; else zero.
    pid_t group;
} cgp_child;

typedef enum {
    /// Nothing yet.
    cgp_nothing = 0,
    /// The program could not be started; the number is one of `errno`.
    cgp_not_started,
    /// The program has ended; the number is what `wait` gives.
    cgp_ended,
    /// The program was stopped; the number is the signal.
    cgp_stopped,
    /// The program runs; the number is its group, zero where that is this process' own.
    cgp_started,
    /// The guardian is gone.
    cgp_gone,
} cgp_event;

/// Starts a program under a guardian. Returns 0, or one of `errno`.
int cgp_start(const cgp_order *order, cgp_child *child);

/// What the guardian has told next, without waiting.
cgp_event cgp_next(cgp_child *child, int *number);

/// Lets the program's background processes go on that have left its session and everything of this process': they were
/// meant to. Others end with this process.
void cgp_approve(const cgp_child *child);

/// Ends the program and all that it has started, and the guardian. Waits for that, not for long.
void cgp_end(cgp_child *child);
