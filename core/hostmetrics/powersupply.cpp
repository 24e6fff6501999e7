// SPDX-License-Identifier: GPL-3.0-or-later
// Batteries and mains (node_exporter: collector "powersupplyclass").
#include <array>

#include "hostmetrics/collectors.h"
#include "hostmetrics/directory.h"
#include "hostmetrics/proc_file.h"

namespace hearth::hostmetrics {
namespace {

/// The kernel states voltage, current, power, charge and energy in millionths.
constexpr double kMillionth = 1e-6;
/// Temperatures are in tenths of a degree.
constexpr double kTenth = 0.1;

struct Reading {
    const char* file;
    const char* name; ///< After `node_power_supply_`.
    double factor = 1;
};

constexpr std::array<Reading, 44> kReadings = {{
    {"authentic", "authentic"},
    {"calibrate", "calibrate"},
    {"capacity", "capacity"},
    {"capacity_alert_max", "capacity_alert_max"},
    {"capacity_alert_min", "capacity_alert_min"},
    {"cycle_count", "cyclecount"},
    {"online", "online"},
    {"present", "present"},
    {"time_to_empty_now", "time_to_empty_seconds"},
    {"time_to_full_now", "time_to_full_seconds"},
    {"charge_control_limit", "charge_control_limit"},
    {"charge_control_limit_max", "charge_control_limit_max"},
    {"charge_counter", "charge_counter", kMillionth},
    {"charge_empty", "charge_empty", kMillionth},
    {"charge_full", "charge_full", kMillionth},
    {"charge_full_design", "charge_full_design", kMillionth},
    {"charge_now", "charge_ampere", kMillionth},
    {"charge_term_current", "charge_term_current", kMillionth},
    {"constant_charge_current", "constant_charge_current", kMillionth},
    {"constant_charge_current_max", "constant_charge_current_max", kMillionth},
    {"constant_charge_voltage", "constant_charge_voltage", kMillionth},
    {"constant_charge_voltage_max", "constant_charge_voltage_max", kMillionth},
    {"current_boot", "current_boot", kMillionth},
    {"current_max", "current_max", kMillionth},
    {"current_now", "current_ampere", kMillionth},
    {"energy_avg", "energy_avg", kMillionth},
    {"energy_empty", "energy_empty", kMillionth},
    {"energy_full", "energy_full", kMillionth},
    {"energy_full_design", "energy_full_design", kMillionth},
    {"energy_now", "energy_watthour", kMillionth},
    {"input_current_limit", "input_current_limit", kMillionth},
    {"input_voltage_limit", "input_voltage_limit", kMillionth},
    {"power_now", "power_watt", kMillionth},
    {"precharge_current", "precharge_current", kMillionth},
    {"voltage_avg", "voltage_avg", kMillionth},
    {"voltage_boot", "voltage_boot", kMillionth},
    {"voltage_max", "voltage_max", kMillionth},
    {"voltage_max_design", "voltage_max_design", kMillionth},
    {"voltage_min", "voltage_min", kMillionth},
    {"voltage_min_design", "voltage_min_design", kMillionth},
    {"voltage_now", "voltage_volt", kMillionth},
    {"voltage_ocv", "voltage_ocv", kMillionth},
    {"temp", "temp_celsius", kTenth},
    {"temp_ambient", "temp_ambient_celsius", kTenth},
}};

constexpr std::array<const char*, 11> kTexts = {"capacity_level", "charge_type", "health",        "manufacturer",
                                                "model_name",     "scope",       "serial_number", "status",
                                                "technology",     "type",        "usb_type"};

class PowersupplyCollector final : public Collector {
  public:
    explicit PowersupplyCollector(const HostMetricsOptions& options)
        : m_directory(options.sysfs + "/class/power_supply/") {}

    Result<void> collect(Samples& out) override {
        for (const auto& supply : HEARTH_TRY(listDirectory(m_directory))) {
            const auto path = m_directory + supply + "/";
            instrument::LabelPairs labels = {{"power_supply", supply}};
            for (const auto& [file, name, factor] : kReadings) {
                if (const auto value = readNumberFile(path + file)) {
                    out.gauge("node_power_supply_" + std::string(name), "A reading of the power supply.",
                              *value * factor, labels);
                }
            }
            for (const auto* const file : kTexts) {
                auto text = readValueFile(path + file);
                if (text && !text->empty()) {
                    labels.emplace_back(file, std::move(*text));
                }
            }
            out.gauge("node_power_supply_info", "What the power supply is.", 1, std::move(labels));
        }
        return {};
    }

  private:
    const std::string m_directory;
};

} // namespace

std::unique_ptr<Collector> makePowersupplyCollector(const HostMetricsOptions& options) {
    return std::make_unique<PowersupplyCollector>(options);
}

} // namespace hearth::hostmetrics
