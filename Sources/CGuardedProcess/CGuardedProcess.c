#define _GNU_SOURCE
#include "CGuardedProcess.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/// What the guardian writes to its socket.
typedef struct {
    int32_t event;
    int32_t number;
} record;

enum {
    /// Milliseconds between two looks at the program while it runs.
    step = 20,
    /// Milliseconds that a program has to end when it is asked, and when nobody waits for it any more.
    grace = 500,
    short_grace = 100,
    /// How often and how many milliseconds apart processes are ended, which may start others meanwhile.
    rounds = 400,
    round_pause = 5,
    /// A program that is being installed is busy for a moment: attempts, and milliseconds between them.
    busy_attempts = 50,
    busy_pause = 10,
};

static void pause_for(int milliseconds) {
    struct timespec time = {milliseconds / 1000, (long)(milliseconds % 1000) * 1000000};
    while (nanosleep(&time, &time) != 0 && errno == EINTR) {}
}

static void tell(int control, cgp_event event, int number) {
    const record told = {event, number};
    // The other end may be gone.
    (void)!send(control, &told, sizeof told, MSG_NOSIGNAL);
}

/// Closes everything but standard streams and these.
static void close_others(const int *kept, size_t count) {
    for (int descriptor = 3; descriptor < 1024; descriptor++) {
        bool is_kept = false;
        for (size_t index = 0; index < count; index++) is_kept = is_kept || kept[index] == descriptor;
        if (!is_kept) close(descriptor);
    }
#ifdef SYS_close_range
    syscall(SYS_close_range, 1024U, ~0U, 0U);
#endif
}

// MARK: - The program

static _Noreturn void become_program(const cgp_order *order, int control, pid_t group) {
    // Whatever this process ignored or blocked, the program begins with signals as they are by default.
    for (int number = 1; number < 32; number++) signal(number, SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    setpgid(0, order->joins_group ? group : 0);
    if (!order->takes_input) {
        const int nothing = open("/dev/null", O_RDONLY);
        dup2(nothing, STDIN_FILENO);
        if (nothing > STDERR_FILENO) close(nothing);
    }
    dup2(order->output, STDOUT_FILENO);
    if (order->errors >= 0) dup2(order->errors, STDERR_FILENO);
    close_others(&control, 1);
    fcntl(control, F_SETFD, FD_CLOEXEC);
    for (int attempt = 0; attempt < busy_attempts; attempt++) {
        execve(order->file, order->arguments, order->environment);
        if (errno != ETXTBSY) break;
        pause_for(busy_pause);
    }
    tell(control, cgp_not_started, errno);
    _exit(127);
}

// MARK: - The guardian

/// The parent of a process, by `/proc/PID/stat`: `12 (a name) S 7 …`.
static pid_t parent_of(const char *pid) {
    char path[64] = "/proc/";
    strncat(path, pid, 20);
    strcat(path, "/stat");
    const int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) return 0;
    char text[512];
    const ssize_t count = read(file, text, sizeof text - 1);
    close(file);
    if (count <= 0) return 0;
    text[count] = 0;
    const char *end = strrchr(text, ')');
    if (!end || strlen(end) < 5) return 0;
    pid_t parent = 0;
    for (end += 4; *end >= '0' && *end <= '9'; end++) parent = parent * 10 + (*end - '0');
    return parent;
}

/// Kills this process' children: those that lost their parent are among them. With `session` only those in it.
static void kill_children(pid_t session) {
    const pid_t self = getpid();
    const int directory = open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (directory < 0) return;
    char buffer[4096];
    long count;
    while ((count = syscall(SYS_getdents64, directory, buffer, sizeof buffer)) > 0) {
        for (long place = 0; place < count;) {
            // As the kernel has it: 8 bytes of inode, 8 of offset, 2 of length, 1 of type, the name.
            uint16_t length;
            memcpy(&length, buffer + place + 16, sizeof length);
            const char *name = buffer + place + 19;
            place += length;
            if (*name < '1' || *name > '9' || parent_of(name) != self) continue;
            pid_t pid = 0;
            for (const char *digit = name; *digit; digit++) pid = pid * 10 + (*digit - '0');
            if (session == 0 || getsid(pid) == session) kill(pid, SIGKILL);
        }
    }
    close(directory);
}

/// Reaps what has ended; false when there is no child any more.
static bool reap(void) {
    pid_t ended;
    while ((ended = waitpid(-1, NULL, WNOHANG)) > 0) {}
    return ended == 0;
}

