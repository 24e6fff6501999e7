// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/desktop.h"

#include <array>
#include <dlfcn.h>
#include <filesystem>
#include <fmt/format.h>

#include "cli/engine_options.h"
#include "datasource/desktop.h"
#include "desktop/host.h"
#include "desktop/places.h"

namespace hearth::app {
namespace {

constexpr const char* kLibrary = "libhearth-ui.so";
constexpr const char* kLoopback = "127.0.0.1:9090";
constexpr const char* kAlertmanagerLoopback = "127.0.0.1:9093";

/// The window's entry, from the library beside this program or in its library directory. The library is never
/// unloaded: Qt leaves threads and handlers behind.
Result<datasource::RunDesktop> loadWindow() {
    std::error_code code;
    const auto directory = std::filesystem::read_symlink("/proc/self/exe", code).parent_path();
    std::string reasons;
    for (const auto& path : std::array{directory / kLibrary, directory.parent_path() / "lib" / "hearth" / kLibrary}) {
        if (void* library = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL); library != nullptr) {
            if (void* entry = dlsym(library, datasource::kRunDesktopSymbol); entry != nullptr) {
                return reinterpret_cast<datasource::RunDesktop>(entry);
            }
        }
        const char* reason = dlerror();
        reasons += fmt::format("\n  {}", reason != nullptr ? reason : "unknown reason");
    }
    return fail(ErrorCode::kUnavailable,
                fmt::format("the window's library cannot be loaded; --server runs without a window{}", reasons));
}

/// The flags' meaning with the desktop's own defaults.
Result<engine::Options> desktopOptions(const Flags& flags, Places& places) {
    auto options = HEARTH_TRY(engineOptions(flags));
    if (flags.stated("config.file")) {
        places.config = options.configPath;
    }
    if (flags.stated("storage.tsdb.path")) {
        places.data = options.storage.path;
    }
    options.storage.path = places.data;
    if (!flags.stated("web.listen-address")) {
        options.web.listenAddresses = {kLoopback};
        options.anyPortWhereTaken = true;
    }
    auto& alertmanager = options.alertmanager;
    alertmanager.enabled = true;
    if (!flags.stated("alertmanager.config.file")) {
        alertmanager.configPath = places.alertmanagerConfig;
        alertmanager.configMayBeMissing = true;
    }
    if (!flags.stated("alertmanager.listen-address")) {
        alertmanager.web.listenAddresses = {kAlertmanagerLoopback};
        alertmanager.anyPortWhereTaken = true;
    }
    return options;
}

} // namespace

int runDesktop(const Flags& flags, int argumentCount, char** arguments) {
    auto places = Places::fromEnvironment();
    auto options = desktopOptions(flags, places);
    const auto level = parseLogLevel(flags.stated("log.level") ? flags.value("log.level") : "warn");
    const auto format = parseLogFormat(flags.value("log.format"));
    if (!options || !level || !format) {
        const auto& error = !options ? options.error() : !level ? level.error() : format.error();
        fmt::print(stderr, "hearth: {}\n", error.message());
        return 2;
    }
    const auto window = loadWindow();
    if (!window) {
        fmt::print(stderr, "hearth: {}\n", window.error().message());
        return 1;
    }
    const auto dataPath = places.data;
    return (*window)(argumentCount, arguments, dataPath, [&]() -> std::unique_ptr<datasource::DesktopHost> {
        return std::make_unique<Host>(std::move(*options), std::move(places), Log::toStderr(*level, *format));
    });
}

} // namespace hearth::app
