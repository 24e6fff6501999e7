// SPDX-License-Identifier: GPL-3.0-or-later
// Work of block devices (node_exporter: collector "diskstats").
#include <array>

#include "hostmetrics/collectors.h"
#include "hostmetrics/fields.h"
#include "hostmetrics/patterns.h"
#include "hostmetrics/proc_file.h"
#include "hostmetrics/udev.h"

namespace hearth::hostmetrics {
namespace {

using instrument::FamilyType;

constexpr double kOne = 1;
constexpr double kSecondsPerMillisecond = 0.001;
constexpr double kBytesPerSector = 512;

struct Field {
    const char* name;
    const char* help;
    double factor;
    FamilyType type = FamilyType::kCounter;
};

/// In the order of /proc/diskstats, after the device's name; older kernels know fewer.
constexpr std::array<Field, 17> kFields = {{
    {"node_disk_reads_completed_total", "Reads completed.", kOne},
    {"node_disk_reads_merged_total", "Reads merged into others.", kOne},
    {"node_disk_read_bytes_total", "Bytes read.", kBytesPerSector},
    {"node_disk_read_time_seconds_total", "Time spent on reads.", kSecondsPerMillisecond},
    {"node_disk_writes_completed_total", "Writes completed.", kOne},
    {"node_disk_writes_merged_total", "Writes merged into others.", kOne},
    {"node_disk_written_bytes_total", "Bytes written.", kBytesPerSector},
    {"node_disk_write_time_seconds_total", "Time spent on writes.", kSecondsPerMillisecond},
    {"node_disk_io_now", "Requests under way.", kOne, FamilyType::kGauge},
    {"node_disk_io_time_seconds_total", "Time with any request under way.", kSecondsPerMillisecond},
    {"node_disk_io_time_weighted_seconds_total", "Time of all requests taken together.", kSecondsPerMillisecond},
    {"node_disk_discards_completed_total", "Discards completed.", kOne},
    {"node_disk_discards_merged_total", "Discards merged into others.", kOne},
    {"node_disk_discarded_sectors_total", "Sectors discarded.", kOne},
    {"node_disk_discard_time_seconds_total", "Time spent on discards.", kSecondsPerMillisecond},
    {"node_disk_flush_requests_total", "Flushes completed.", kOne},
    {"node_disk_flush_requests_time_seconds_total", "Time spent on flushes.", kSecondsPerMillisecond},
}};

struct AtaProperty {
    const char* property;
    const char* name;
    const char* help;
};

constexpr std::array<AtaProperty, 3> kAtaProperties = {{
    {"ID_ATA_WRITE_CACHE", "node_disk_ata_write_cache", "Whether the disk has a write cache."},
    {"ID_ATA_WRITE_CACHE_ENABLED", "node_disk_ata_write_cache_enabled", "Whether its write cache is on."},
    {"ID_ATA_ROTATION_RATE_RPM", "node_disk_ata_rotation_rate_rpm", "Turns a minute; 0 for a solid-state disk."},
}};

/// Drivers tell udev the serial number under one of several names, the best first.
const std::string& serialOf(const UdevProperties& udev) {
    for (const auto* const name : {"SCSI_IDENT_SERIAL", "ID_SERIAL_SHORT"}) {
        if (!udev[name].empty()) {
            return udev[name];
        }
    }
    return udev["ID_SERIAL"];
}

class DiskstatsCollector final : public Collector {
  public:
    explicit DiskstatsCollector(const HostMetricsOptions& options)
        : m_file(options.procfs + "/diskstats")
        , m_blockDirectory(options.sysfs + "/block/")
        , m_udevDirectory(options.udevData)
        , m_exclude(patternOr(options.diskDevicesExclude, R"((z?ram|loop|fd|(h|s|v|xv)d[a-z]|nvme\d+n\d+p)\d+)")) {}

    Result<void> collect(Samples& out) override {
        auto text = HEARTH_TRY(m_file.read());
        std::string_view line;
        while (takeLine(text, line)) {
            const auto major = takeWord(line);
            const auto minor = takeWord(line);
            const std::string device(takeWord(line));
            if (device.empty() || m_exclude.matches(device)) {
                continue;
            }
            for (const auto& field : kFields) {
                if (const auto value = takeNumber(line)) {
                    out.add(field.type, field.name, field.help, *value * field.factor, {{"device", device}});
                }
            }
            addProperties(out, device, major, minor);
        }
        return {};
    }

  private:
    void addProperties(Samples& out, const std::string& device, std::string_view major, std::string_view minor) const {
        const auto udev = UdevProperties::ofBlockDevice(m_udevDirectory, major, minor);
        out.gauge("node_disk_info", "What the device is.", 1,
                  {{"device", device},
                   {"major", std::string(major)},
                   {"minor", std::string(minor)},
                   {"model", udev["ID_MODEL"]},
                   {"path", udev["ID_PATH"]},
                   {"revision", udev["ID_REVISION"]},
                   {"rotational", readValueFile(m_blockDirectory + device + "/queue/rotational").value_or("0")},
                   {"serial", serialOf(udev)},
                   {"wwn", udev["ID_WWN"]}});
        if (!udev["ID_FS_TYPE"].empty()) {
            out.gauge("node_disk_filesystem_info", "The file system on the device.", 1,
                      {{"device", device},
                       {"type", udev["ID_FS_TYPE"]},
                       {"usage", udev["ID_FS_USAGE"]},
                       {"uuid", udev["ID_FS_UUID"]},
                       {"version", udev["ID_FS_VERSION"]}});
        }
        if (!udev["DM_NAME"].empty()) {
            out.gauge("node_disk_device_mapper_info", "The mapped device.", 1,
                      {{"device", device},
                       {"lv_layer", udev["DM_LV_LAYER"]},
                       {"lv_name", udev["DM_LV_NAME"]},
                       {"name", udev["DM_NAME"]},
                       {"uuid", udev["DM_UUID"]},
                       {"vg_name", udev["DM_VG_NAME"]}});
        }
        for (const auto& [property, name, help] : kAtaProperties) {
            const auto value = toNumber(udev[property]);
            if (!udev["ID_ATA"].empty() && value) {
                out.gauge(name, help, *value, {{"device", device}});
            }
        }
    }

    ProcFile m_file;
    const std::string m_blockDirectory;
    const std::string m_udevDirectory;
    const model::Regex m_exclude;
};

} // namespace

std::unique_ptr<Collector> makeDiskstatsCollector(const HostMetricsOptions& options) {
    return std::make_unique<DiskstatsCollector>(options);
}

} // namespace hearth::hostmetrics
