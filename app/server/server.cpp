// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/server.h"

#include <csignal>
#include <fmt/format.h>
#include <unistd.h>

#include "cli/engine_options.h"
#include "engine/engine.h"

namespace hearth::app {
namespace {

constexpr int kRuntimeFailure = 1;
constexpr int kBadInput = 2;

/// The signals that the main thread waits for, blocked in it and in all threads it starts later.
sigset_t blockSignals() {
    sigset_t signals;
    sigemptyset(&signals);
    for (const int signal : {SIGHUP, SIGINT, SIGTERM}) {
        sigaddset(&signals, signal);
    }
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    return signals;
}

void reload(engine::Engine& engine, const Log& log) {
    if (const auto done = engine.reload(); !done) {
        log.error("Loading the configuration failed; the running one stays", {{"err", done.error().message()}});
    }
}

void serveUntilToldToStop(engine::Engine& engine, const sigset_t& signals, const Log& log) {
    for (;;) {
        int signal = 0;
        sigwait(&signals, &signal);
        if (signal != SIGHUP) {
            log.info("Stopping", {{"signal", signal == SIGINT ? "SIGINT" : "SIGTERM"}});
            return;
        }
        reload(engine, log);
    }
}

} // namespace

int runServer(const Flags& flags) {
    const auto level = parseLogLevel(flags.value("log.level"));
    const auto format = parseLogFormat(flags.value("log.format"));
    if (!level || !format) {
        fmt::print(stderr, "hearth: {}\n", (!level ? level.error() : format.error()).message());
        return kBadInput;
    }
    const auto log = Log::toStderr(*level, *format);
    auto options = engineOptions(flags);
    if (!options) {
        log.error(options.error().message());
        return kBadInput;
    }
    for (const auto& name : flags.withoutEffect()) {
        log.warn("Flag accepted, but without effect in this version", {{"flag", "--" + name}});
    }
    const auto signals = blockSignals();
    options->quit = [] { kill(getpid(), SIGTERM); };

    PosixFileSystem files;
    SystemClock clock;
    const auto engine = engine::Engine::start(std::move(*options), {files, clock, engine::networkTransport()}, log);
    if (!engine) {
        log.error(engine.error().message());
        return engine.error().code() == ErrorCode::kInvalidArgument ? kBadInput : kRuntimeFailure;
    }
    serveUntilToldToStop(**engine, signals, log);
    return 0;
}

} // namespace hearth::app
