// SPDX-License-Identifier: GPL-3.0-or-later
#include "rules/manager.h"

#include <algorithm>
#include <map>
#include <set>
#include <thread>
#include <utility>

#include "rules/graph_link.h"
#include "rules/group.h"
#include "rules/group_clock.h"
#include "rules/schedule.h"
#include "yaml/document.h"

namespace hearth::rules {

struct LoadedRules::Contents {
    RuleSettings settings;
    std::vector<std::shared_ptr<Group>> groups;
};

LoadedRules::LoadedRules(std::unique_ptr<Contents> contents)
    : m_contents(std::move(contents)) {}
LoadedRules::LoadedRules(LoadedRules&&) noexcept = default;
LoadedRules& LoadedRules::operator=(LoadedRules&&) noexcept = default;
LoadedRules::~LoadedRules() = default;

std::size_t LoadedRules::groupCount() const {
    return m_contents->groups.size();
}

std::size_t LoadedRules::ruleCount() const {
    std::size_t count = 0;
    for (const auto& group : m_contents->groups) {
        count += group->rules().size();
    }
    return count;
}

struct Manager::State {
    /// By file and name, as snapshots are sorted.
    using Groups = std::map<std::pair<std::string, std::string>, std::shared_ptr<Group>>;

    State(ManagerOptions options, Surroundings world, instrument::Registry& registry, const Log& log)
        : surroundings(std::make_shared<GroupSurroundings>(std::move(options), std::move(world), registry, log))
        , schedule(surroundings) {}

    Result<void> loadFile(const std::string& path, LoadedRules::Contents& out, std::string& complaints) const;
    void replace(std::vector<std::shared_ptr<Group>> loaded);
    void schedulePending();

    const std::shared_ptr<GroupSurroundings> surroundings;
    Schedule schedule;

    std::mutex applying; ///< One change at a time.
    std::atomic<bool> hasLoaded{false};
    bool isScheduled = false;                    // guarded by applying
    bool isStopped = false;                      // guarded by applying
    std::vector<std::shared_ptr<Group>> pending; // guarded by applying: wait for the start

    mutable std::mutex groupsMutex;
    Groups groups; // guarded by groupsMutex

