// SPDX-License-Identifier: GPL-3.0-or-later
#include <QLocale>
#include <algorithm>

#include "datasource/acknowledgement.h"
#include "models/isolated_text.h"
#include "models/plain_text.h"
#include "models/user_name.h"
#include "notify/notification_center.h"
#include "notify/notification_group.h"

/// The part of NotificationCenter that does what the buttons say.
namespace hearth::ui {
namespace {

constexpr model::DurationMs kSilenceMs = model::kHourMs;
constexpr int kConfirmationMs = 8000;
const QString kDefault = QStringLiteral("default");
const QString kSilence = QStringLiteral("silence");
const QString kAcknowledge = QStringLiteral("acknowledge");
const QString kUndo = QStringLiteral("undo");

datasource::Silence silenceOf(const model::Labels& labels, const std::string& creator, const QString& comment,
                              model::TimestampMs now) {
    auto silence = datasource::acknowledgementOf(labels, creator, {}, now);
    silence.endsAt = now + kSilenceMs;
    silence.comment = comment.toStdString();
    return silence;
}

Result<std::vector<std::string>> store(datasource::DataSource& source, const std::vector<datasource::Silence>& silences,
                                       const std::stop_token& stop) {
    std::vector<std::string> ids;
    for (const auto& silence : silences) {
        auto id = source.alertmanager().setSilence(silence, stop);
        if (!id) {
            // All or nothing: what was made is of no use to whoever is told that it failed.
            for (const auto& made : ids) {
                std::ignore = source.alertmanager().expireSilence(made, stop);
            }
            return std::unexpected(std::move(id).error());
        }
        ids.push_back(*std::move(id));
    }
    return ids;
}

} // namespace

void NotificationCenter::setCreator(const QString& creator) {
    m_creator = (creator.isEmpty() ? userName() : creator).toStdString();
}

void NotificationCenter::actionInvoked(std::uint32_t id, const QString& action, const QString& token) {
    if (id == m_summary.id) {
        emit openRequested({}, {}, token);
        return;
    }
    const auto group = groupOf(id);
    if (!group) {
        return;
    }
    if (action == kDefault) {
        emit openRequested(group->origin.url, toQString(group->state.firing.front().fingerprint), token);
    } else if (action == kSilence) {
        act(group, Act::kSilence);
    } else if (action == kAcknowledge) {
        act(group, Act::kAcknowledge);
    } else if (action == kUndo) {
        undo(group);
    }
}

void NotificationCenter::act(const GroupPtr& group, Act act) {
    const auto now = m_now().toMSecsSinceEpoch();
    const auto make = [&](const model::Labels& labels) {
        return act == Act::kSilence
                   ? silenceOf(labels, m_creator, tr("Silenced from the notification"), now)
                   : datasource::acknowledgementOf(labels, m_creator,
                                                   tr("Acknowledged from the notification").toStdString(), now);
    };
    std::vector<datasource::Silence> silences;
    // Who has seen these alerts has not seen the next one: each is acknowledged by itself, as far as they are known.
    const bool together =
        group->firing > group->state.firing.size() || (act == Act::kSilence && !group->common.empty());
    if (together && !group->common.empty()) {
        silences.push_back(make(group->common));
    } else {
        for (const auto& alert : group->state.firing) {
            silences.push_back(make(alert.labels));
        }
    }
    m_background.call(
        this, QStringLiteral("act ") + toQString(group->key),
        [source = group->origin.source,
         silences = std::move(silences)](const std::stop_token& stop) -> Result<std::vector<std::string>> {
            if (!source) {
                return fail(ErrorCode::kUnavailable, "no connection");
            }
            return store(*source, silences, stop);
        },
        [this, group, act](Result<std::vector<std::string>> ids) { acted(group, act, std::move(ids)); });
}

void NotificationCenter::acted(const GroupPtr& group, Act act, Result<std::vector<std::string>> ids) {
    const auto title = isolated(toQString(group->state.title));
    if (!ids) {
        confirm(group, act == Act::kSilence ? tr("Not silenced: %1").arg(title) : tr("Not acknowledged: %1").arg(title),
                toQString(ids.error().message()), false);
        return;
    }
    group->silences = *std::move(ids);
    emit silencesChanged();
    if (act == Act::kSilence) {
        const auto end = QLocale().toString(m_now().addMSecs(kSilenceMs).time(), QLocale::ShortFormat);
        confirm(group, tr("Silenced: %1").arg(title), tr("Until %1. It goes on being watched.").arg(end), true);
    } else {
        confirm(group, tr("Acknowledged: %1").arg(title), tr("It is quiet until it is resolved."), true);
    }
}

void NotificationCenter::undo(const GroupPtr& group) {
    m_background.call(
        this, QStringLiteral("undo ") + toQString(group->key),
        [source = group->origin.source, ids = group->silences](const std::stop_token& stop) -> Result<void> {
            for (const auto& id : ids) {
                HEARTH_TRY(source->alertmanager().expireSilence(id, stop));
            }
            return {};
        },
        [this, group](Result<void> undone) {
            if (!undone) {
                confirm(group, tr("Not undone: %1").arg(isolated(toQString(group->state.title))),
                        toQString(undone.error().message()), true);
                return;
            }
            group->silences.clear();
            emit silencesChanged();
            group->confirming = false;
            if (!group->gone) {
                present(group);
            }
        });
}

/// In the place of the group's own notification.
void NotificationCenter::confirm(const GroupPtr& group, const QString& title, const QString& body, bool canUndo) {
    if (group->gone) {
        return;
    }
    group->confirming = canUndo;
    Popup popup;
    popup.replaces = group->id;
    popup.title = title;
    popup.body = body;
    popup.urgency = datasource::DesktopNotification::Urgency::kLow;
    popup.transient = true;
    popup.expiresAfterMs = kConfirmationMs;
    popup.actions = {{kDefault, tr("Open")}};
    if (canUndo) {
        popup.actions.push_back({kUndo, tr("Undo")});
    } else {
        popup.actions.push_back({kSilence, tr("Silence 1 h")});
        popup.actions.push_back({kAcknowledge, tr("Acknowledge")});
    }
    group->busy = true;
    m_daemon.show(std::move(popup), [this, group](Result<std::uint32_t> id) { sent(group, std::move(id)); });
}

} // namespace hearth::ui
