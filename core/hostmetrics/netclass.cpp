// SPDX-License-Identifier: GPL-3.0-or-later
// State of network devices (node_exporter: collector "netclass").
#include <array>
#include <charconv>
#include <net/if.h>

#include "hostmetrics/collectors.h"
#include "hostmetrics/directory.h"
#include "hostmetrics/fields.h"
#include "hostmetrics/patterns.h"
#include "hostmetrics/proc_file.h"

namespace hearth::hostmetrics {
namespace {

constexpr double kBytesPerMegabit = 125'000;

struct Attribute {
    const char* file;
    const char* name;
    instrument::FamilyType type = instrument::FamilyType::kGauge;
};

using enum instrument::FamilyType;

constexpr std::array<Attribute, 17> kAttributes = {{
    {"addr_assign_type", "node_network_address_assign_type"},
    {"carrier", "node_network_carrier"},
    {"carrier_changes", "node_network_carrier_changes_total", kCounter},
    {"carrier_up_count", "node_network_carrier_up_changes_total", kCounter},
    {"carrier_down_count", "node_network_carrier_down_changes_total", kCounter},
    {"dev_id", "node_network_device_id"},
    {"dormant", "node_network_dormant"},
    {"flags", "node_network_flags"},
    {"ifindex", "node_network_iface_id"},
    {"iflink", "node_network_iface_link"},
    {"link_mode", "node_network_iface_link_mode"},
    {"mtu", "node_network_mtu_bytes"},
    {"name_assign_type", "node_network_name_assign_type"},
    {"netdev_group", "node_network_net_dev_group"},
    {"tx_queue_len", "node_network_transmit_queue_length"},
    {"type", "node_network_protocol_type"},
    {"speed", "node_network_speed_bytes"},
}};

/// Decimal, or hexadecimal with `0x`.
std::optional<double> attributeValue(const std::string& text) {
    if (text.starts_with("0x")) {
        const auto value = hexNumber(std::string_view(text).substr(2));
        return value ? std::optional(static_cast<double>(*value)) : std::nullopt;
    }
    return toNumber(text);
}

class NetclassCollector final : public Collector {
  public:
    explicit NetclassCollector(const HostMetricsOptions& options)
        : m_directory(options.sysfs + "/class/net/")
        , m_exclude(options.networkClassesExclude)
        , m_ignoreInvalidSpeed(options.ignoreInvalidSpeed) {}

    Result<void> collect(Samples& out) override {
        for (const auto& device : HEARTH_TRY(listDirectory(m_directory))) {
            const auto state = readValueFile(m_directory + device + "/operstate");
            if (state && !matchesIfSet(m_exclude, device)) { // bonding_masters is a file, no device
                addDevice(out, device, *state);
            }
        }
        return {};
    }

  private:
    void addDevice(Samples& out, const std::string& device, const std::string& state) const {
        const auto path = m_directory + device + "/";
        double flags = 0;
        for (const auto& attribute : kAttributes) {
            const auto value = attributeValue(readValueFile(path + attribute.file).value_or(""));
            if (!value) {
                continue;
            }
            const bool isSpeed = attribute.file == std::string_view("speed");
            if (isSpeed && m_ignoreInvalidSpeed && *value < 0) {
                continue;
            }
            flags = attribute.file == std::string_view("flags") ? *value : flags;
            out.add(attribute.type, attribute.name, "An attribute of the network device.",
                    isSpeed ? *value * kBytesPerMegabit : *value, {{"device", device}});
        }
        out.gauge("node_network_up", "Whether the network device is operational.", state == "up" ? 1 : 0,
                  {{"device", device}});
        const bool isUp = (static_cast<unsigned>(flags) & static_cast<unsigned>(IFF_UP)) != 0;
        const auto text = [&](const char* file) { return readValueFile(path + file).value_or(""); };
        out.gauge("node_network_info", "What the network device is.", 1,
                  {{"address", text("address")},
                   {"adminstate", isUp ? "up" : "down"},
                   {"broadcast", text("broadcast")},
                   {"device", device},
                   {"duplex", text("duplex")},
                   {"ifalias", text("ifalias")},
                   {"operstate", state}});
    }

    const std::string m_directory;
    const std::optional<model::Regex> m_exclude;
    const bool m_ignoreInvalidSpeed;
};

} // namespace

std::unique_ptr<Collector> makeNetclassCollector(const HostMetricsOptions& options) {
    return std::make_unique<NetclassCollector>(options);
}

} // namespace hearth::hostmetrics
