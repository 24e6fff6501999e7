// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace hearth::tests {

/// What Alertmanager's documentation says must be told, in seconds and plain sets: no timers, no journal, nothing of
/// the program under test. Attempts end at once.
class MonthModel {
  public:
    using Seconds = std::int64_t;
    static constexpr Seconds kWait = 30;
    static constexpr Seconds kInterval = 300;
    static constexpr Seconds kRepeat = 4 * 3'600;
    static constexpr Seconds kMaintenance = 900;

    struct Alert {
        std::string id;
        std::string group;    ///< The route's name and the alert's.
        std::string calendar; ///< "", "office", "night"
        bool warning = false; ///< Inhibited while a source fires.
        bool source = false;
    };
    struct Target {
        std::string name;
        bool sendsResolved = true;
        std::function<bool(Seconds)> works;
    };

    explicit MonthModel(std::vector<Target> targets)
        : m_targets(std::move(targets)) {}

    /// Does all flushes up to and including `now`.
    void advance(Seconds now);
    void fire(const Alert& alert, Seconds now);
    void resolve(const Alert& alert);
    void silence(const std::string& group, Seconds begin, Seconds end) { m_silences.push_back({group, begin, end}); }
    void reload(Seconds now);
    void restart(Seconds now);

    /// Whether a route of this calendar may tell anything at that time.
    std::function<bool(const std::string& calendar, Seconds)> isOpen;
    std::vector<std::string> told;

  private:
    struct Entry {
        std::set<std::string> firing;
        std::set<std::string> resolved;
        Seconds time = 0;
    };
    struct Group {
        std::string calendar;
        std::map<std::string, Alert> members;
        Seconds next = 0;
    };
    struct Span {
        std::string group;
        Seconds begin = 0;
        Seconds end = 0;
    };

    bool passes(const std::string& name, const Group& group, const Alert& alert, Seconds now) const;
    bool tell(const Target& target, const std::string& name, const std::set<std::string>& firing,
              const std::set<std::string>& resolved, Seconds now);
    void flush(const std::string& name, Seconds now);

    const std::vector<Target> m_targets;
    std::map<std::string, Group> m_groups;
    std::map<std::string, Alert> m_firing;
    std::map<std::pair<std::string, std::string>, Entry> m_log; ///< By group and target.
    std::vector<Span> m_silences;
    std::optional<Seconds> m_nextMaintenance;
};

} // namespace hearth::tests
