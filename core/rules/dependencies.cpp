// SPDX-License-Identifier: GPL-3.0-or-later
#include "rules/dependencies.h"

#include <algorithm>

#include "promql/syntax/walk.h"
#include "rules/alerting_rule.h"

namespace hearth::rules {
namespace {

using promql::Expr;
using promql::VectorSelector;

void collectSelectors(const Expr& expr, std::vector<const VectorSelector*>& out) {
    if (const auto* selector = expr.as<VectorSelector>()) {
        out.push_back(selector);
    } else if (const auto* matrix = expr.as<promql::MatrixSelector>()) {
        out.push_back(&matrix->selector);
    }
    promql::forEachChild(expr, [&](const Expr& child) { collectSelectors(child, out); });
}

const model::Matcher* matcherOf(const VectorSelector& selector, std::string_view label) {
    const auto found = std::ranges::find(selector.matchers, label, &model::Matcher::name);
    return found == selector.matchers.end() ? nullptr : &*found;
}

/// Whether a selector may read what an earlier rule writes.
bool reads(const VectorSelector& selector, const model::Matcher& name, const RuleOutline& earlier) {
    if (name.matches(earlier.name)) {
        return true;
    }
    if (earlier.type != RuleType::kAlerting || !(name.matches(kAlertsMetric) || name.matches(kAlertsForStateMetric))) {
        return false;
    }
    const auto* alertName = matcherOf(selector, kAlertNameLabel);
    return alertName == nullptr || alertName->matches(earlier.name);
}

struct Relations {
    bool hasDependencies = false;
    bool hasDependants = false;
};

} // namespace

std::vector<RuleBatch> batchesOf(const std::vector<RuleOutline>& rules) {
    std::vector<Relations> relations(rules.size());
    for (std::size_t rule = 0; rule < rules.size() && rules.size() > 1; ++rule) {
        std::vector<const VectorSelector*> selectors;
        collectSelectors(*rules[rule].expr, selectors);
        for (const auto* selector : selectors) {
            const auto* name = matcherOf(*selector, model::kMetricName);
            if (name == nullptr) {
                return {};
            }
            for (std::size_t earlier = 0; earlier < rule; ++earlier) {
                if (reads(*selector, *name, rules[earlier])) {
                    relations[rule].hasDependencies = true;
                    relations[earlier].hasDependants = true;
                }
            }
        }
    }
    RuleBatch first;
    RuleBatch last;
    std::vector<RuleBatch> out;
    for (std::size_t rule = 0; rule < rules.size(); ++rule) {
        if (!relations[rule].hasDependencies) {
            first.push_back(rule);
        } else if (relations[rule].hasDependants) {
            out.push_back({rule});
        } else {
            last.push_back(rule);
        }
    }
    if (!first.empty()) {
        out.insert(out.begin(), std::move(first));
    }
    if (!last.empty()) {
        out.push_back(std::move(last));
    }
    return out;
}

} // namespace hearth::rules
