// SPDX-License-Identifier: GPL-3.0-or-later
#include "scrape/target.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <unordered_set>

#include "base/hash.h"
#include "base/text.h"
#include "http/message.h"
#include "model/relabel.h"

namespace hearth::scrape {
namespace {

constexpr std::string_view kAddress = "__address__";
constexpr std::string_view kScheme = "__scheme__";
constexpr std::string_view kMetricsPath = "__metrics_path__";
constexpr std::string_view kInterval = "__scrape_interval__";
constexpr std::string_view kTimeout = "__scrape_timeout__";
constexpr std::string_view kUnixSocket = "__unix_socket__";
constexpr std::string_view kParamPrefix = "__param_";
constexpr std::string_view kMetaPrefix = "__meta_";
constexpr std::string_view kConvertClassic = "__convert_classic_histograms_to_nhcb__";
constexpr std::string_view kAlwaysClassic = "__always_scrape_classic_histograms__";
constexpr std::string_view kNativeHistograms = "__scrape_native_histograms__";

std::unexpected<Error> invalid(std::string message) {
    return fail(ErrorCode::kInvalidArgument, std::move(message));
}

void setDefault(model::LabelsBuilder& labels, std::string_view name, std::string_view value) {
    if (labels.value(name).empty()) {
        labels.set(name, value);
    }
}

std::string_view boolText(bool value) {
    return value ? "true" : "false";
}

model::Labels discoveredLabels(const model::Labels& own, const model::Labels& group, const PoolOptions& options) {
    model::LabelsBuilder labels(own);
    for (const auto& label : group) {
        setDefault(labels, label.name, label.value);
    }
    setDefault(labels, "job", options.jobName);
    setDefault(labels, kInterval, model::formatDuration(options.interval));
    setDefault(labels, kTimeout, model::formatDuration(options.timeout));
    setDefault(labels, kMetricsPath, options.metricsPath);
    setDefault(labels, kScheme, options.scheme);
    setDefault(labels, kConvertClassic, boolText(options.convertClassicHistograms));
    setDefault(labels, kAlwaysClassic, boolText(options.alwaysClassicHistograms));
    setDefault(labels, kNativeHistograms, boolText(options.nativeHistograms));
    for (const auto& [name, values] : options.params) {
        if (!values.empty()) {
            setDefault(labels, fmt::format("{}{}", kParamPrefix, name), values.front());
        }
    }
    return labels.labels();
}

/// Bytes that Go's url.EscapedPath leaves alone.
bool staysInPath(char c) {
    const bool alphanumeric = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    return alphanumeric || std::string_view("-_.~/!$&'()*+,;=:@").contains(c);
}

std::string escapedPath(std::string_view path) {
    std::string out;
    for (const char c : path) {
        if (staysInPath(c)) {
            out += c;
        } else {
            out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
        }
    }
    return out;
}

std::string queryString(const model::LabelsBuilder& labels, const PoolOptions& options) {
    std::map<std::string, std::vector<std::string>> params = options.params;
    for (const auto& [name, value] : labels.pairs()) {
        if (name.starts_with(kParamPrefix)) {
            auto& values = params[name.substr(kParamPrefix.size())];
            values.resize(std::max<std::size_t>(values.size(), 1));
            values.front() = value;
        }
    }
    http::Parameters flat;
    for (const auto& [name, values] : params) {
        for (const auto& value : values) {
            flat.emplace_back(name, value);
        }
    }
    auto encoded = http::encodeParameters(flat);
    // Go's url.Values writes a blank as '+', and the URL is shown and hashed.
    for (auto at = encoded.find("%20"); at != std::string::npos; at = encoded.find("%20", at + 1)) {
        encoded.replace(at, 3, "+");
    }
    return encoded;
}

std::string targetUrl(const model::LabelsBuilder& labels, const PoolOptions& options) {
    auto path = escapedPath(labels.value(kMetricsPath));
    if (!path.empty() && !path.starts_with('/')) {
        path.insert(path.begin(), '/');
    }
    auto url = fmt::format("{}://{}{}", labels.value(kScheme), labels.value(kAddress), path);
    if (const auto query = queryString(labels, options); !query.empty()) {
        url += '?';
        url += query;
    }
    return url;
}

Result<model::DurationMs> positiveDuration(const model::LabelsBuilder& labels, std::string_view name,
                                           std::string_view what) {
    auto parsed = model::parseDuration(labels.value(name));
    if (!parsed) {
        return std::unexpected(std::move(parsed).error().withContext(fmt::format("error parsing {}", what)));
    }
    if (*parsed == 0) {
        return invalid(fmt::format("{} cannot be 0", what));
    }
    return *parsed;
}

Result<void> checkBools(const model::LabelsBuilder& labels) {
    for (const auto name : {kConvertClassic, kAlwaysClassic, kNativeHistograms}) {
        const auto value = labels.value(name);
        if (!value.empty() && value != "true" && value != "false") {
            return invalid(fmt::format("label {} must be true or false, it is {}", name, quoteGo(value)));
        }
    }
    return {};
}

Result<void> checkAddress(std::string_view address) {
    if (address.empty()) {
        return invalid("no address");
    }
    if (address.contains('/')) {
        return invalid(fmt::format("{} is not a valid hostname", quoteGo(address)));
    }
    return {};
}

Result<void> checkUtf8(const model::LabelsBuilder& labels) {
    for (const auto& [name, value] : labels.pairs()) {
        if (!model::isLabelName(name) || !isValidUtf8(value)) {
            return invalid(fmt::format("invalid label value for {}: {}", quoteGo(name), quoteGo(value)));
        }
    }
    return {};
}

std::uint64_t hashOf(const model::Labels& labels, const std::string& url) {
    return fnv1a64(url, fnv1a64(fmt::format("{:016}", labels.hash())));
}

/// Drops `__meta_*` and, for what series carry, everything else that begins with two underscores.
void dropPrefixed(model::LabelsBuilder& labels, std::string_view prefix) {
    for (const auto& [name, value] : std::vector(labels.pairs())) {
        if (name.starts_with(prefix)) {
            labels.remove(name);
        }
    }
}

/// Reads what the relabelled set says into `target`.
Result<void> resolve(Target& target, model::LabelsBuilder& labels, const PoolOptions& options) {
    if (auto checked = checkAddress(labels.value(kAddress)); !checked) {
        return checked;
    }
    target.interval = HEARTH_TRY(positiveDuration(labels, kInterval, "scrape interval"));
    target.timeout = HEARTH_TRY(positiveDuration(labels, kTimeout, "scrape timeout"));
    if (target.timeout > target.interval) {
        return invalid(fmt::format("scrape timeout cannot be greater than scrape interval ({:?} > {:?})",
                                   labels.value(kTimeout), labels.value(kInterval)));
    }
    if (auto checked = checkBools(labels); !checked) {
        return checked;
    }
    dropPrefixed(labels, kMetaPrefix);
    setDefault(labels, "instance", labels.value(kAddress));
    if (auto checked = checkUtf8(labels); !checked) {
        return checked;
    }
    target.url = targetUrl(labels, options);
    target.unixSocket = labels.value(kUnixSocket);
    target.hash = hashOf(labels.labels(), target.url);
    labels.remove(kInterval).remove(kTimeout);
    target.identity = hashOf(labels.labels(), target.url);
    dropPrefixed(labels, "__");
    target.labels = labels.labels();
    return {};
}

class SetBuilder {
  public:
    explicit SetBuilder(const PoolOptions& options)
        : m_options(options) {}

