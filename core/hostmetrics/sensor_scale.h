// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "instrument/family.h"

namespace hearth::hostmetrics {

/// The parts of a hwmon file's name: `temp1_max` is temp, 1, max; `temp1_input` and `pwm1` have property `input` or
/// none.
struct SensorFile {
    std::string type;
    std::string number;
    std::string property;
};

/// Nothing where the file is no sensor's.
std::optional<SensorFile> parseSensorFile(std::string_view file);

/// Metric name and unit of a sensor's property (node_exporter: collector "hwmon").
struct SensorScale {
    std::string name;
    double factor = 1;
    instrument::FamilyType type = instrument::FamilyType::kGauge;
};

/// Nothing for a property that is not shown.
std::optional<SensorScale> scaleOfProperty(const std::string& type, const std::string& property);

} // namespace hearth::hostmetrics
