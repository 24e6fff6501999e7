// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/version.h"

#include <fmt/format.h>

namespace hearth::engine {
namespace {

#if defined(__x86_64__)
constexpr const char* kProcessor = "amd64";
#elif defined(__aarch64__)
constexpr const char* kProcessor = "arm64";
#else
constexpr const char* kProcessor = "unknown";
#endif

} // namespace

datasource::BuildFacts buildFacts() {
    datasource::BuildFacts facts;
    facts.version = HEARTH_VERSION;
    facts.revision = HEARTH_REVISION;
    facts.branch = HEARTH_BRANCH;
    facts.goVersion = fmt::format("gcc{}.{}", __GNUC__, __GNUC_MINOR__);
    return facts;
}

instrument::LabelPairs buildLabels() {
    const auto build = buildFacts();
    return {{"branch", build.branch},       {"goarch", kProcessor},       {"goos", "linux"},
            {"goversion", build.goVersion}, {"revision", build.revision}, {"tags", ""},
            {"version", build.version}};
}

std::string versionLine() {
    return fmt::format("hearth, version {} (branch: {}, revision: {})", HEARTH_VERSION, HEARTH_BRANCH, HEARTH_REVISION);
}

} // namespace hearth::engine
