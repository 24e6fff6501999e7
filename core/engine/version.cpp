// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/version.h"

#include <fmt/format.h>

namespace hearth::engine {

datasource::BuildFacts buildFacts() {
    datasource::BuildFacts facts;
    facts.version = HEARTH_VERSION;
    facts.revision = HEARTH_REVISION;
    facts.branch = HEARTH_BRANCH;
    facts.goVersion = fmt::format("gcc{}.{}", __GNUC__, __GNUC_MINOR__);
    return facts;
}

std::string versionLine() {
    return fmt::format("hearth, version {} (branch: {}, revision: {})", HEARTH_VERSION, HEARTH_BRANCH, HEARTH_REVISION);
}

} // namespace hearth::engine
