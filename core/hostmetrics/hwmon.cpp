// SPDX-License-Identifier: GPL-3.0-or-later
// Temperatures, voltages, fans and so on (node_exporter: collector "hwmon").
#include <map>

#include "hostmetrics/chip_name.h"
#include "hostmetrics/collectors.h"
#include "hostmetrics/directory.h"
#include "hostmetrics/fields.h"
#include "hostmetrics/patterns.h"
#include "hostmetrics/proc_file.h"
#include "hostmetrics/sensor_scale.h"

namespace hearth::hostmetrics {
namespace {

/// Property to value, of one sensor.
using Properties = std::map<std::string, std::string>;
using Sensors = std::map<std::string, Properties>;

/// The readings of a chip; some drivers keep them in the directory `device`.
void readSensors(const std::string& path, Sensors& sensors) {
    for (const auto& file : listDirectory(path).value_or(std::vector<std::string>())) {
        const auto name = parseSensorFile(file);
        if (!name) {
            continue;
        }
        if (auto value = readValueFile(path + "/" + file)) {
            sensors[name->type + name->number].insert_or_assign(name->property, std::move(*value));
        }
    }
}

class HwmonCollector final : public Collector {
  public:
    explicit HwmonCollector(const HostMetricsOptions& options)
        : m_directory(options.sysfs + "/class/hwmon/")
        , m_exclude(options.sensorChipsExclude) {}

    Result<void> collect(Samples& out) override {
        const auto directories = HEARTH_TRY(listDirectory(m_directory));
        std::map<std::string, int> chipsOfName;
        std::vector<std::string> names;
        for (const auto& directory : directories) {
            names.push_back(chipName(m_directory + directory));
            ++chipsOfName[names.back()];
        }
        for (std::size_t i = 0; i < directories.size(); ++i) {
            addChip(out, m_directory + directories[i], names[i], chipsOfName[names[i]] == 1);
        }
        return {};
    }

  private:
    /// Several chips may hang on one device: then their own names tell them apart.
    void addChip(Samples& out, const std::string& path, std::string chip, bool isOnlyOne) const {
        const auto name = cleanChipName(readValueFile(path + "/name").value_or(""));
        if (!isOnlyOne && !name.empty()) {
            chip += "_" + name;
        }
        if (matchesIfSet(m_exclude, chip)) {
            return;
        }
        Sensors sensors;
        readSensors(path, sensors);
        readSensors(path + "/device", sensors);
        if (!name.empty()) {
            out.gauge("node_hwmon_chip_names", "The chip's name for people.", 1, {{"chip", chip}, {"chip_name", name}});
        }
        for (const auto& [sensor, properties] : sensors) {
            addSensor(out, chip, sensor, properties);
        }
    }

    static void addSensor(Samples& out, const std::string& chip, const std::string& sensor,
                          const Properties& properties) {
        auto shownAs = sensor;
        const auto type = sensor.substr(0, sensor.find_first_of("0123456789"));
        if (const auto label = properties.find("label"); label != properties.end()) {
            const auto text = cleanSensorLabel(label->second);
            out.gauge("node_hwmon_sensor_label", "The sensor's name for people.", 1,
                      {{"chip", chip}, {"label", text}, {"sensor", sensor}});
            shownAs = type == "freq" && !text.empty() ? text : shownAs; // upstream names frequencies by their label
        }
        for (const auto& [property, text] : properties) {
            const auto value = toNumber(text);
            const auto scale = property == "label" || !value ? std::nullopt : scaleOfProperty(type, property);
            if (scale) {
                out.add(scale->type, scale->name, "A reading or setting of a sensor.", *value * scale->factor,
                        {{"chip", chip}, {"sensor", shownAs}});
            }
        }
    }

    const std::string m_directory;
    const std::optional<model::Regex> m_exclude;
};

} // namespace

std::unique_ptr<Collector> makeHwmonCollector(const HostMetricsOptions& options) {
    return std::make_unique<HwmonCollector>(options);
}

} // namespace hearth::hostmetrics
