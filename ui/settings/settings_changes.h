// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <functional>

#include "base/error.h"
#include "datasource/notification_settings.h"

namespace hearth::ui {

class AsyncSource;

/// Drafts and saves changes of the configuration off the GUI thread, one after the other, and remembers the last one to
/// take it back. Threads: confined to the GUI thread; drafts run on a worker.
class SettingsChanges : public QObject {
    Q_OBJECT

  public:
    /// `settings` may be null, then every change is refused; all outlive the object.
    SettingsChanges(AsyncSource& source, datasource::NotificationSettings* settings, QObject* parent = nullptr);

    using Draft = std::function<Result<datasource::ConfigChange>(datasource::NotificationSettings&)>;
    using Done = std::function<void(const Result<void>&)>;
    void apply(Draft draft, Done done);
    /// Puts the text back that stood before the last change. Secrets stay where they are.
    void undo(Done done);
    bool isBusy() const { return m_isBusy; }

  signals:
    /// The engine runs another configuration now.
    void saved();
    /// Another change is the last one, or none is: what offered to take back the one before says so no more.
    void lastChanged();

  private:
    AsyncSource& m_source;
    datasource::NotificationSettings* m_settings;
    datasource::ConfigChange m_last;
    bool m_isBusy = false;
};

} // namespace hearth::ui
