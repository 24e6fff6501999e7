// SPDX-License-Identifier: GPL-3.0-or-later
#include "notifier/notifier.h"

#include <algorithm>
#include <fmt/format.h>

#include "base/elapsed.h"
#include "base/thread_pool.h"
#include "model/relabel.h"
#include "notifier/endpoint.h"

namespace hearth::notifier {
namespace {

/// The thread looks around at least so often; wake() is quicker.
constexpr std::chrono::seconds kLongestWait{60};
/// An answer is not read beyond this.
constexpr std::uint64_t kMaxAnswerBytes = 64U << 10U;

AlertPtr withLabels(const Alert& alert, model::Labels labels) {
    auto changed = std::make_shared<Alert>(alert);
    changed->labels = std::move(labels);
    return changed;
}

/// Nothing where the rules drop what has the labels.
std::optional<model::Labels> relabelled(const model::Labels& before, std::span<const model::RelabelRule> rules,
                                        const model::Labels& externalLabels) {
    model::LabelsBuilder labels(before);
    for (const auto& label : externalLabels) {
        if (labels.value(label.name).empty()) {
            labels.set(label.name, label.value);
        }
    }
    return model::relabel(labels, rules) ? std::optional(labels.labels()) : std::nullopt;
}

/// The alerts that the rules keep, as they leave them.
std::vector<AlertPtr> relabelled(std::span<const AlertPtr> alerts, std::span<const model::RelabelRule> rules,
                                 const model::Labels& externalLabels) {
    std::vector<AlertPtr> kept;
    kept.reserve(alerts.size());
    for (const auto& alert : alerts) {
        if (auto now = relabelled(alert->labels, rules, externalLabels)) {
            kept.push_back(*now == alert->labels ? alert : withLabels(*alert, *std::move(now)));
        }
    }
    return kept;
}

} // namespace

/// One Alertmanager. Threads: the queue is thread-safe, `busy` the sending thread's alone.
struct Notifier::Destination {
    Destination(std::string url, std::size_t capacity, std::chrono::milliseconds limit,
                std::shared_ptr<const http::ClientOptions> options)
        : queue(std::move(url), capacity)
        , timeout(limit)
        , http(std::move(options)) {}

