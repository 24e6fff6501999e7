// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QClipboard>
#include <QDateTime>
#include <QGuiApplication>

#include "alerts/alert_detail.h"
#include "alerts/alert_list_view.h"
#include "alerts/alerts_page.h"
#include "data/async_source.h"
#include "datasource/acknowledgement.h"
#include "models/plain_text.h"
#include "models/user_name.h"
#include "widgets/message_bar.h"

/// The part of AlertsPage that does something about alerts.
namespace hearth::ui {
namespace {

constexpr model::DurationMs kDraftDuration = 2 * model::kHourMs;
/// Each is a silence of its own.
constexpr std::size_t kMaxAcknowledged = 200;

const QString kActSlot = QStringLiteral("act");

/// The labels that all of them have with the same value.
model::Matchers commonMatchers(const std::vector<AlertRow>& rows) {
    model::Matchers matchers;
    for (const auto& [name, value] : rows.front().labels) {
        const bool common = std::ranges::all_of(
            rows, [&name = name, &value = value](const AlertRow& row) { return row.labels.value(name) == value; });
        if (common) {
            matchers.push_back(model::Matcher::equal(std::string(name), std::string(value)));
        }
    }
    return matchers;
}

} // namespace

void AlertsPage::enableActs() {
    const bool any =
        view() == kList ? m_list->selectionModel()->hasSelection() : m_snapshot->find(m_currentKey) != nullptr;
    const bool canSilence = any && m_snapshot->alertmanager.known();
    m_silence->setEnabled(canSilence);
    m_acknowledge->setEnabled(canSilence && !m_source.busy(this, kActSlot));
    const auto& side = m_snapshot->alertmanager;
    const auto why = side.known() ? any ? QString() : tr("No alert that goes on is selected.")
                     : side.failure == ErrorCode::kUnsupported
                         ? tr("Nothing can be silenced here: the connected "
                              "server names no Alertmanager.")
                         : tr("The Alertmanager does not answer: %1.").arg(side.reason);
    m_silence->setToolTip(plainToolTip(why.isEmpty() ? tr("Silence what is selected (S)") : why));
    m_acknowledge->setToolTip(
        plainToolTip(why.isEmpty() ? tr("I have seen it: nobody is told again until it is resolved (A)") : why));
    const bool hasRule = !m_detail->expression().isEmpty();
    const auto noRule = tr("No rule of this server has this alert.");
    m_explore->setEnabled(hasRule);
    m_explore->setToolTip(hasRule ? tr("Show the expression in Explore") : noRule);
    m_rule->setEnabled(hasRule);
    m_rule->setToolTip(hasRule ? tr("Show the rule that it comes from") : noRule);
    m_copy->setEnabled(any);
}

void AlertsPage::setCreator(const QString& creator) {
    m_creator = creator.isEmpty() ? userName() : creator;
}

void AlertsPage::silenceSelected() {
    const auto rows = selectedAlerts();
    if (rows.empty()) {
        return;
    }
    datasource::Silence draft;
    draft.matchers = commonMatchers(rows);
    if (draft.matchers.empty()) {
        m_actBar->showMessage(MessageBar::Kind::kWarning,
                              tr("The selected alerts have no label in common that a silence could match."));
        return;
    }
    draft.startsAt = QDateTime::currentMSecsSinceEpoch();
    draft.endsAt = draft.startsAt + kDraftDuration;
    emit silenceRequested(draft);
}

void AlertsPage::acknowledgeSelected() {
    auto rows = selectedAlerts();
    std::erase_if(rows, [](const AlertRow& row) {
        return row.condition == AlertCondition::kAcknowledged || row.condition == AlertCondition::kPending;
    });
    if (rows.empty()) {
        m_actBar->showMessage(MessageBar::Kind::kInformation,
                              tr("Only alerts that fire and are not acknowledged yet can be acknowledged."));
        return;
    }
    if (rows.size() > kMaxAcknowledged) {
        m_actBar->showMessage(MessageBar::Kind::kWarning,
                              tr("That is too many at once: each acknowledgement is a silence. Silence what they have "
                                 "in common instead."));
        return;
    }
    m_source.call(
        this, kActSlot,
        [rows, creator = m_creator.toStdString(), now = QDateTime::currentMSecsSinceEpoch()](
            datasource::DataSource& source, std::stop_token stop) -> Result<std::vector<std::string>> {
            std::vector<std::string> ids;
            for (const auto& row : rows) {
                ids.push_back(HEARTH_TRY(source.alertmanager().setSilence(
                    datasource::acknowledgementOf(row.labels, creator, {}, now), stop)));
            }
            return ids;
        },
        [this](Result<std::vector<std::string>> ids) { acknowledged(std::move(ids)); });
    enableActs();
}

void AlertsPage::acknowledged(Result<std::vector<std::string>> ids) {
    ask();
    enableActs();
    emit alertsChanged(); // Of several some may have been acknowledged before one failed.
    if (!ids) {
        m_actBar->showMessage(MessageBar::Kind::kError,
                              tr("It could not be acknowledged: %1").arg(toQString(ids.error().message())));
        return;
    }
    m_undoIds = *std::move(ids);
    m_actBar->showMessage(MessageBar::Kind::kInformation,
                          tr("%Ln alert(s) acknowledged until resolved.", nullptr, static_cast<int>(m_undoIds.size())));
    m_undo->setEnabled(true);
    m_actBar->addActionButton(m_undo);
    m_undoTimer.start();
}

void AlertsPage::undoAcknowledgement() {
    m_undoTimer.stop();
    m_actBar->clear();
    m_undo->setEnabled(false);
    m_source.call(
        this, kActSlot,
        [ids = std::exchange(m_undoIds, {})](datasource::DataSource& source, std::stop_token stop) -> Result<void> {
            for (const auto& id : ids) {
                HEARTH_TRY(source.alertmanager().expireSilence(id, stop));
            }
            return {};
        },
        [this](Result<void> expired) {
            if (!expired) {
                m_actBar->showMessage(MessageBar::Kind::kError,
                                      tr("It could not be taken back: %1").arg(toQString(expired.error().message())));
            }
            ask();
            enableActs();
            emit alertsChanged();
        });
    enableActs();
}

void AlertsPage::exploreCurrent() {
    if (!m_detail->expression().isEmpty()) {
        emit exploreRequested(m_detail->expression());
    }
}

void AlertsPage::showRule() {
    const auto* row = m_snapshot->find(m_currentKey);
    const auto name = row != nullptr && row->rule != nullptr ? row->rule->name : m_detail->alertName();
    if (!name.isEmpty()) {
        emit ruleRequested(name);
    }
}

void AlertsPage::copyLabels() {
    QStringList lines;
    for (const auto& row : selectedAlerts()) {
        lines << toQString(row.labels.toString());
    }
    QGuiApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
}

void AlertsPage::follow(const LinkedText& link) {
    switch (link.link) {
    case LinkedText::Link::kSilence:
        emit silenceShown(link.target);
        return;
    case LinkedText::Link::kAlert:
        showAlert(link.target);
        return;
    case LinkedText::Link::kRule:
        emit ruleRequested(link.target);
        return;
    case LinkedText::Link::kSettings:
        emit settingsRequested(link.target);
        return;
    case LinkedText::Link::kNone:
        return;
    }
}

} // namespace hearth::ui
