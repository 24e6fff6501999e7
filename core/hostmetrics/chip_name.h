// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace hearth::hostmetrics {

/// What identifies the chip of a hwmon directory across restarts: bus and device where sysfs links to one, else the
/// chip's name, else the directory's (node_exporter: collector "hwmon").
std::string chipName(const std::string& hwmonDirectory);

/// Lower case; what cannot stand in a label name becomes `_`; none of those at the ends.
std::string cleanChipName(std::string_view text);

/// A label as the driver wrote it, without invalid UTF-8.
std::string cleanSensorLabel(std::string_view text);

} // namespace hearth::hostmetrics
