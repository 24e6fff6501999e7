// SPDX-License-Identifier: GPL-3.0-or-later
// Thermal zones and what cools them (node_exporter: collector "thermal_zone").
#include "hostmetrics/collectors.h"
#include "hostmetrics/directory.h"
#include "hostmetrics/proc_file.h"

namespace hearth::hostmetrics {
namespace {

constexpr double kDegreesPerMillidegree = 0.001;

class ThermalZoneCollector final : public Collector {
  public:
    explicit ThermalZoneCollector(const HostMetricsOptions& options)
        : m_directory(options.sysfs + "/class/thermal/") {}

    Result<void> collect(Samples& out) override {
        for (const auto& name : HEARTH_TRY(listDirectory(m_directory))) {
            const auto path = m_directory + name;
            if (const auto zone = numberAfter(name, "thermal_zone")) {
                addZone(out, *zone, path);
            } else if (const auto device = numberAfter(name, "cooling_device")) {
                addCoolingDevice(out, *device, path);
            }
        }
        return {};
    }

  private:
    static void addZone(Samples& out, const std::string& zone, const std::string& path) {
        const auto temperature = readNumberFile(path + "/temp"); // some zones cannot be read while they sleep
        if (temperature) {
            out.gauge("node_thermal_zone_temp", "Temperature of the zone in degrees Celsius.",
                      *temperature * kDegreesPerMillidegree,
                      {{"type", readValueFile(path + "/type").value_or("")}, {"zone", zone}});
        }
    }

    static void addCoolingDevice(Samples& out, const std::string& device, const std::string& path) {
        const auto now = readNumberFile(path + "/cur_state");
        const auto maximum = readNumberFile(path + "/max_state");
        const instrument::LabelPairs labels = {{"name", device}, {"type", readValueFile(path + "/type").value_or("")}};
        if (now && maximum) {
            out.gauge("node_cooling_device_cur_state", "How strongly the device cools now.", *now, labels);
            out.gauge("node_cooling_device_max_state", "How strongly the device can cool.", *maximum, labels);
        }
    }

    const std::string m_directory;
};

} // namespace

std::unique_ptr<Collector> makeThermalZoneCollector(const HostMetricsOptions& options) {
    return std::make_unique<ThermalZoneCollector>(options);
}

} // namespace hearth::hostmetrics
