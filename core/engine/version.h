// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "datasource/types.h"
#include "instrument/family.h"

namespace hearth::engine {

/// What this binary was built from and with.
datasource::BuildFacts buildFacts();
/// What `prometheus_build_info` and `alertmanager_build_info` are labelled with; Go's names stand for ours.
instrument::LabelPairs buildLabels();
/// `hearth, version 0.1.0 (branch: main, revision: 1a2b3c)`
std::string versionLine();

} // namespace hearth::engine
