// SPDX-License-Identifier: GPL-3.0-or-later
// Neighbours by device (node_exporter: collector "arp").
#include <map>

#include "hostmetrics/collectors.h"
#include "hostmetrics/fields.h"
#include "hostmetrics/patterns.h"
#include "hostmetrics/proc_file.h"

namespace hearth::hostmetrics {
namespace {

class ArpCollector final : public Collector {
  public:
    explicit ArpCollector(const HostMetricsOptions& options)
        : m_file(options.procfs + "/net/arp")
        , m_exclude(options.arpDevicesExclude) {}

    Result<void> collect(Samples& out) override {
        auto text = HEARTH_TRY(m_file.read());
        std::map<std::string_view, double> entries;
        std::string_view line;
        takeLine(text, line); // headings
        while (takeLine(text, line)) {
            const auto device = line.substr(line.find_last_of(" \t") + 1);
            if (!device.empty() && !matchesIfSet(m_exclude, device)) {
                ++entries[device];
            }
        }
        for (const auto& [device, count] : entries) {
            out.gauge("node_arp_entries", "Neighbours that are known on the device.", count,
                      {{"device", std::string(device)}});
        }
        return {};
    }

  private:
    ProcFile m_file;
    const std::optional<model::Regex> m_exclude;
};

} // namespace

std::unique_ptr<Collector> makeArpCollector(const HostMetricsOptions& options) {
    return std::make_unique<ArpCollector>(options);
}

} // namespace hearth::hostmetrics
