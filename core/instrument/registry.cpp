// SPDX-License-Identifier: GPL-3.0-or-later
#include "instrument/registry.h"

#include <algorithm>
#include <map>
#include <stdexcept>
#include <variant>

namespace hearth::instrument {
namespace {

/// Metrics live on the heap: callers keep references to them.
using AnyMetric = std::variant<std::unique_ptr<Counter>, std::unique_ptr<Gauge>, std::unique_ptr<Histogram>,
                               std::unique_ptr<Summary>>;

Metric stateOf(const AnyMetric& metric) {
    struct Reader {
        Metric operator()(const std::unique_ptr<Counter>& counter) const { return plain(counter->value()); }
        Metric operator()(const std::unique_ptr<Gauge>& gauge) const { return plain(gauge->value()); }
        Metric operator()(const std::unique_ptr<Histogram>& histogram) const { return histogram->metric(); }
        Metric operator()(const std::unique_ptr<Summary>& summary) const { return summary->metric(); }
        static Metric plain(double value) {
            Metric metric;
            metric.value = value;
            return metric;
        }
    };
    return std::visit(Reader(), metric);
}

struct NamedFamily {
    FamilyType type = FamilyType::kUntyped;
    std::string help;
    std::map<LabelPairs, AnyMetric> metrics;
};

/// One subscriber of onGather(). Its mutex is held while it is called, so that unsubscribing can wait for the call.
struct Collector {
    std::mutex mutex;
    std::function<void(Families&)> collect; // guarded by mutex; empty when unsubscribed
};

/// Puts families in the order of gather() and joins those of one name.
Families sortedAndJoined(Families families) {
    std::ranges::stable_sort(families, {}, &Family::name);
    Families joined;
    for (auto& family : families) {
        if (joined.empty() || joined.back().name != family.name) {
            joined.push_back(std::move(family));
            continue;
        }
        std::ranges::move(family.metrics, std::back_inserter(joined.back().metrics));
    }
    for (auto& family : joined) {
        std::ranges::stable_sort(family.metrics, {}, &Metric::labels);
    }
    return joined;
}

} // namespace

struct Registry::State {
    /// The metric of this name and labels, made by `make` where it is new.
    template <class T>
    T& metric(const std::string& name, const std::string& help, FamilyType type, LabelPairs labels,
              const std::function<std::unique_ptr<T>()>& make) {
        std::ranges::sort(labels);
        const std::lock_guard lock(mutex);
        auto& family = families.try_emplace(name, NamedFamily{type, help, {}}).first->second;
        if (family.type != type) {
            throw std::logic_error("the metric " + name + " was made with another type before");
        }
        auto it = family.metrics.find(labels);
        if (it == family.metrics.end()) {
            it = family.metrics.emplace(std::move(labels), make()).first;
        }
        return *std::get<std::unique_ptr<T>>(it->second);
    }

    std::mutex mutex;
    std::map<std::string, NamedFamily> families;        // guarded by mutex
    std::vector<std::shared_ptr<Collector>> collectors; // guarded by mutex
};

Registry::Registry()
    : m_state(std::make_shared<State>()) {}
Registry::~Registry() = default;

Counter& Registry::counter(const std::string& name, const std::string& help, LabelPairs labels) {
    return m_state->metric<Counter>(name, help, FamilyType::kCounter, std::move(labels),
                                    [] { return std::make_unique<Counter>(); });
}

Gauge& Registry::gauge(const std::string& name, const std::string& help, LabelPairs labels) {
    return m_state->metric<Gauge>(name, help, FamilyType::kGauge, std::move(labels),
                                  [] { return std::make_unique<Gauge>(); });
}

Histogram& Registry::histogram(const std::string& name, const std::string& help, std::vector<double> upperBounds,
                               LabelPairs labels) {
    return m_state->metric<Histogram>(name, help, FamilyType::kHistogram, std::move(labels),
                                      [&upperBounds] { return std::make_unique<Histogram>(std::move(upperBounds)); });
}

Summary& Registry::summary(const std::string& name, const std::string& help, std::vector<double> quantiles,
                           LabelPairs labels) {
    return m_state->metric<Summary>(name, help, FamilyType::kSummary, std::move(labels),
                                    [&quantiles] { return std::make_unique<Summary>(std::move(quantiles)); });
}

Subscription Registry::onGather(std::function<void(Families&)> collect) {
    auto collector = std::make_shared<Collector>();
    collector->collect = std::move(collect);
    {
        const std::lock_guard lock(m_state->mutex);
        m_state->collectors.push_back(collector);
    }
    return Subscription([weak = std::weak_ptr(m_state), collector] {
        if (const auto state = weak.lock()) {
            const std::lock_guard lock(state->mutex);
            std::erase(state->collectors, collector);
        }
        const std::lock_guard lock(collector->mutex);
        collector->collect = nullptr;
    });
}

Families Registry::gather() const {
    Families families;
    std::vector<std::shared_ptr<Collector>> collectors;
    {
        const std::lock_guard lock(m_state->mutex);
        collectors = m_state->collectors;
        for (const auto& [name, named] : m_state->families) {
            auto& family = families.emplace_back(Family{name, named.help, named.type, {}});
            for (const auto& [labels, metric] : named.metrics) {
                family.metrics.push_back(stateOf(metric));
                family.metrics.back().labels = labels;
            }
        }
    }
    for (const auto& collector : collectors) {
        const std::lock_guard lock(collector->mutex);
        if (collector->collect) {
            collector->collect(families);
        }
    }
    return sortedAndJoined(std::move(families));
}

} // namespace hearth::instrument
