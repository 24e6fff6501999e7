// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "alertmanager/alert.h"
#include "alertmanager/options.h"
#include "alertmanager/route/label_slots.h"

namespace hearth::alertmanager {

/// Which alert keeps another one quiet, and by which rule.
struct Inhibition {
    Fingerprint source = 0;
    std::size_t rule = 0; ///< Its place in the file.
    bool operator==(const Inhibition&) const = default;
};

/// Knows the firing alerts that could inhibit others (the sources), and answers which alerts they inhibit: those that a
/// rule's target matchers fit, where a source of the rule has the same values of its `equal` labels (missing = empty).
/// An alert that fits both sides of a rule is not inhibited by one that does, too, and so never by itself. Silences
/// play no part. Sources are kept by the values of the `equal` labels: an answer costs one look-up a rule.
/// Threads: thread-compatible.
class Inhibitor {
  public:
    explicit Inhibitor(std::vector<InhibitRuleOptions> rules);

    /// Takes the newest telling of an alert; one that is resolved at `now` is dropped.
    void put(const Alert& alert, model::TimestampMs now);
    /// Drops the sources that are resolved by now.
    void removeResolved(model::TimestampMs now);

    /// By the first rule that inhibits an alert of these labels; of several sources that with the least fingerprint.
    std::optional<Inhibition> inhibits(const model::Labels& labels, model::TimestampMs now) const;

    const std::vector<InhibitRuleOptions>& rules() const { return m_options; }
    /// Sources of all rules; an alert counts once a rule.
    std::size_t sourceCount() const;

  private:
    using Sources = std::map<Fingerprint, model::TimestampMs>; ///< To `endsAt`.
    struct Bucket {
        Sources plain;
        Sources twoSided; ///< Those that are targets of the same rule, too.
    };
    struct KeyHash {
        using is_transparent = void;
        std::size_t operator()(std::string_view key) const { return std::hash<std::string_view>()(key); }
    };
    struct Rule {
        SlottedMatchers source;
        SlottedMatchers target;
        std::vector<std::size_t> equal; ///< Slots.
        std::unordered_map<std::string, Bucket, KeyHash, std::equal_to<>> buckets;

        void makeKey(const LabelSlots::Values& values, std::string& key) const;
    };

    std::vector<InhibitRuleOptions> m_options;
    LabelSlots m_slots;
    std::vector<Rule> m_rules;
};

} // namespace hearth::alertmanager