    SendQueue queue;
    const std::chrono::milliseconds timeout;
    const std::shared_ptr<const http::ClientOptions> http;
    bool busy = false;
};

/// One `alertmanagers` entry; immutable but for what discovery finds, which Notifier::m_mutex guards.
struct Notifier::Entry {
    std::string job;
    AlertmanagerOptions options;
    std::shared_ptr<const http::ClientOptions> http;
    std::vector<std::shared_ptr<Destination>> destinations; ///< Sorted by URL.
    std::vector<std::string> dropped;
};

Notifier::Notifier(Settings settings, TransportFactory transports, const Clock& clock, instrument::Registry& registry,
                   Log log)
    : m_settings(std::move(settings))
    , m_transports(std::move(transports))
    , m_clock(clock)
    , m_log(std::move(log))
    , m_collecting(registry.onGather([this](instrument::Families& families) { collect(families); })) {}

Notifier::~Notifier() {
    stop();
}

void Notifier::apply(AlertingOptions options, model::Labels externalLabels) {
    const std::lock_guard lock(m_mutex);
    std::vector<std::shared_ptr<Entry>> entries;
    for (auto& wanted : options.alertmanagers) {
        auto job = fmt::format("config-{}", entries.size());
        const auto old = std::ranges::find_if(
            m_entries, [&](const auto& entry) { return entry != nullptr && entry->options == wanted; });
        auto entry = old != m_entries.end() ? std::exchange(*old, nullptr) : std::make_shared<Entry>();
        entry->job = std::move(job);
        if (entry->http == nullptr) {
            entry->http = std::make_shared<const http::ClientOptions>(wanted.http);
            entry->options = std::move(wanted);
        }
        entries.push_back(std::move(entry));
    }
    m_entries = std::move(entries);
    m_relabelRules = std::move(options.alertRelabelRules);
    m_externalLabels = std::move(externalLabels);
}

std::map<std::string, discovery::Options> Notifier::jobs() const {
    const std::lock_guard lock(m_mutex);
    std::map<std::string, discovery::Options> jobs;
    for (const auto& entry : m_entries) {
        jobs.emplace(entry->job, entry->options.discovery);
    }
    return jobs;
}

void Notifier::setTargets(const std::string& job, const std::vector<discovery::TargetGroup>& groups) {
    const std::lock_guard lock(m_mutex);
    const auto found = std::ranges::find(m_entries, job, [](const auto& entry) { return entry->job; });
    if (found == m_entries.end() || m_stopped) {
        return;
    }
    auto& entry = **found;
    auto endpoints = endpointsOf(groups, entry.options);
    for (const auto& failure : endpoints.failures) {
        m_log.error("An Alertmanager cannot be used", {{"config", job}, {"err", failure}});
    }
    std::vector<std::shared_ptr<Destination>> destinations;
    for (auto& url : endpoints.active) {
        const auto old = std::ranges::find(entry.destinations, url, [](const auto& one) { return one->queue.url(); });
        destinations.push_back(old != entry.destinations.end()
                                   ? *old
                                   : std::make_shared<Destination>(std::move(url), m_settings.queueCapacity,
                                                                   std::chrono::milliseconds(entry.options.timeout),
                                                                   entry.http));
    }
    entry.destinations = std::move(destinations);
    entry.dropped = std::move(endpoints.dropped);
    if (!entry.destinations.empty() && m_transport == nullptr) {
        m_transport = m_transports();
        if (m_settings.threaded) {
            m_thread = std::jthread([this](const std::stop_token& stop) { runThread(stop); });
        }
    }
}

void Notifier::send(std::span<const AlertPtr> alerts) {
    std::unique_lock lock(m_mutex);
    if (m_stopped) {
        return;
    }
    auto kept = relabelled(alerts, m_relabelRules, m_externalLabels);
    if (m_entries.empty()) {
        lock.unlock();
        if (m_settings.otherwise && !kept.empty()) {
            m_settings.otherwise(std::move(kept));
        }
        return;
    }
    for (const auto& entry : m_entries) {
        if (entry->destinations.empty()) {
            continue;
        }
        const auto own = relabelled(kept, entry->options.alertRelabelRules, {});
        if (own.empty()) {
            continue;
        }
        for (const auto& destination : entry->destinations) {
            destination->queue.push(own);
        }
    }
    if (m_transport != nullptr) {
        m_transport->wake();
    }
}

std::optional<model::Labels> Notifier::sentLabels(const model::Labels& labels) const {
    const std::lock_guard lock(m_mutex);
    return relabelled(labels, m_relabelRules, m_externalLabels);
}

Notifier::Alertmanagers Notifier::alertmanagers() const {
    const std::lock_guard lock(m_mutex);
    Alertmanagers all;
    for (const auto& entry : m_entries) {
        for (const auto& destination : entry->destinations) {
            all.active.push_back(destination->queue.url());
        }
        all.dropped.insert(all.dropped.end(), entry->dropped.begin(), entry->dropped.end());
    }
    std::ranges::sort(all.active);
    std::ranges::sort(all.dropped);
    return all;
}

void Notifier::startDue() {
    std::vector<std::shared_ptr<Destination>> ready;
    {
        const std::lock_guard lock(m_mutex);
        for (const auto& entry : m_entries) {
            std::ranges::copy_if(entry->destinations, std::back_inserter(ready),
                                 [](const auto& one) { return !one->busy && !one->queue.empty(); });
        }
    }
    for (const auto& destination : ready) {
        startBatch(destination);
    }
}

void Notifier::startBatch(const std::shared_ptr<Destination>& destination) {
    const auto alerts = destination->queue.take(m_settings.batchSize);
    http::ClientRequest request;
    request.method = "POST";
    request.url = destination->queue.url();
    request.headers = {{"Content-Type", "application/json"}};
    request.body = toJson(alerts);
    request.timeout = destination->timeout;
    request.maxBodyBytes = kMaxAnswerBytes;
    request.options = destination->http;
    destination->busy = true;
    ++m_underWay;
    m_transport->start(std::move(request), [this, destination, count = alerts.size(),
                                            begun = m_clock.monotonic()](Result<http::ClientResponse>&& response) {
        destination->busy = false;
        --m_underWay;
        const auto seconds = secondsSince(begun, m_clock);
        if (response && response->status / 100 == 2) {
            destination->queue.noteSent(count, seconds);
            return;
        }
        destination->queue.noteFailed(count, seconds);
        m_log.error("Error sending alerts",
                    {{"alertmanager", destination->queue.url()},
                     {"count", std::to_string(count)},
                     {"err", response ? fmt::format("bad response status {} {}", response->status, response->reason)
                                      : response.error().message()}});
    });
}

bool Notifier::isBusy() const {
    const std::lock_guard lock(m_mutex);
    return m_underWay != 0 || std::ranges::any_of(m_entries, [](const auto& entry) {
               return std::ranges::any_of(entry->destinations, [](const auto& one) { return !one->queue.empty(); });
           });
}

void Notifier::runThread(const std::stop_token& stop) {
    nameThisThread("notifier");
    const std::stop_callback waking(stop, [this] { m_transport->wake(); });
    while (!stop.stop_requested()) {
        startDue();
        m_transport->poll(m_clock.monotonic() + kLongestWait);
    }
    const auto end = m_clock.monotonic() + kLongestWait;
    while (m_settings.drainAtStop && isBusy() && m_clock.monotonic() < end) {
        startDue();
        m_transport->poll(end);
    }
}

void Notifier::runUntil(MonotonicTime end) {
    while (m_transport != nullptr && m_clock.monotonic() < end) {
        startDue();
        m_transport->poll(end);
    }
}

void Notifier::stop() {
    {
        const std::lock_guard lock(m_mutex);
        m_stopped = true;
    }
    if (m_thread.joinable()) {
        m_thread.request_stop();
        m_thread.join();
    }
    const std::lock_guard lock(m_mutex);
    for (const auto& entry : m_entries) {
        for (const auto& destination : entry->destinations) {
            destination->queue.dropAll();
        }
    }
}

void Notifier::collect(instrument::Families& families) const {
    using enum instrument::FamilyType;
    const auto family = [](std::string_view name, std::string help, instrument::FamilyType type) {
        return instrument::Family{fmt::format("prometheus_notifications_{}", name), std::move(help), type, {}};
    };
    SendQueue::Families own{
        .sent = family("sent_total", "Total number of alerts sent.", kCounter),
        .errors = family("errors_total", "Total number of sent alerts affected by errors.", kCounter),
        .dropped = family("dropped_total", "Total number of alerts dropped due to errors when sending to Alertmanager.",
                          kCounter),
        .latency = family("latency_seconds", "Latency quantiles for sending alert notifications.", kSummary),
        .latencyBuckets =
            family("latency_histogram_seconds", "Latency histogram for sending alert notifications.", kHistogram),
        .length = family("queue_length", "The number of alert notifications in the queue.", kGauge)};
    auto capacity = family("queue_capacity", "The capacity of the alert notifications queue.", kGauge);
    capacity.metrics.push_back({.value = static_cast<double>(m_settings.queueCapacity)});
    auto discovered = family("alertmanagers_discovered", "The number of alertmanagers discovered and active.", kGauge);
    std::size_t count = 0;
    {
        const std::lock_guard lock(m_mutex);
        for (const auto& entry : m_entries) {
            count += entry->destinations.size();
            for (const auto& destination : entry->destinations) {
                destination->queue.collect(own);
            }
        }
    }
    discovered.metrics.push_back({.value = static_cast<double>(count)});
    for (auto* const one : {&own.sent, &own.errors, &own.dropped, &own.latency, &own.latencyBuckets, &own.length,
                            &capacity, &discovered}) {
        families.push_back(std::move(*one));
    }
}

} // namespace hearth::notifier
