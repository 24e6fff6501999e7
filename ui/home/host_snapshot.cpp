// SPDX-License-Identifier: GPL-3.0-or-later
#include "home/host_snapshot.h"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <variant>

#include "data/first_values.h"
#include "model/matcher.h"
#include "models/plain_text.h"

namespace hearth::ui {
namespace {

/// File systems that hold no files of a person, and network devices that are not the machine's link.
constexpr const char* kVirtualFileSystems = "tmpfs|ramfs|devtmpfs|squashfs|iso9660|nsfs|efivarfs|autofs|fuse.*";
constexpr const char* kVirtualDevices = "lo|veth.*|docker.*|br-.*|virbr.*|cni.*|tap.*";
constexpr std::size_t kMaxHosts = 1000;
constexpr std::size_t kMaxDisks = 100;

/// The points of a line lie at the same times whenever it is asked for. The last one is the next to come: what the
/// server has just heard counts at once.
model::TimeRange endingNow(model::TimestampMs now, model::DurationMs span, model::DurationMs step) {
    const auto end = now + (step - now % step) % step;
    return {end - span, end};
}

/// Over one minute, or over five where the server scrapes too rarely for that.
std::string rateOf(const std::string& selector) {
    return "(rate(" + selector + "[1m]) or rate(" + selector + "[5m]))";
}

std::string trafficOf(const std::string& metric, const std::string& matchers) {
    return "sum" + rateOf(metric + "{" + matchers + ", device!~\"" + kVirtualDevices + "\"}");
}

/// The first series of a range query; values that are no numbers are holes.
QPolygonF firstLine(const model::QueryAnswer& answer) {
    QPolygonF line;
    const auto* matrix = std::get_if<model::Matrix>(&answer.value);
    if (matrix == nullptr || matrix->empty()) {
        return line;
    }
    for (const auto& sample : matrix->front().samples) {
        if (std::isfinite(sample.value)) {
            line << QPointF(static_cast<double>(sample.time), sample.value);
        }
    }
    return line;
}

Result<QPolygonF> readLine(datasource::DataSource& source, const std::string& expression, model::TimestampMs now,
                           model::DurationMs span, model::DurationMs step, std::stop_token stop) {
    datasource::RangeQuery query;
    query.expression = expression;
    query.range = endingNow(now, span, step);
    query.step = step;
    return firstLine(HEARTH_TRY(source.queryRange(query, std::move(stop))));
}

Result<model::Vector> readVector(datasource::DataSource& source, std::string expression, model::TimestampMs now,
                                 std::stop_token stop) {
    datasource::InstantQuery query;
    query.expression = std::move(expression);
    query.time = now;
    auto answer = HEARTH_TRY(source.query(query, std::move(stop)));
    auto* vector = std::get_if<model::Vector>(&answer.value);
    return vector != nullptr ? std::move(*vector) : model::Vector();
}

/// A bind mount shows the same device again: of each the shortest path counts.
std::vector<DiskUsage> disksFrom(const model::Vector& sizes, const model::Vector& available) {
    struct Disk {
        std::string device;
        DiskUsage usage;
    };
    std::vector<Disk> disks;
    for (const auto& size : sizes) {
        const auto same = [&](const model::VectorSample& sample) {
            return sample.labels.value("mountpoint") == size.labels.value("mountpoint") &&
                   sample.labels.value("device") == size.labels.value("device");
        };
        const auto free = std::ranges::find_if(available, same);
        if (free == available.end() || !(size.sample.value > 0)) {
            continue;
        }
        Disk disk{std::string(size.labels.value("device")),
                  {toQString(size.labels.value("mountpoint")), size.sample.value, free->sample.value}};
        const auto twin = std::ranges::find(disks, disk.device, &Disk::device);
        if (twin == disks.end()) {
            disks.push_back(std::move(disk));
        } else if (disk.usage.mountpoint.size() < twin->usage.mountpoint.size()) {
            *twin = std::move(disk);
        }
    }
    std::vector<DiskUsage> usages;
    for (auto& disk : disks) {
        usages.push_back(std::move(disk.usage));
    }
    std::ranges::stable_sort(usages, std::ranges::greater{}, &DiskUsage::usedRatio);
    usages.resize(std::min(usages.size(), kMaxDisks));
    return usages;
}

/// Asks for the parts of one machine one after the other.
class HostReader {
  public:
    HostReader(datasource::DataSource& source, const HostChoice& host, model::TimestampMs now, std::stop_token stop)
        : m_source(source)
        , m_matchers(host.matchers())
        , m_now(now)
        , m_stop(std::move(stop)) {}

    QPolygonF line(const std::string& expression) const {
        return readLine(m_source, expression, m_now, kHostSpan, kHostStep, m_stop).value_or(QPolygonF());
    }
    QPolygonF trend(const std::string& expression) const {
        return readLine(m_source, expression, m_now, kTrendSpan, kTrendStep, m_stop).value_or(QPolygonF());
    }
    model::Vector vector(const std::string& expression) const {
        return readVector(m_source, expression, m_now, m_stop).value_or(model::Vector());
    }
    std::optional<double> number(const std::string& expression) const {
        const auto answer = vector(expression);
        return answer.empty() ? std::nullopt : std::optional(answer.front().sample.value);
    }
    std::string selector(const std::string& metric) const { return metric + "{" + m_matchers + "}"; }

