// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "base/error.h"
#include "datasource/data_source.h"

namespace hearth::datasource {

/// What the window asks of the program that carries it. The program owns the engine and outlives the window; the
/// engine starts in background threads, so that the window is painted before the log is replayed.
/// Threads: thread-safe.
class DesktopHost {
  public:
    virtual ~DesktopHost() = default;

    /// The engine of this process. It answers kUnavailable until it is ready.
    virtual DataSource& local() = 0;
    /// One that asks the server at `url`. kInvalidArgument for what is not a URL.
    virtual Result<std::unique_ptr<DataSource>> remote(const std::string& url) = 0;

    /// How the engine is doing: starting (with what it does), ready, or failed (with the reason).
    struct EngineState {
        enum class Phase { kStarting, kReady, kFailed } phase = Phase::kStarting;
        std::string message;
    };
    virtual EngineState engineState() = 0;

    /// Where the window keeps its own settings (an INI file) and where the engine reads its configuration from.
    virtual std::string settingsPath() const = 0;
    virtual std::string configPath() const = 0;
    virtual std::string dataPath() const = 0;
    /// The address where the HTTP API listens ("http://127.0.0.1:9090"), empty where it does not.
    virtual std::string apiUrl() const = 0;
};

/// The entry of the window library: `extern "C" int hearthRunDesktop(int, char**, DesktopHost*)`, found by name at run
/// time. Returns the exit code when the person quits.
using RunDesktop = int (*)(int argumentCount, char** arguments, DesktopHost* host);
inline constexpr const char* kRunDesktopSymbol = "hearthRunDesktop";

} // namespace hearth::datasource
