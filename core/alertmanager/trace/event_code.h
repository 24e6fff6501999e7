// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "alertmanager/views.h"
#include "base/error.h"

namespace hearth::alertmanager {

/// What an event says beyond its kind, group and times, as it lies in the journal. Long texts are cut.
std::string encodeEvent(const TraceEvent& event);
/// Fills the members that encodeEvent() wrote. kCorruption.
Result<void> decodeEvent(std::string_view bytes, TraceEvent& event);

} // namespace hearth::alertmanager
