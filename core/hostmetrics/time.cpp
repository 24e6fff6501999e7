// SPDX-License-Identifier: GPL-3.0-or-later
// Clock, zone and clock sources (node_exporter: collector "time").
#include <chrono>
#include <ctime>

#include "hostmetrics/collectors.h"
#include "hostmetrics/directory.h"
#include "hostmetrics/fields.h"
#include "hostmetrics/proc_file.h"

namespace hearth::hostmetrics {
namespace {

class TimeCollector final : public Collector {
  public:
    explicit TimeCollector(const HostMetricsOptions& options)
        : m_directory(options.sysfs + "/devices/system/clocksource/") {}

    Result<void> collect(Samples& out) override {
        const auto now = std::chrono::system_clock::now();
        out.gauge("node_time_seconds", "The time, seconds since the Unix epoch.",
                  std::chrono::duration<double>(now.time_since_epoch()).count());
        const auto seconds = std::chrono::system_clock::to_time_t(now);
        tm local{};
        if (::localtime_r(&seconds, &local) != nullptr) {
            out.gauge("node_time_zone_offset_seconds", "How far local time is ahead of UTC.",
                      static_cast<double>(local.tm_gmtoff), {{"time_zone", local.tm_zone}});
        }
        for (const auto& name : listDirectory(m_directory).value_or(std::vector<std::string>())) {
            if (const auto device = numberAfter(name, "clocksource")) {
                addSources(out, *device, m_directory + name);
            }
        }
        return {};
    }

  private:
    static void addSources(Samples& out, const std::string& device, const std::string& path) {
        const auto available = readValueFile(path + "/available_clocksource").value_or("");
        std::string_view words = available;
        for (auto word = takeWord(words); !word.empty(); word = takeWord(words)) {
            out.gauge("node_time_clocksource_available_info", "Clock sources that the kernel could use.", 1,
                      {{"clocksource", std::string(word)}, {"device", device}});
        }
        if (const auto current = readValueFile(path + "/current_clocksource")) {
            out.gauge("node_time_clocksource_current_info", "The clock source in use.", 1,
                      {{"clocksource", *current}, {"device", device}});
        }
    }

    const std::string m_directory;
};

} // namespace

std::unique_ptr<Collector> makeTimeCollector(const HostMetricsOptions& options) {
    return std::make_unique<TimeCollector>(options);
}

} // namespace hearth::hostmetrics
