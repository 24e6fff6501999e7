// SPDX-License-Identifier: GPL-3.0-or-later
// Processor time, throttling and isolation (node_exporter: collector "cpu").
#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <unistd.h>

#include "base/text.h"
#include "hostmetrics/collectors.h"
#include "hostmetrics/directory.h"
#include "hostmetrics/fields.h"
#include "hostmetrics/proc_file.h"

namespace hearth::hostmetrics {
namespace {

/// In the order of /proc/stat.
constexpr std::array<std::string_view, 8> kModes = {"user",   "nice", "system",  "idle",
                                                    "iowait", "irq",  "softirq", "steal"};
constexpr std::array<std::string_view, 2> kGuestModes = {"user", "nice"};
constexpr std::size_t kIdle = 3;
/// Idle time that falls by this much means another processor under the same number.
constexpr double kHotplugSeconds = 3;
/// Lists such as `0-3,7` name no more processors than this.
constexpr unsigned kMaxProcessors = 65'536;

using Times = std::array<double, kModes.size() + kGuestModes.size()>;

class CpuCollector final : public Collector {
  public:
    explicit CpuCollector(const HostMetricsOptions& options)
        : m_stat(options.procfs + "/stat")
        , m_directory(options.sysfs + "/devices/system/cpu/")
        , m_guestTime(options.guestTime)
        , m_secondsPerTick(1.0 / static_cast<double>(::sysconf(_SC_CLK_TCK))) {}

    Result<void> collect(Samples& out) override {
        auto text = HEARTH_TRY(m_stat.read());
        std::map<std::string, Times, std::less<>> present;
        std::string_view line;
        while (takeLine(text, line) && line.starts_with("cpu")) {
            const auto number = takeWord(line).substr(3);
            if (!number.empty()) { // the first line is the sum
                present.emplace(number, keptTimes(number, line));
            }
        }
        m_times = std::move(present); // processors that are gone are forgotten
        for (const auto& [number, times] : m_times) {
            addTimes(out, number, times);
        }
        addSysfs(out);
        return {};
    }

  private:
    /// The kernel's counters sometimes fall back a little; what was shown never does.
    Times keptTimes(std::string_view number, std::string_view line) const {
        Times now{};
        for (auto& seconds : now) {
            seconds = takeNumber(line).value_or(0) * m_secondsPerTick;
        }
        const auto before = m_times.find(number);
        if (before == m_times.end() || before->second[kIdle] - now[kIdle] >= kHotplugSeconds) {
            return now;
        }
        for (std::size_t i = 0; i < now.size(); ++i) {
            now[i] = std::max(now[i], before->second[i]);
        }
        return now;
    }

    void addTimes(Samples& out, const std::string& number, const Times& times) const {
        for (std::size_t i = 0; i < kModes.size(); ++i) {
            out.counter("node_cpu_seconds_total", "Time that each processor spent in each mode.", times[i],
                        {{"cpu", number}, {"mode", std::string(kModes[i])}});
        }
        for (std::size_t i = 0; m_guestTime && i < kGuestModes.size(); ++i) {
            out.counter("node_cpu_guest_seconds_total", "Time that each processor ran guests, by mode.",
                        times[kModes.size() + i], {{"cpu", number}, {"mode", std::string(kGuestModes[i])}});
        }
    }

    void addSysfs(Samples& out) const {
        std::set<std::string> packages;
        std::set<std::pair<std::string, std::string>> cores;
        for (const auto& name : listDirectory(m_directory).value_or(std::vector<std::string>())) {
            if (const auto number = numberAfter(name, "cpu")) {
                addThrottling(out, m_directory + name, packages, cores);
                if (const auto online = readNumberFile(m_directory + name + "/online")) {
                    out.gauge("node_cpu_online", "Whether the processor is online.", *online, {{"cpu", *number}});
                }
            }
        }
        for (const auto number : processorList(readValueFile(m_directory + "isolated").value_or(""))) {
            out.gauge("node_cpu_isolated", "Whether the processor is kept from the scheduler.", 1,
                      {{"cpu", std::to_string(number)}});
        }
    }

    /// Cores and packages are shown once, whichever of their processors comes first.
    static void addThrottling(Samples& out, const std::string& path, std::set<std::string>& packages,
                              std::set<std::pair<std::string, std::string>>& cores) {
        const auto coreCount = readNumberFile(path + "/thermal_throttle/core_throttle_count");
        const auto packageCount = readNumberFile(path + "/thermal_throttle/package_throttle_count");
        if (!coreCount && !packageCount) {
            return;
        }
        const auto package = readValueFile(path + "/topology/physical_package_id");
        const auto core = readValueFile(path + "/topology/core_id");
        if (package && core && coreCount && cores.emplace(*package, *core).second) {
            out.counter("node_cpu_core_throttles_total", "How often the core was slowed down for its heat.", *coreCount,
                        {{"core", *core}, {"package", *package}});
        }
        if (package && packageCount && packages.insert(*package).second) {
            out.counter("node_cpu_package_throttles_total", "How often the package was slowed down for its heat.",
                        *packageCount, {{"package", *package}});
        }
    }

    static std::vector<unsigned> processorList(std::string_view text) {
        std::vector<unsigned> numbers;
        for (const auto range : split(text, ',')) {
            const auto dash = range.find('-');
            const auto first = toNumber(range.substr(0, dash));
            const auto last = dash == std::string_view::npos ? first : toNumber(range.substr(dash + 1));
            if (!first || !last || *first < 0 || *last >= kMaxProcessors) {
                continue;
            }
            for (auto number = static_cast<unsigned>(*first); number <= static_cast<unsigned>(*last); ++number) {
                numbers.push_back(number);
            }
        }
        return numbers;
    }

    ProcFile m_stat;
    const std::string m_directory;
    const bool m_guestTime;
    const double m_secondsPerTick;
    std::map<std::string, Times, std::less<>> m_times; ///< What was shown last, by processor.
};

} // namespace

std::unique_ptr<Collector> makeCpuCollector(const HostMetricsOptions& options) {
    return std::make_unique<CpuCollector>(options);
}

} // namespace hearth::hostmetrics
