// SPDX-License-Identifier: GPL-3.0-or-later
#include "discovery/discovery.h"

#include <algorithm>

#include "base/thread_pool.h"
#include "discovery/file_discoverer.h"

namespace hearth::discovery {
namespace {

/// Without anything to do the thread still looks up now and then.
constexpr std::chrono::minutes kLongestWait{1};

/// The groups that a configuration states itself.
class StaticDiscoverer final : public Discoverer {
  public:
    explicit StaticDiscoverer(std::vector<TargetGroup> groups)
        : m_groups(std::move(groups)) {}
    std::vector<TargetGroup> refresh() override { return std::exchange(m_groups, {}); }

  private:
    std::vector<TargetGroup> m_groups;
};

} // namespace

struct Discovery::Job {
    struct Source {
        std::unique_ptr<Discoverer> discoverer;
        std::map<std::string, TargetGroup> groups; ///< By source id.
        MonotonicTime due;
    };
    Options options;
    std::vector<Source> sources;
    bool dirty = true; ///< Something is to be reported.
    bool delayCounted = false;
    std::optional<MonotonicTime> lastReport;
};

Discovery::Discovery(std::string setName, FileSystem& files, const Clock& clock, instrument::Registry& registry,
                     const Log& log, std::unique_ptr<DirectoryWatcher> watcher, Handler handler)
    : m_setName(std::move(setName))
    , m_files(files)
    , m_clock(clock)
    , m_registry(registry)
    , m_log(log.component("discovery"))
    , m_watcher(std::move(watcher))
    , m_handler(std::move(handler))
    , m_received(registry.counter("prometheus_sd_received_updates_total",
                                  "Total number of update events received from the discoverers.",
                                  {{"name", m_setName}}))
    , m_sent(registry.counter("prometheus_sd_updates_total", "Total number of update events sent on.",
                              {{"name", m_setName}}))
    , m_delayed(registry.counter("prometheus_sd_updates_delayed_total",
                                 "Total number of update events that had to wait.", {{"name", m_setName}}))
    , m_fileErrors(registry.counter("prometheus_sd_file_read_errors_total", "Number of target files not readable.")) {}

Discovery::~Discovery() {
    stop();
}

void Discovery::apply(std::map<std::string, Options> jobs) {
    {
        const std::scoped_lock lock(m_mutex);
        m_ordered = std::make_unique<std::map<std::string, Options>>(std::move(jobs));
    }
    m_watcher->wake();
}

void Discovery::start() {
    m_thread = std::jthread([this](const std::stop_token& stop) {
        nameThisThread("discovery");
        std::vector<std::string> changed;
        while (!stop.stop_requested()) {
            changed = m_watcher->wait(step(changed));
        }
    });
}

void Discovery::stop() {
    if (m_thread.joinable()) {
        m_thread.request_stop();
        m_watcher->wake();
        m_thread.join();
    }
}

std::unique_ptr<Discovery::Job> Discovery::makeJob(Options options) {
    auto job = std::make_unique<Job>();
    const auto now = m_clock.monotonic();
    const auto add = [&](std::unique_ptr<Discoverer> discoverer) {
        job->sources.push_back({.discoverer = std::move(discoverer), .groups = {}, .due = now});
    };
    add(std::make_unique<StaticDiscoverer>(options.staticGroups));
    for (const auto& file : options.files) {
        add(std::make_unique<FileDiscoverer>(file, m_files, m_fileErrors, m_log));
    }
    job->options = std::move(options);
    return job;
}

void Discovery::takeOrders() {
    std::unique_ptr<std::map<std::string, Options>> ordered;
    {
        const std::scoped_lock lock(m_mutex);
        ordered = std::exchange(m_ordered, nullptr);
    }
    if (!ordered) {
        return;
    }
    Jobs next;
    for (auto& [name, options] : *ordered) {
        auto known = m_jobs.extract(name);
        auto job =
            known && known.mapped()->options == options ? std::move(known.mapped()) : makeJob(std::move(options));
        job->dirty = true;
        job->lastReport.reset(); // a new configuration is reported at once
        next.emplace(name, std::move(job));
    }
    m_jobs = std::move(next);
    watchDirectories();
}

void Discovery::watchDirectories() {
    std::set<std::string> directories;
    for (const auto& [name, job] : m_jobs) {
        for (const auto& source : job->sources) {
            directories.merge([&] {
                const auto own = source.discoverer->directories();
                return std::set(own.begin(), own.end());
            }());
        }
    }
    m_watcher->watch(directories);
}

void Discovery::refresh(Job& job, const std::vector<std::string>& changed) {
    const auto now = m_clock.monotonic();
    for (auto& source : job.sources) {
        const auto watched = source.discoverer->directories();
        const bool touched = std::ranges::any_of(
            changed, [&](const auto& directory) { return std::ranges::find(watched, directory) != watched.end(); });
        if (source.due > now && !touched) {
            continue;
        }
        const auto every = source.discoverer->refreshInterval();
        source.due = every > 0 ? now + std::chrono::milliseconds(every) : MonotonicTime::max();
        for (auto& group : source.discoverer->refresh()) {
            m_received.increment();
            job.dirty = true;
            const auto id = group.source;
            if (group.targets.empty()) {
                source.groups.erase(id);
            } else {
                source.groups[id] = std::move(group);
            }
        }
    }
}

void Discovery::report(const std::string& name, Job& job) {
    std::vector<TargetGroup> groups;
    std::size_t targets = 0;
    for (const auto& source : job.sources) {
        for (const auto& [id, group] : source.groups) {
            targets += group.targets.size();
            groups.push_back(group);
        }
    }
    job.dirty = false;
    job.delayCounted = false;
    job.lastReport = m_clock.monotonic();
    m_sent.increment();
    m_registry
        .gauge("prometheus_sd_discovered_targets", "Current number of discovered targets.",
               {{"config", name}, {"name", m_setName}})
        .set(static_cast<double>(targets));
    m_handler(name, std::move(groups));
}

MonotonicTime Discovery::step(const std::vector<std::string>& changed) {
    takeOrders();
    const auto now = m_clock.monotonic();
    auto next = now + kLongestWait;
    for (const auto& [name, job] : m_jobs) {
        refresh(*job, changed);
        const auto mayReport = job->lastReport ? *job->lastReport + kUpdateInterval : now;
        if (job->dirty && mayReport <= now) {
            report(name, *job);
        } else if (job->dirty) {
            next = std::min(next, mayReport);
            if (!std::exchange(job->delayCounted, true)) {
                m_delayed.increment();
            }
        }
        for (const auto& source : job->sources) {
            next = std::min(next, source.due);
        }
    }
    return next;
}

} // namespace hearth::discovery
