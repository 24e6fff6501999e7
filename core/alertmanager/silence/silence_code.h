// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "alertmanager/silence/silence.h"
#include "base/error.h"

namespace hearth::alertmanager {

/// A silence as it lies in the journal, without its id.
std::string encodeSilence(const Silence& silence);
/// kCorruption where it cannot be one; kInvalidArgument where a regular expression in it does not compile.
Result<Silence> decodeSilence(std::string id, std::string_view bytes);

} // namespace hearth::alertmanager