    void readFacts(HostSnapshot& snapshot) const {
        snapshot.memoryTotalBytes = number(selector("node_memory_MemTotal_bytes"));
        snapshot.cores = number("count(node_cpu_seconds_total{" + m_matchers + ", mode=\"idle\"})");
        snapshot.load5 = number(selector("node_load5"));
        snapshot.load15 = number(selector("node_load15"));
        snapshot.uptimeSeconds = number(selector("node_time_seconds") + " - " + selector("node_boot_time_seconds"));
        if (const auto uname = vector(selector("node_uname_info")); !uname.empty()) {
            const auto& labels = uname.front().labels;
            snapshot.system =
                (toQString(labels.value("sysname")) + QLatin1Char(' ') + toQString(labels.value("release"))).trimmed();
        }
    }

    void readDisks(HostSnapshot& snapshot) const {
        const auto part = "{" + m_matchers + ", fstype!~\"" + kVirtualFileSystems + "\"}";
        snapshot.disks =
            disksFrom(vector("node_filesystem_size_bytes" + part), vector("node_filesystem_avail_bytes" + part));
        if (!snapshot.disks.empty()) {
            const auto mount = model::Matcher::equal("mountpoint", snapshot.disks.front().mountpoint.toStdString());
            snapshot.fullestAvailableBytes =
                trend("min(node_filesystem_avail_bytes{" + m_matchers + ", " + mount.toString() + "})");
        }
    }

  private:
    datasource::DataSource& m_source;
    std::string m_matchers;
    model::TimestampMs m_now;
    std::stop_token m_stop;
};

Result<std::vector<HostChoice>> readNodes(datasource::DataSource& source, std::stop_token stop) {
    datasource::InstantQuery query;
    query.expression = "group by (instance, job, nodename) (node_uname_info) or on (instance, job) "
                       "group by (instance, job) (node_load1)";
    query.limit = kMaxHosts;
    const auto answer = HEARTH_TRY(source.query(query, std::move(stop)));
    std::vector<HostChoice> hosts;
    if (const auto* vector = std::get_if<model::Vector>(&answer.value)) {
        for (const auto& sample : *vector) {
            const auto name = sample.labels.value("nodename");
            const auto instance = sample.labels.value("instance");
            hosts.push_back({std::string(instance), std::string(sample.labels.value("job")),
                             toQString(name.empty() ? instance : name)});
        }
    }
    std::ranges::sort(hosts, {}, [](const HostChoice& host) { return std::tie(host.name, host.instance, host.job); });
    return hosts;
}

} // namespace

std::string HostChoice::matchers() const {
    auto text = model::Matcher::equal("instance", instance).toString();
    if (!job.empty()) {
        text += ", " + model::Matcher::equal("job", job).toString();
    }
    return text;
}

HostExpressions hostExpressions(const HostChoice& host) {
    const auto matchers = host.matchers();
    const auto all = "{" + matchers + "}";
    HostExpressions expressions;
    expressions.cpu = "1 - avg" + rateOf("node_cpu_seconds_total{" + matchers + ", mode=\"idle\"}");
    expressions.memory = "1 - node_memory_MemAvailable_bytes" + all + " / node_memory_MemTotal_bytes" + all;
    expressions.disk = "1 - node_filesystem_avail_bytes" + all + " / node_filesystem_size_bytes" + all;
    expressions.received = trafficOf("node_network_receive_bytes_total", matchers);
    expressions.sent = trafficOf("node_network_transmit_bytes_total", matchers);
    expressions.load = "node_load1" + all;
    expressions.temperature = "max(node_hwmon_temp_celsius" + all + " or node_thermal_zone_temp" + all + ")";
    return expressions;
}

Result<HostList> readHosts(datasource::DataSource& source, std::stop_token stop) {
    HostList list;
    list.hosts = HEARTH_TRY(readNodes(source, stop));
    if (list.hosts.empty()) {
        list.awaited = targetsNotAskedYet(source, stop) > 0;
        if (!list.awaited) {
            // They may have been asked in between.
            list.hosts = HEARTH_TRY(readNodes(source, std::move(stop)));
        }
    }
    return list;
}

Result<HostSnapshot> readHost(datasource::DataSource& source, const HostChoice& host, model::TimestampMs now,
                              std::stop_token stop) {
    const auto expressions = hostExpressions(host);
    HostSnapshot snapshot;
    snapshot.range = endingNow(now, kHostSpan, kHostStep);
    snapshot.cpuRatio = HEARTH_TRY(readLine(source, expressions.cpu, now, kHostSpan, kHostStep, stop));

    const HostReader reader(source, host, now, std::move(stop));
    snapshot.memoryUsedRatio = reader.line(expressions.memory);
    snapshot.receivedBytesPerSecond = reader.line(expressions.received);
    snapshot.sentBytesPerSecond = reader.line(expressions.sent);
    snapshot.load1 = reader.line(expressions.load);
    snapshot.temperatureCelsius = reader.line(expressions.temperature);
    reader.readFacts(snapshot);
    reader.readDisks(snapshot);
    return snapshot;
}

} // namespace hearth::ui