    std::jthread thread;
};

Manager::Manager(ManagerOptions options, Surroundings surroundings, instrument::Registry& registry, Log log)
    : m_state(std::make_unique<State>(std::move(options), std::move(surroundings), registry, log)) {}

Manager::~Manager() {
    stop();
}

/// Appends what is wrong to `complaints`.
Result<void> Manager::State::loadFile(const std::string& path, LoadedRules::Contents& out,
                                      std::string& complaints) const {
    const auto complain = [&](const std::string& message) {
        surroundings->log.error("loading groups failed", {{"err", message}});
        complaints += (complaints.empty() ? "" : "\n") + message;
    };
    const auto text = HEARTH_TRY(surroundings->world.files.readAll(path, yaml::kMaxBytes));
    const auto file = parseRuleFile(text, path, surroundings->options.files);
    if (!file) {
        std::ranges::for_each(file.error(), [&](const Error& error) { complain(error.message()); });
        return {};
    }
    for (const auto& warning : file->warnings) {
        surroundings->log.warn(warning);
    }
    const auto alerts = std::make_shared<const AlertSurroundings>(AlertSurroundings{
        out.settings.externalLabels, surroundings->options.externalUrl, pathOfUrl(surroundings->options.externalUrl)});
    const bool restores = !hasLoaded || surroundings->options.restoreNewRuleGroups;
    for (const auto& definition : file->groups) {
        auto group = Group::create(path, definition, out.settings.evaluationInterval, restores, alerts, surroundings);
        if (group) {
            out.groups.push_back(*std::move(group));
        } else {
            complain(group.error().message());
        }
    }
    return {};
}

Result<LoadedRules> Manager::load(const RuleSettings& settings) const {
    auto contents = std::make_unique<LoadedRules::Contents>();
    contents->settings = settings;
    std::string complaints;
    std::set<std::string> seen;
    for (const auto& path : settings.files) {
        if (seen.insert(path).second) {
            HEARTH_TRY(m_state->loadFile(path, *contents, complaints));
        }
    }
    if (!complaints.empty()) {
        return fail(ErrorCode::kInvalidArgument, std::move(complaints));
    }
    return LoadedRules(std::move(contents));
}

void Manager::apply(LoadedRules rules) {
    const std::lock_guard lock(m_state->applying);
    if (m_state->isStopped) {
        return;
    }
    m_state->hasLoaded = true;
    m_state->surroundings->defaultQueryOffset = rules.m_contents->settings.queryOffset;
    m_state->replace(std::move(rules.m_contents->groups));
}

void Manager::State::replace(std::vector<std::shared_ptr<Group>> loaded) {
    Groups old;
    {
        const std::lock_guard lock(groupsMutex);
        old = groups;
    }
    Groups next;
    std::vector<std::pair<std::shared_ptr<Group>, std::shared_ptr<Group>>> changed; // old and new
    std::vector<std::shared_ptr<Group>> fresh;
    for (auto& group : loaded) {
        const std::pair key(group->file(), group->name());
        const auto found = old.find(key);
        if (found == old.end()) {
            fresh.push_back(group);
        } else if (found->second->equals(*group)) {
            group = found->second;
        } else {
            changed.emplace_back(found->second, group);
            fresh.push_back(group);
        }
        old.erase(key);
        next[key] = group;
    }
    std::vector<std::shared_ptr<Group>> ending;
    std::ranges::transform(changed, std::back_inserter(ending), [](const auto& pair) { return pair.first; });
    std::ranges::transform(old, std::back_inserter(ending), [](const auto& item) { return item.second; });
    schedule.remove(ending);
    for (const auto& [before, after] : changed) {
        after->takeStateOf(*before);
    }
    for (const auto& [key, group] : old) {
        surroundings->metrics.removeGroup(group->key());
        schedule.endSeriesLater(group);
    }
    std::ranges::for_each(fresh, [](const auto& group) { group->attachStats(); });
    {
        const std::lock_guard lock(groupsMutex);
        groups = std::move(next);
    }
    std::erase_if(pending, [&](const auto& group) { return std::ranges::find(ending, group) != ending.end(); });
    std::ranges::move(fresh, std::back_inserter(pending));
    if (isScheduled) {
        schedulePending();
    }
}

void Manager::State::schedulePending() {
    isScheduled = true;
    for (auto& group : std::exchange(pending, {})) {
        schedule.add(std::move(group));
    }
}

Result<void> Manager::update(const RuleSettings& settings) {
    apply(HEARTH_TRY(load(settings)));
    return {};
}

void Manager::start() {
    const std::lock_guard lock(m_state->applying);
    if (m_state->isStopped || m_state->thread.joinable()) {
        return;
    }
    m_state->schedulePending();
    m_state->thread = std::jthread([state = m_state.get()](std::stop_token stop) {
        nameThisThread("rules");
        state->schedule.run(std::move(stop), MonotonicTime::max());
    });
}

void Manager::stop() {
    const std::lock_guard lock(m_state->applying);
    m_state->isStopped = true;
    m_state->surroundings->stop.request_stop();
    m_state->schedule.stop();
    if (m_state->thread.joinable()) {
        m_state->thread.request_stop();
        m_state->thread.join();
    }
}

void Manager::prepareForSleep(Nanoseconds longest) {
    m_state->schedule.prepareForSleep(longest);
}

void Manager::wakeUp() {
    m_state->schedule.wakeUp();
}

std::vector<GroupSnapshot> Manager::groups() const {
    State::Groups groups;
    {
        const std::lock_guard lock(m_state->groupsMutex);
        groups = m_state->groups;
    }
    std::vector<GroupSnapshot> out;
    out.reserve(groups.size());
    for (const auto& [key, group] : groups) {
        out.push_back(group->describe());
    }
    return out;
}

void Manager::runUntil(MonotonicTime end) {
    {
        const std::lock_guard lock(m_state->applying);
        m_state->schedulePending();
    }
    m_state->schedule.run({}, end);
}

MonotonicTime Manager::nextDue() {
    {
        const std::lock_guard lock(m_state->applying);
        m_state->schedulePending();
    }
    return m_state->schedule.nextDue();
}

} // namespace hearth::rules
