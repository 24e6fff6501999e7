// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "base/error.h"
#include "model/labels.h"

namespace hearth::journal {

/// What Labels::bytes() gave. kCorruption where it cannot be that.
Result<model::Labels> labelsFromBytes(std::string_view bytes);

} // namespace hearth::journal
