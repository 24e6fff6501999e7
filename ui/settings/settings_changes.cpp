// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/settings_changes.h"

#include <utility>

#include "data/async_source.h"

namespace hearth::ui {

SettingsChanges::SettingsChanges(AsyncSource& source, datasource::NotificationSettings* settings, QObject* parent)
    : QObject(parent)
    , m_source(source)
    , m_settings(settings) {
    // What is under way is canceled without a word.
    connect(&source, &AsyncSource::sourceChanged, this, [this] {
        m_isBusy = false;
        if (!std::exchange(m_last, {}).file.empty()) {
            emit lastChanged();
        }
    });
}

void SettingsChanges::apply(Draft draft, Done done) {
    if (m_settings == nullptr || m_isBusy) {
        const auto why = m_isBusy ? tr("Another change is being saved.") : tr("There is no file to change.");
        done(fail(ErrorCode::kUnavailable, why.toStdString()));
        return;
    }
    m_isBusy = true;
    m_source.call(
        this, QStringLiteral("save"),
        [settings = m_settings, draft = std::move(draft)](datasource::DataSource&,
                                                          std::stop_token stop) -> Result<datasource::ConfigChange> {
            auto change = HEARTH_TRY(draft(*settings));
            if (change.after != change.before || !change.secrets.empty()) {
                HEARTH_TRY(settings->save(change, std::move(stop)));
            }
            return change;
        },
        [this, done = std::move(done)](Result<datasource::ConfigChange> change) {
            m_isBusy = false;
            if (!change) {
                done(std::unexpected(change.error()));
                return;
            }
            m_last = *std::move(change);
            emit lastChanged();
            done({});
            emit saved();
        });
}

void SettingsChanges::undo(Done done) {
    if (m_last.file.empty() || m_last.isNew) {
        done(fail(ErrorCode::kNotFound, tr("There is nothing to take back.").toStdString()));
        return;
    }
    auto back = m_last;
    std::swap(back.before, back.after);
    back.secrets.clear();
    apply([back](datasource::NotificationSettings&) -> Result<datasource::ConfigChange> { return back; },
          std::move(done));
}

} // namespace hearth::ui