    void add(const model::Labels& own, const discovery::TargetGroup& group) {
        Target target;
        target.discovered = discoveredLabels(own, group.labels, m_options);
        model::LabelsBuilder labels(target.discovered);
        if (!model::relabel(labels, m_options.relabelRules)) {
            keepDropped(std::move(target.discovered));
            return;
        }
        if (auto resolved = resolve(target, labels, m_options); !resolved) {
            set.failures.push_back(fmt::format("instance {} in group {}: {}", own.toString(), group.source,
                                               std::move(resolved).error().message()));
            return;
        }
        if (m_seen.insert(target.identity).second) {
            set.active.push_back(std::move(target));
        }
    }

    TargetSet set;

  private:
    void keepDropped(model::Labels discovered) {
        ++set.droppedCount;
        const auto limit = m_options.limits.keptDroppedTargets;
        if (limit == 0 || set.dropped.size() < limit) {
            set.dropped.push_back(std::move(discovered));
        }
    }

    const PoolOptions& m_options;
    std::unordered_set<std::uint64_t> m_seen;
};

} // namespace

TargetSet buildTargets(std::span<const discovery::TargetGroup> groups, const PoolOptions& options) {
    SetBuilder builder(options);
    for (const auto& group : groups) {
        for (const auto& target : group.targets) {
            builder.add(target, group);
        }
    }
    return std::move(builder.set);
}

model::Labels relabelledLabels(const Target& target, const PoolOptions& options) {
    model::LabelsBuilder labels(target.discovered);
    (void)model::relabel(labels, options.relabelRules);
    dropPrefixed(labels, kMetaPrefix);
    setDefault(labels, "instance", labels.value(kAddress));
    return labels.labels();
}

std::int64_t scrapeOffsetNs(std::uint64_t targetHash, std::uint64_t seed, model::DurationMs interval) {
    constexpr std::uint64_t kNsPerMs = 1'000'000;
    constexpr std::uint64_t kSlots = 20;
    constexpr std::uint64_t kLongestSlot = 50 * kNsPerMs;
    const auto every = static_cast<std::uint64_t>(interval) * kNsPerMs;
    const auto slot = std::clamp<std::uint64_t>(every / kSlots, 1, kLongestSlot);
    const auto offset = (targetHash ^ seed) % every;
    return static_cast<std::int64_t>(offset - offset % slot);
}

} // namespace hearth::scrape
