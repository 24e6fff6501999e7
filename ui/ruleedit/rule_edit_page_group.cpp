// SPDX-License-Identifier: GPL-3.0-or-later
// RuleEditPage: what the server and the files say of the rule's group, and of where alerts go.

#include "base/clock.h"
#include "data/async_source.h"
#include "datasource/desktop.h"
#include "models/plain_text.h"
#include "ruleedit/backtest_pane.h"
#include "ruleedit/backtest_run.h"
#include "ruleedit/rule_edit_page.h"
#include "ruleedit/rule_form.h"
#include "ruleedit/rule_output.h"
#include "ruleedit/server_group.h"

namespace hearth::ui {
namespace {

const QString kGroupSlot = QStringLiteral("group");
const QString kPlanSlot = QStringLiteral("plan");

/// The last rule of that name in the group: a new one is added at the end. Nothing where there is none.
std::optional<datasource::RulePlace> placeIn(const datasource::RuleGroups& groups, const std::string& file,
                                             const datasource::RuleDraft& rule) {
    for (const auto& group : groups.groups) {
        if (group.file != file || group.name != rule.group) {
            continue;
        }
        for (auto i = group.rules.size(); i-- > 0;) {
            if (group.rules[i].name == rule.name) {
                return datasource::RulePlace{file, group.name, i};
            }
        }
    }
    return std::nullopt;
}

} // namespace

/// What is known of the group, and of the rule in its file where it is in one.
struct RuleEditPage::GroupAnswer {
    datasource::RuleGroupFacts facts;
    std::optional<datasource::RuleDraft> onFile;
};

void RuleEditPage::askGroup() {
    m_isGroupKnown = false;
    const auto take = [this](Result<GroupAnswer> answer) {
        m_isGroupKnown = true;
        if (answer) {
            takeGroup(*answer);
        }
        if (const auto waiting = std::exchange(m_waiting, std::nullopt)) {
            prepare(*waiting);
        }
    };
    auto* editing = m_host.ruleEditing();
    const auto group = m_original.draft.group;
    if (m_savable && editing != nullptr) {
        m_source.cancel(this, kGroupSlot);
        m_workers.call(
            this, kGroupSlot,
            [editing, group, place = m_original.place](const std::stop_token& /*stop*/) -> Result<GroupAnswer> {
                GroupAnswer answer{HEARTH_TRY(editing->groupFacts(group, place)), std::nullopt};
                if (place) {
                    auto rule = editing->read(*place);
                    answer.onFile = rule ? std::optional(*std::move(rule)) : std::nullopt;
                }
                return answer;
            },
            take);
    } else {
        m_workers.cancel(this, kGroupSlot);
        m_source.call(
            this, kGroupSlot,
            [group](datasource::DataSource& source, std::stop_token stop) -> Result<GroupAnswer> {
                return GroupAnswer{{{}, HEARTH_TRY(groupIntervalOf(source, group, std::move(stop)))}, std::nullopt};
            },
            take);
    }
}

/// What servers say of a rule has its group's labels in it: those do not belong into the rule.
void RuleEditPage::takeGroup(const GroupAnswer& answer) {
    m_groupLabels = answer.facts.labels;
    if (answer.onFile && answer.onFile->name == m_original.draft.name) {
        auto written = m_form->rule().labels;
        for (const auto& [name, value] : m_groupLabels) {
            if (answer.onFile->labels.contains(name)) {
                continue;
            }
            const auto isTheGroups = [&](const auto& labels) {
                const auto found = labels.find(name);
                return found != labels.end() && found->second == value;
            };
            if (isTheGroups(m_original.draft.labels)) {
                m_original.draft.labels.erase(name);
            }
            if (isTheGroups(written)) {
                written.erase(name);
            }
        }
        if (written != m_form->rule().labels) {
            m_form->setLabels(written);
        }
    }
    showGroupLabels();
    if (answer.facts.interval >= model::kSecondMs) {
        m_original.interval = answer.facts.interval;
    }
    edited();
}

datasource::TextMap RuleEditPage::withGroupLabels(datasource::TextMap labels) const {
    labels.insert(m_groupLabels.begin(), m_groupLabels.end());
    return labels;
}

void RuleEditPage::askPlan() {
    auto* settings = m_host.notificationSettings();
    if (settings == nullptr) {
        m_plan = fail(ErrorCode::kUnsupported, "");
        return showRoute();
    }
    m_source.call(
        this, kPlanSlot,
        [settings](datasource::DataSource& source, std::stop_token stop) -> Result<PlanPtr> {
            return settings->read(HEARTH_TRY(source.alertmanager().status(std::move(stop))).config);
        },
        [this](Result<PlanPtr> plan) {
            m_plan = std::move(plan);
            showRoute();
        });
}

void RuleEditPage::showRoute() {
    if (!m_plan) {
        return m_output->setRoute(tr("Asking the Alertmanager…"));
    }
    if (!*m_plan) {
        const auto& error = m_plan->error();
        return m_output->setRoute(
            error.code() == ErrorCode::kUnsupported
                ? tr("No Alertmanager of this server is known: who would be told cannot be said.")
                : tr("The Alertmanager does not say where alerts go: %1").arg(toQString(error.message())));
    }
    std::optional<model::Labels> sent;
    if (m_shownAlert && m_run->past()) {
        sent = m_run->past()->sentLabels(m_shownAlert->labels);
    } else {
        const auto rule = m_form->rule();
        model::LabelsBuilder builder{model::Labels()};
        builder.set("alertname", rule.name);
        for (const auto& [name, text] : withGroupLabels(rule.labels)) {
            if (text.find("{{") == std::string::npos) {
                builder.set(name, text);
            }
        }
        sent = builder.labels();
    }
    m_output->setRoute(FiringRoute::text(***m_plan, sent, m_basis, SystemClock().nowMs()));
}

/// Asks the server where the rule stands now, so that a new one is changed rather than added again.
void RuleEditPage::locate(const std::string& file) {
    datasource::RulesQuery query;
    query.groups = {m_original.draft.group};
    query.withAlerts = false;
    m_source.call(
        this, kPlaceSlot,
        [query, file, rule = m_original.draft](datasource::DataSource& source,
                                               std::stop_token stop) -> Result<std::optional<datasource::RulePlace>> {
            return placeIn(HEARTH_TRY(source.rules(query, std::move(stop))), file, rule);
        },
        [this](Result<std::optional<datasource::RulePlace>> place) {
            if (place && *place && !m_original.place) {
                m_original.place = **place;
                showTitle();
                updateButtons();
            }
        });
}

} // namespace hearth::ui