static void end_all(pid_t program, bool has_own_group, bool is_running, int patience, pid_t session) {
    const pid_t group = has_own_group ? -program : program;
    if (is_running) {
        kill(group, SIGTERM);
        kill(group, SIGCONT);
        for (int waited = 0; waited < patience && waitpid(program, NULL, WNOHANG) == 0; waited += round_pause) {
            pause_for(round_pause);
        }
    }
    if (has_own_group) kill(-program, SIGKILL);
    for (int round = 0; round < rounds; round++) {
        kill_children(session);
        pause_for(1);
        if (!reap()) return;
        // Those of another session stay.
        if (session != 0 && round > 4) return;
        pause_for(round_pause);
    }
}

static _Noreturn void guard(const cgp_order *order, int control, pid_t group) {
    for (int number = 1; number < 32; number++) signal(number, number == SIGCHLD ? SIG_DFL : SIG_IGN);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    // A signal to all of this group must leave the guardian there.
    setpgid(0, 0);
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    const pid_t session = getsid(0);
    const pid_t program = fork();
    if (program == 0) become_program(order, control, group);
    if (program < 0) {
        tell(control, cgp_not_started, errno);
        _exit(0);
    }
    // Also here, for whoever comes first.
    setpgid(program, order->joins_group ? group : program);
    tell(control, cgp_started, order->joins_group ? 0 : program);
    const int nothing = open("/dev/null", O_RDWR);
    for (int standard = 0; standard <= STDERR_FILENO; standard++) dup2(nothing, standard);
    close_others(&control, 1);

    bool is_running = true, is_approved = false;
    while (true) {
        struct pollfd wait = {control, POLLIN, 0};
        poll(&wait, 1, is_running ? step : 1000);
        if (is_running) {
            int status = 0;
            if (waitpid(program, &status, WNOHANG | WUNTRACED) == program) {
                is_running = WIFSTOPPED(status);
                tell(control, is_running ? cgp_stopped : cgp_ended, is_running ? WSTOPSIG(status) : status);
            }
        } else {
            reap();
        }
        if (wait.revents == 0) continue;
        char word = 0;
        const ssize_t count = recv(control, &word, 1, MSG_DONTWAIT);
        if (count < 0 && (errno == EAGAIN || errno == EINTR)) continue;
        if (count == 1 && word == 'a') {
            is_approved = true;
            continue;
        }
        end_all(
            program, !order->joins_group, is_running, count == 1 ? grace : short_grace,
            is_approved && !is_running ? session : 0);
        _exit(0);
    }
}

// MARK: - This process' side

int cgp_start(const cgp_order *order, cgp_child *child) {
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) return errno;
    const pid_t group = getpgrp();
    // No signal may reach the guardian before it ignores them.
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    const pid_t guardian = fork();
    if (guardian == 0) {
        close(ends[0]);
        guard(order, ends[1], group);
    }
    const int number = errno;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    close(ends[1]);
    if (guardian < 0) {
        close(ends[0]);
        return number;
    }
    child->guardian = guardian;
    child->control = ends[0];
    child->group = 0;
    return 0;
}

cgp_event cgp_next(cgp_child *child, int *number) {
    record told;
    ssize_t count;
    // Records are small enough to come whole.
    while ((count = recv(child->control, &told, sizeof told, MSG_DONTWAIT)) == (ssize_t)sizeof told) {
        *number = told.number;
        if (told.event != cgp_started) return told.event;
        child->group = told.number;
    }
    return count < 0 && (errno == EAGAIN || errno == EINTR) ? cgp_nothing : cgp_gone;
}

void cgp_approve(const cgp_child *child) { (void)!send(child->control, "a", 1, MSG_NOSIGNAL); }

void cgp_end(cgp_child *child) {
    if (child->control < 0) return;
    (void)!send(child->control, "e", 1, MSG_NOSIGNAL);
    int status = 0;
    for (int waited = 0; waited < rounds * round_pause + grace; waited += round_pause) {
        const pid_t ended = waitpid(child->guardian, &status, WNOHANG);
        if (ended == child->guardian || (ended < 0 && errno != EINTR)) break;
        pause_for(round_pause);
    }
    // A guardian that somebody has killed leaves this to do.
    int number;
    cgp_next(child, &number);
    if (child->group > 0 && !(WIFEXITED(status) && WEXITSTATUS(status) == 0)) kill(-child->group, SIGKILL);
    close(child->control);
    child->control = -1;
}
