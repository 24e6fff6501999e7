// SPDX-License-Identifier: GPL-3.0-or-later
// What the firmware says of the machine (node_exporter: collector "dmi").
#include <array>

#include "hostmetrics/collectors.h"
#include "hostmetrics/directory.h"
#include "hostmetrics/proc_file.h"

namespace hearth::hostmetrics {
namespace {

struct Field {
    const char* file;
    const char* label;
};

constexpr std::array<Field, 20> kFields = {{
    {"bios_date", "bios_date"},
    {"bios_release", "bios_release"},
    {"bios_vendor", "bios_vendor"},
    {"bios_version", "bios_version"},
    {"board_asset_tag", "board_asset_tag"},
    {"board_name", "board_name"},
    {"board_serial", "board_serial"},
    {"board_vendor", "board_vendor"},
    {"board_version", "board_version"},
    {"chassis_asset_tag", "chassis_asset_tag"},
    {"chassis_serial", "chassis_serial"},
    {"chassis_vendor", "chassis_vendor"},
    {"chassis_version", "chassis_version"},
    {"product_family", "product_family"},
    {"product_name", "product_name"},
    {"product_serial", "product_serial"},
    {"product_sku", "product_sku"},
    {"product_uuid", "product_uuid"},
    {"product_version", "product_version"},
    {"sys_vendor", "system_vendor"},
}};

class DmiCollector final : public Collector {
  public:
    explicit DmiCollector(const HostMetricsOptions& options)
        : m_directory(options.sysfs + "/class/dmi/id/") {}

    /// The firmware does not change while the machine runs: it is asked once.
    Result<void> collect(Samples& out) override {
        if (m_labels.empty()) {
            HEARTH_TRY(listDirectory(m_directory));
            for (const auto& [file, label] : kFields) {
                auto value = readValueFile(m_directory + file);
                if (value) { // serial numbers are for root only
                    m_labels.emplace_back(label, std::move(*value));
                }
            }
        }
        out.gauge("node_dmi_info", "The machine as its firmware names it.", 1, m_labels);
        return {};
    }

  private:
    const std::string m_directory;
    instrument::LabelPairs m_labels;
};

} // namespace

std::unique_ptr<Collector> makeDmiCollector(const HostMetricsOptions& options) {
    return std::make_unique<DmiCollector>(options);
}

} // namespace hearth::hostmetrics
