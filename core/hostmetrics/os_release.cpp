// SPDX-License-Identifier: GPL-3.0-or-later
// Name and version of the distribution (node_exporter: collector "os").
#include <array>
#include <chrono>
#include <map>

#include "base/text.h"
#include "hostmetrics/collectors.h"
#include "hostmetrics/fields.h"
#include "hostmetrics/proc_file.h"

namespace hearth::hostmetrics {
namespace {

constexpr std::array<const char*, 3> kFiles = {"/etc/os-release", "/usr/lib/os-release", "/usr/share/os-release"};

struct Field {
    const char* label;
    const char* key;
};

constexpr std::array<Field, 12> kFields = {{
    {"build_id", "BUILD_ID"},
    {"id", "ID"},
    {"id_like", "ID_LIKE"},
    {"image_id", "IMAGE_ID"},
    {"image_version", "IMAGE_VERSION"},
    {"name", "NAME"},
    {"pretty_name", "PRETTY_NAME"},
    {"variant", "VARIANT"},
    {"variant_id", "VARIANT_ID"},
    {"version", "VERSION"},
    {"version_codename", "VERSION_CODENAME"},
    {"version_id", "VERSION_ID"},
}};

using Values = std::map<std::string, std::string, std::less<>>;

/// Lines `KEY=value` with or without quotes; os-release(5).
Values parseOsRelease(std::string_view text) {
    Values values;
    std::string_view line;
    while (takeLine(text, line)) {
        const auto equal = line.find('=');
        if (equal == std::string_view::npos || line.starts_with('#')) {
            continue;
        }
        auto value = trim(line.substr(equal + 1));
        if (value.size() >= 2 && (value.front() == '"' || value.front() == '\'') && value.back() == value.front()) {
            value = value.substr(1, value.size() - 2);
        }
        values.insert_or_assign(std::string(trim(line.substr(0, equal))), std::string(value));
    }
    return values;
}

/// Major and minor version as a number: `20.04.2` is 20.04.
std::optional<double> versionNumber(std::string_view text) {
    const auto first = text.find('.');
    const auto second = first == std::string_view::npos ? first : text.find('.', first + 1);
    return toNumber(text.substr(0, second));
}

/// `2026-06-10` as seconds since the Unix epoch.
std::optional<double> dateSeconds(std::string_view text) {
    const auto parts = split(text, '-');
    if (parts.size() != 3) {
        return std::nullopt;
    }
    const auto year = toNumber(parts[0]);
    const auto month = toNumber(parts[1]);
    const auto day = toNumber(parts[2]);
    if (!year || !month || !day || *year < 1970 || *year > 9999 || *month < 0 || *day < 0 || *month > 12 || *day > 31) {
        return std::nullopt;
    }
    const std::chrono::year_month_day date{std::chrono::year(static_cast<int>(*year)),
                                           std::chrono::month(static_cast<unsigned>(*month)),
                                           std::chrono::day(static_cast<unsigned>(*day))};
    if (!date.ok()) {
        return std::nullopt;
    }
    return std::chrono::duration<double>(std::chrono::sys_days(date).time_since_epoch()).count();
}

class OsReleaseCollector final : public Collector {
  public:
    explicit OsReleaseCollector(const HostMetricsOptions& options)
        : m_root(options.rootfs == "/" ? "" : options.rootfs) {}

    Result<void> collect(Samples& out) override {
        const auto values = HEARTH_TRY(read());
        const auto value = [&](std::string_view key) {
            const auto found = values.find(key);
            return found == values.end() ? std::string() : found->second;
        };
        instrument::LabelPairs labels;
        for (const auto& [label, key] : kFields) {
            labels.emplace_back(label, value(key));
        }
        out.gauge("node_os_info", "The distribution.", 1, std::move(labels));
        if (const auto version = versionNumber(value("VERSION_ID"))) {
            out.gauge("node_os_version", "Major and minor version of the distribution.", *version,
                      {{"id", value("ID")}, {"id_like", value("ID_LIKE")}, {"name", value("NAME")}});
        }
        if (const auto end = dateSeconds(value("SUPPORT_END"))) {
            out.gauge("node_os_support_end_timestamp_seconds", "Until when the distribution is supported.", *end);
        }
        return {};
    }

  private:
    Result<Values> read() const {
        for (const auto* const path : kFiles) {
            ProcFile file(m_root + path);
            if (const auto text = file.read()) {
                return parseOsRelease(*text);
            }
        }
        return fail(ErrorCode::kNotFound, "the machine has no os-release file");
    }

    const std::string m_root;
};

} // namespace

std::unique_ptr<Collector> makeOsReleaseCollector(const HostMetricsOptions& options) {
    return std::make_unique<OsReleaseCollector>(options);
}

} // namespace hearth::hostmetrics
