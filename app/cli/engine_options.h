// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/flags.h"
#include "engine/engine.h"

namespace hearth::app {

/// What the flags say, as the engine takes it. kInvalidArgument for a value that no engine can have.
Result<engine::Options> engineOptions(const Flags& flags);

} // namespace hearth::app
