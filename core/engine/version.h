// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "datasource/types.h"

namespace hearth::engine {

/// What this binary was built from and with.
datasource::BuildFacts buildFacts();
/// `hearth, version 0.1.0 (branch: main, revision: 1a2b3c)`
std::string versionLine();

} // namespace hearth::engine
