// SPDX-License-Identifier: GPL-3.0-or-later
#include "hostmetrics/sensor_scale.h"

#include <algorithm>
#include <array>

namespace hearth::hostmetrics {
namespace {

constexpr std::array<std::string_view, 11> kTypes = {"vrm",  "beep_mask", "intrusion", "in",       "fan", "pwm",
                                                     "temp", "curr",      "power",     "humidity", "freq"};
constexpr std::string_view kEnergy = "energy";

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

bool isKnownType(std::string_view type) {
    return type == kEnergy || std::ranges::find(kTypes, type) != kTypes.end();
}

struct Unit {
    std::string_view type;
    std::string_view suffix;
    double factor;
};

constexpr std::array<Unit, 6> kUnits = {{
    {"in", "_volts", 0.001},
    {"temp", "_celsius", 0.001},
    {"curr", "_amps", 0.001},
    {"power", "_watt", 1e-6},
    {"humidity", "", 1e-6},
    {"freq", "_freq_mhz", 1e-6},
}};

bool isSwitch(std::string_view property) {
    return property == "alarm" || property == "fault" || property == "beep" || property == "beep_enabled";
}

bool isFanSpeed(std::string_view property) {
    return property == "min" || property == "max" || property == "target";
}

} // namespace

std::optional<SensorFile> parseSensorFile(std::string_view file) {
    const auto typeEnd = std::ranges::find_if(file, isDigit) - file.begin();
    auto rest = file.substr(static_cast<std::size_t>(typeEnd));
    const auto numberEnd = std::ranges::find_if_not(rest, isDigit) - rest.begin();
    const auto number = rest.substr(0, static_cast<std::size_t>(numberEnd));
    rest.remove_prefix(number.size());
    const auto type = file.substr(0, static_cast<std::size_t>(typeEnd));
    if (number.empty() || !isKnownType(type) || (!rest.empty() && (rest[0] != '_' || rest.size() == 1))) {
        return std::nullopt;
    }
    return SensorFile{std::string(type), std::string(number), std::string(rest.empty() ? rest : rest.substr(1))};
}

std::optional<SensorScale> scaleOfProperty(const std::string& type, const std::string& property) {
    if (type == "vrm" || type == "beep_mask") {
        return std::nullopt;
    }
    auto name = "node_hwmon_" + type;
    const bool isReading = property == "input" || property.empty();
    if (isSwitch(property)) {
        return SensorScale{name + "_" + (property == "beep" ? "beep_enabled" : property)};
    }
    if (!isReading) {
        name += "_" + property;
    }
    if (type == kEnergy) {
        return SensorScale{name + "_joule_total", 1e-6, instrument::FamilyType::kCounter};
    }
    if (type == "fan") {
        return SensorScale{isReading || isFanSpeed(property) ? name + "_rpm" : name};
    }
    const auto unit = std::ranges::find(kUnits, type, &Unit::type);
    return unit == kUnits.end() ? SensorScale{name} : SensorScale{name + std::string(unit->suffix), unit->factor};
}

} // namespace hearth::hostmetrics
