// SPDX-License-Identifier: GPL-3.0-or-later
#include "scrape/scrape_pools.h"

#include <algorithm>
#include <fmt/format.h>
#include <future>

#include "base/elapsed.h"
#include "base/hash.h"
#include "scrape/pool.h"

namespace hearth::scrape {
namespace {

constexpr std::chrono::seconds kLongestSuspend{1};

} // namespace

ScrapePools::ScrapePools(storage::Appendable& storage, const TransportFactory& transports, const Clock& clock,
                         instrument::Registry& registry, const Log& log, Settings settings)
    : m_clock(clock)
    , m_log(log.component("scrape"))
    , m_metrics(std::make_unique<ScrapeMetrics>(registry)) {
    const ScrapeThread::Parts parts{.storage = storage,
                                    .clock = clock,
                                    .metrics = *m_metrics,
                                    .log = m_log,
                                    .offsetSeed = settings.offsetSeed,
                                    .onSleep = std::move(settings.onSleep)};
    for (std::size_t i = 0; i < std::max<std::size_t>(settings.threads, 1); ++i) {
        m_threads.push_back(std::make_unique<ScrapeThread>(parts, transports()));
        if (settings.threads > 0) {
            m_threads.back()->start();
        }
    }
    m_collecting = registry.onGather([this](instrument::Families& families) { collect(families); });
}

ScrapePools::~ScrapePools() {
    stop();
}

void ScrapePools::stop() {
    for (const auto& thread : m_threads) {
        thread->stop();
    }
}

void ScrapePools::suspend() {
    std::vector<std::future<void>> endings;
    for (const auto& thread : m_threads) {
        std::promise<void> ended;
        endings.push_back(ended.get_future());
        thread->suspend([ended = std::move(ended)]() mutable { ended.set_value(); });
    }
    const auto deadline = std::chrono::steady_clock::now() + kLongestSuspend;
    for (const auto& ending : endings) {
        ending.wait_until(deadline);
    }
}

ScrapeThread& ScrapePools::threadOf(const ActiveTarget& target) const {
    return *m_threads[target.thread];
}

void ScrapePools::apply(std::vector<PoolOptions> options) {
    const std::scoped_lock lock(m_mutex);
    std::map<std::string, std::unique_ptr<Pool>> next;
    for (auto& wanted : options) {
        auto old = m_pools.extract(wanted.jobName);
        const auto name = wanted.jobName;
        if (old && *old.mapped()->options == wanted) {
            next.insert(std::move(old));
            continue;
        }
        const bool keepCaches = old && cacheSurvives(*old.mapped()->options, wanted);
        auto pool = old ? std::move(old.mapped()) : makePool(name);
        reconfigure(*pool, std::move(wanted), keepCaches);
        next.emplace(name, std::move(pool));
    }
    for (const auto& [name, pool] : m_pools) {
        retireAll(*pool);
    }
    m_pools = std::move(next);
}

std::unique_ptr<ScrapePools::Pool> ScrapePools::makePool(const std::string& name) {
    m_metrics->pools.increment();
    return std::make_unique<Pool>(Pool{.options = nullptr,
                                       .http = nullptr,
                                       .groups = {},
                                       .active = {},
                                       .dropped = {},
                                       .droppedCount = 0,
                                       .forcedError = {},
                                       .metrics = m_metrics->pool(name)});
}

void ScrapePools::reconfigure(Pool& pool, PoolOptions options, bool keepCaches) {
    const auto start = m_clock.monotonic();
    const bool isNew = pool.options == nullptr;
    pool.http = std::make_shared<const http::ClientOptions>(options.http);
    pool.options = std::make_shared<const PoolOptions>(std::move(options));
    pool.metrics.targetLimit.set(static_cast<double>(pool.options->limits.targets));
    if (isNew) {
        return;
    }
    syncPool(pool, keepCaches, true);
    m_metrics->poolReloads.increment();
    m_metrics->reloadLength(model::formatDuration(pool.options->interval)).observe(secondsSince(start, m_clock));
}

void ScrapePools::setTargets(const std::string& job, std::vector<discovery::TargetGroup> groups) {
    const std::scoped_lock lock(m_mutex);
    const auto found = m_pools.find(job);
    if (found == m_pools.end()) {
        return;
    }
    found->second->groups = std::move(groups);
    syncPool(*found->second, true, false);
}

void ScrapePools::syncPool(Pool& pool, bool keepCaches, bool reorder) {
    const auto start = m_clock.monotonic();
    auto built = buildTargets(pool.groups, *pool.options);
    for (const auto& failure : built.failures) {
        m_log.error("Creating target failed", {{"scrape_pool", pool.options->jobName}, {"err", failure}});
    }
    pool.metrics.failedSyncs.increment(built.failures.size());
    pool.dropped = std::move(built.dropped);
    pool.droppedCount = built.droppedCount;
    const auto limit = pool.options->limits.targets;
    std::optional<std::string> forced;
    if (limit > 0 && built.active.size() > limit) {
        forced = fmt::format("target_limit exceeded (number of targets: {}, limit: {})", built.active.size(), limit);
        m_metrics->targetLimitExceeded.increment();
    }
    const bool forcedChanged = forced != pool.forcedError;
    pool.forcedError = std::move(forced);
    replaceTargets(pool, std::move(built.active), keepCaches, reorder || forcedChanged);
    pool.metrics.targets.set(static_cast<double>(pool.active.size()));
    pool.metrics.syncs.increment();
    pool.metrics.syncLength.observe(secondsSince(start, m_clock));
}

void ScrapePools::replaceTargets(Pool& pool, std::vector<Target> targets, bool keepCaches, bool reorder) {
    std::map<std::uint64_t, ActiveTarget> next;
    const auto orderFor = [&](const ActiveTarget& active) {
        return LoopOrder{.target = active.target,
                         .options = pool.options,
                         .http = pool.http,
                         .status = active.status,
                         .forcedError = pool.forcedError};
    };
    for (auto& target : targets) {
        const auto identity = target.identity;
        if (auto known = pool.active.extract(identity)) {
            auto& active = known.mapped();
            const bool changed = active.target.hash != target.hash;
            active.target = std::move(target);
            if (reorder || changed) {
                threadOf(active).update(active.loop, orderFor(active), keepCaches);
            }
            next.insert(std::move(known));
            continue;
        }
        ActiveTarget active{.loop = m_nextLoop++,
                            .thread = identity % m_threads.size(),
                            .target = std::move(target),
                            .status = std::make_shared<TargetStatus>(m_families)};
        threadOf(active).add(active.loop, orderFor(active));
        next.emplace(identity, std::move(active));
    }
    retireAll(pool);
    pool.active = std::move(next);
}

void ScrapePools::retireAll(Pool& pool) {
    for (const auto& [identity, active] : pool.active) {
        threadOf(active).retire(active.loop);
    }
    pool.active.clear();
}

void ScrapePools::runUntil(MonotonicTime end) {
    // With several transports a step of one may take the clock past ticks of another; simulations use one.
    do {
        for (const auto& thread : m_threads) {
            thread->step(end);
        }
    } while (m_clock.monotonic() < end);
}

std::uint64_t ScrapePools::offsetSeed(std::string_view hostName, const model::Labels& externalLabels) {
    return fnv1a64(externalLabels.toString(), fnv1a64(hostName));
}

} // namespace hearth::scrape
